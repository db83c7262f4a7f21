"""What conversations leave behind, as tables: attachments, and questions that wait for words."""

from sqlalchemy import Column, ForeignKey, Identity, Index, Integer, String, Table, Text, UniqueConstraint

from nhipcau.ports.letters import LetterState
from nhipcau.storage.columns import BigNumber, Moment, one_of
from nhipcau.storage.tables import metadata

attachments = Table(
    "attachments",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("checkin_id", Integer, ForeignKey("checkins.id"), nullable=False),
    Column("field", Text, nullable=False),
    Column("unique_id", Text, nullable=False),
    Column("file_id", Text, nullable=False),
    Column("album", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("size", BigNumber, nullable=False),
    Column("came_at", Moment, nullable=False),
    Column("path", Text, nullable=False),
    UniqueConstraint("checkin_id", "field", "unique_id"),
    Index(None, "checkin_id", "album"),
    comment="Photos and files that belong to an answer; path is where the original is kept, once it was fetched.",
)

open_prompts = Table(
    "open_prompts",
    metadata,
    Column("person_id", Integer, ForeignKey("people.id"), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("subject", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    comment="What a person's next words are for, when they are for no check-in.",
)

letters = Table(
    "letters",
    metadata,
    Column("id", BigNumber, primary_key=True, autoincrement=False),
    Column("by", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("attached", Text, nullable=False),
    Column("album", Text, nullable=False),
    Column("state", one_of(LetterState), nullable=False),
    Column("made_at", Moment, nullable=False),
    comment="What coordinators write to some people: to whom, the words, a file; sent once it was looked at.",
)
