"""Messages out and updates in, as tables."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Identity, Index, Integer, SmallInteger, Table, Text, text

from nhipcau.ports import Delivery
from nhipcau.storage.columns import BigNumber, JsonText, Moment, one_of
from nhipcau.storage.tables import metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("plan_key", Text, nullable=False, unique=True),
    Column("recipient", Text, nullable=False),
    Column("person_id", Integer, ForeignKey("people.id")),
    Column("group_name", Text, nullable=False),
    Column("chat_id", BigNumber),
    Column("template", Text, nullable=False),
    Column("view", JsonText, nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("slot", Text, nullable=False),
    Column("buttons", JsonText, nullable=False),
    Column("still_owes", Integer, ForeignKey("checkins.id")),
    Column("edits", BigNumber),
    Column("deletes", BigNumber),
    Column("document", Text, nullable=False),
    Column("attached", Text, nullable=False),
    Column("state", one_of(Delivery), nullable=False),
    Column("lease_until", Moment),
    Column("attempts", Integer, nullable=False),
    Column("settled_at", Moment),
    Column("reason", Text, nullable=False),
    Column("sent_message_id", BigNumber),
    Column("carried_by", Integer, ForeignKey("outbox.id")),
    CheckConstraint(
        "CASE WHEN person_id IS NULL THEN 0 ELSE 1 END + CASE WHEN chat_id IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN group_name = '' THEN 0 ELSE 1 END = 1",
        name="one_recipient",
    ),
    CheckConstraint("lane IN (0, 1, 2)", name="lane"),
    CheckConstraint("(state = 'sending') = (lease_until IS NOT NULL)", name="sending_has_lease"),
    CheckConstraint("(state IN ('planned', 'sending')) = (settled_at IS NULL)", name="settled_has_moment"),
    Index(None, "state", "lane", "due_at", "id"),
    Index(None, "slot", "state"),
    Index(None, "recipient", "state"),
    Index(
        "ix_outbox_carried_by",
        "carried_by",
        sqlite_where=text("carried_by IS NOT NULL"),
        postgresql_where=text("carried_by IS NOT NULL"),
    ),
    Index(
        "uq_outbox_in_flight",
        "recipient",
        unique=True,
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
    comment="Everything the network says, planned once each; at most one message in flight to a recipient. What is"
    " carried_by another goes out, and is settled, with it.",
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigNumber, primary_key=True, autoincrement=False),
    Column("chat_id", BigNumber, nullable=False),
    Column("raw", Text, nullable=False),
    Column("stored_at", Moment, nullable=False),
    Column("handled_at", Moment),
    Index(
        "ix_inbox_unhandled",
        "update_id",
        sqlite_where=text("handled_at IS NULL"),
        postgresql_where=text("handled_at IS NULL"),
    ),
    comment="Updates as they arrived, kept before they are confirmed to the channel.",
)
