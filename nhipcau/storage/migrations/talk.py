"""The tables of conversations, as the first migration makes them."""

import sqlalchemy as sa
from alembic import op

from nhipcau.storage.migrations.parts import NUMBER, check, index, key, moments, number, refers, state, unique, words


def create() -> None:
    op.create_table(
        "attachments",
        number(),
        sa.Column("checkin_id", sa.Integer, nullable=False),
        *words("field", "unique_id", "file_id", "album", "name"),
        sa.Column("size", NUMBER, nullable=False),
        *moments("came_at"),
        *words("path"),
        key("attachments", "id"),
        refers("attachments", "checkin_id", "checkins"),
        unique("attachments", "checkin_id", "field", "unique_id"),
        comment="Photos and files that belong to an answer; path is where the original is kept, once it was fetched.",
    )
    index("attachments", "checkin_id", "album")
    op.create_table(
        "open_prompts",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        *words("subject"),
        *moments("asked_at"),
        key("open_prompts", "person_id"),
        refers("open_prompts", "person_id", "people"),
        comment="What a person's next words are for, when they are for no check-in.",
    )
    op.create_table(
        "letters",
        sa.Column("id", NUMBER, nullable=False, autoincrement=False),
        *words("by", "target", "words", "attached", "album"),
        state("state"),
        *moments("made_at"),
        key("letters", "id"),
        check("letters", "letter_state", "state IN ('draft', 'sent', 'dropped')"),
        comment="What coordinators write to some people: to whom, the words, a file; sent once it was looked at.",
    )
