"""What is remembered, as tables. The database guards every law that it can (constraints here, triggers in migrations).

Words are those of docs: a round is one asking of a form, a check-in one person's part in it, a slot a due moment.
"""

from datetime import date

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from nhipcau.rules.cadence import SlotKind, SlotState, WhenLate
from nhipcau.rules.roster import ChatState
from nhipcau.storage.columns import BigNumber, JsonText, Moment, MonthText, Seconds, one_of

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _number() -> Column[int]:
    return Column("id", Integer, Identity(), primary_key=True)


def _person(*, index: bool = False, primary_key: bool = False) -> Column[int]:
    person = ForeignKey("people.id")
    return Column("person_id", Integer, person, nullable=False, index=index or None, primary_key=primary_key)


def _words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _span() -> tuple[Column[date], Column[date], CheckConstraint]:
    return (
        Column("first_day", Date, nullable=False),
        Column("last_day", Date),
        CheckConstraint("last_day IS NULL OR first_day <= last_day", name="days_in_order"),
    )


people = Table(
    "people",
    metadata,
    _number(),
    Column("code", Text, nullable=False, unique=True),
    _words("name"),
    Column("language", String(8), nullable=False),
    Column("phone", Text),
    Column("chat_id", BigNumber, unique=True),
    Column("chat_state", one_of(ChatState), nullable=False),
    Column("bound_at", Moment),
    _words("consent"),
    Column("consented_at", Moment),
    Column("reminder_hour", SmallInteger),
    Column("merged_into", Integer, ForeignKey("people.id")),
    Column("erase_at", Moment),
    Column("erased_at", Moment),
    CheckConstraint("(chat_state = 'unbound') = (chat_id IS NULL)", name="unbound_has_no_chat"),
    CheckConstraint("(consent = '') = (consented_at IS NULL)", name="consent_has_moment"),
    CheckConstraint("reminder_hour BETWEEN 0 AND 23", name="reminder_hour"),
    CheckConstraint("erased_at IS NULL OR phone IS NULL AND chat_id IS NULL", name="erased_is_nobody"),
    comment="The roster: one row a person. One chat belongs to one person. Who was merged into another is a tombstone.",
)

invites = Table(
    "invites",
    metadata,
    Column("code", Text, primary_key=True),
    _person(index=True),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_by", BigNumber),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    CheckConstraint("(used_by IS NULL) = (used_at IS NULL)", name="used_has_moment"),
    comment="Ways into the network: each for one person, once, until a moment.",
)

merges = Table(
    "merges",
    metadata,
    _number(),
    Column("kept_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("gone_id", Integer, ForeignKey("people.id"), nullable=False),
    Column("moved", JsonText, nullable=False),
    Column("merged_at", Moment, nullable=False),
    Column("undone_at", Moment),
    comment="Two rows that were one person, and what was moved, so that it can be undone.",
)

appointments = Table(
    "appointments",
    metadata,
    _number(),
    _person(index=True),
    _words("unit"),
    _words("level"),
    *_span(),
    _words("decision"),
    comment="Recognition decisions: one level in one unit from a day to a day.",
)

leaves = Table(
    "leaves",
    metadata,
    _number(),
    _person(index=True),
    *_span(),
    _words("reason"),
    comment="Days on which a person is not asked, and does not miss anything.",
)

accounts = Table(
    "accounts",
    metadata,
    _person(primary_key=True),
    _words("bank"),
    Column("digits", String(4), nullable=False),
    _words("holder"),
    comment="Where people are paid: of an account number the last four digits, the whole is in the finance book.",
)

grants = Table(
    "grants",
    metadata,
    _number(),
    _person(index=True),
    _words("role"),
    Column("unit", Text),
    comment="Roles, in one unit or (no unit) in the whole network.",
)

chat_groups = Table(
    "chat_groups",
    metadata,
    Column("name", Text, primary_key=True),
    Column("chat_id", BigNumber, nullable=False),
    Column("topic", BigNumber),
    comment="The chats of the groups that the network writes to, and the topic where the chat is a forum.",
)

slots = Table(
    "slots",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kind", one_of(SlotKind), nullable=False),
    _words("subject"),
    Column("due_at", Moment, nullable=False),
    Column("late", one_of(WhenLate), nullable=False),
    Column("stale_after", Seconds, nullable=False),
    Column("grace", Seconds, nullable=False),
    _words("stream"),
    _words("version"),
    Column("state", one_of(SlotState), nullable=False),
    _words("reason"),
    Column("decided_at", Moment),
    Column("counts", JsonText, nullable=False),
    Column("launched", Boolean, nullable=False),
    Index(None, "state", "due_at"),
    comment="Due moments, each claimed once; launched until the messages that it planned are added up.",
)

rounds = Table(
    "rounds",
    metadata,
    _number(),
    Column("key", Text, nullable=False, unique=True),
    _words("programme"),
    _words("form"),
    _words("period"),
    Column("month", MonthText, nullable=False, index=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("opens_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("closes_at", Moment, nullable=False),
    Column("closed_at", Moment),
    CheckConstraint("first_day <= last_day", name="days_in_order"),
    comment="Rounds: one asking of a form to an audience.",
)

checkins = Table(
    "checkins",
    metadata,
    _number(),
    Column("round_id", Integer, ForeignKey("rounds.id"), nullable=False),
    _person(index=True),
    _words("unit"),
    _words("level"),
    Column("excused", Boolean, nullable=False),
    _words("step"),
    Column("draft", JsonText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("first_sent_at", Moment),
    Column("returned", Boolean, nullable=False),
    UniqueConstraint("round_id", "person_id"),
    CheckConstraint("version >= 0 AND (version = 0) = (first_sent_at IS NULL)", name="sent_has_moment"),
    CheckConstraint("version > 0 OR NOT returned", name="sent_before_returned"),
    comment="One person's part in a round: the draft as it is typed, and how many versions were sent.",
)

checkin_versions = Table(
    "checkin_versions",
    metadata,
    Column("checkin_id", Integer, ForeignKey("checkins.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("answers", JsonText, nullable=False),
    Column("sent_at", Moment, nullable=False),
    CheckConstraint("version >= 1", name="from_one"),
    comment="What was sent, every time; rows are added and never changed.",
)

current_questions = Table(
    "current_questions",
    metadata,
    _person(primary_key=True),
    Column("checkin_id", Integer, ForeignKey("checkins.id"), nullable=False),
    comment="The check-in that a person's free text belongs to.",
)

journal = Table(
    "journal",
    metadata,
    _number(),
    Column("at", Moment, nullable=False),
    _words("who"),
    _words("what"),
    _words("subject"),
    _words("why"),
    Column("detail", JsonText, nullable=False),
    Index(None, "subject", "id"),
    comment="Who did what to what, when, why; rows are added and never changed.",
)

sheet_rows = Table(
    "sheet_rows",
    metadata,
    Column("tab", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    _words("cells"),
    _words("tried"),
    comment="What the network wrote last to the shared sheets, or tried to: the base of the three-way merge.",
)

archive = Table(
    "archive",
    metadata,
    Column("path", Text, primary_key=True),
    _words("digest"),
    _words("inputs"),
    Column("at", Moment, nullable=False),
    comment="Rendered files: the digest of their bytes and the fingerprint of their inputs.",
)

notes = Table(
    "notes",
    metadata,
    Column("name", Text, primary_key=True),
    _words("value"),
    comment="Small facts about the installation itself.",
)
