"""The first tables, and the triggers by which the database refuses to change what is frozen."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

FROZEN = ("checked_by", "approved_by", "closed_by", "asked_by", "agreed_by", "because", "terms", "facts", "lines")
MORE_THAN_PAID = " OR ".join(["NEW.state <> 'paid'", *(f"NEW.{column} <> OLD.{column}" for column in FROZEN)])
GUARDS = (
    ("month_closes", "DELETE", "OLD.state IN ('closed', 'paid')", "a closed month is kept"),
    (
        "month_closes",
        "UPDATE",
        f"OLD.state = 'paid' OR (OLD.state = 'closed' AND ({MORE_THAN_PAID}))",
        "a closed month is frozen",
    ),
    ("checkin_versions", "UPDATE", "TRUE", "what was sent is kept as it was"),
    ("journal", "UPDATE", "TRUE", "the journal is only added to"),
)
"""Table, change, when, and the sentence. People may ask for their own words to be deleted, so that stays."""

REFUSE = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
    END $$
"""


def upgrade() -> None:
    _roster()
    _appointments()
    _slots()
    _rounds()
    _checkins()
    _outbox()
    _inbox()
    _months()
    _journal()
    _outside()
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def _guards(dialect: str) -> Iterator[str]:
    if dialect == "postgresql":
        yield REFUSE
    for table, change, when, why in GUARDS:
        trigger = f"CREATE TRIGGER {table}_{change.lower()} BEFORE {change} ON {table}"
        if dialect == "postgresql":
            yield f"{trigger} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION refuse('{why}')"
        else:
            yield f"{trigger} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"


def _number() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer, sa.Identity(), nullable=False)


def _words(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _moments(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, MOMENT, nullable=False) for name in names]


def _hand(step: str) -> list[sa.Column[Any]]:
    return [*_words(f"{step}_by"), sa.Column(f"{step}_at", MOMENT)]


def _days() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return sa.Column("first_day", sa.Date, nullable=False), sa.Column("last_day", sa.Date)


def _state(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(20), nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}")


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=f"ck_{table}_{name}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _where(rule: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(rule), "postgresql_where": sa.text(rule)}


def _roster() -> None:
    op.create_table(
        "people",
        _number(),
        *_words("code", "name"),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("phone", sa.Text),
        *_words("invite"),
        sa.Column("chat_id", NUMBER),
        _state("chat_state"),
        sa.Column("bound_at", MOMENT),
        _key("people", "id"),
        _unique("people", "code"),
        _unique("people", "invite"),
        _unique("people", "chat_id"),
        _check("people", "chat_state", "chat_state IN ('unbound', 'active', 'blocked')"),
        _check("people", "unbound_has_no_chat", "(chat_state = 'unbound') = (chat_id IS NULL)"),
        comment="The roster: one row a person. One chat belongs to one person.",
    )
    op.create_table(
        "grants",
        _number(),
        sa.Column("person_id", sa.Integer, nullable=False),
        *_words("role"),
        sa.Column("unit", sa.Text),
        _key("grants", "id"),
        _refers("grants", "person_id", "people"),
        comment="Roles, in one unit or (no unit) in the whole network.",
    )
    _index("grants", "person_id")
    op.create_table(
        "chat_groups",
        *_words("name"),
        sa.Column("chat_id", NUMBER, nullable=False),
        _key("chat_groups", "name"),
        comment="The chats of the groups that the network writes to.",
    )


def _appointments() -> None:
    op.create_table(
        "appointments",
        _number(),
        sa.Column("person_id", sa.Integer, nullable=False),
        *_words("unit", "level"),
        *_days(),
        *_words("decision"),
        _key("appointments", "id"),
        _refers("appointments", "person_id", "people"),
        _check("appointments", "days_in_order", "last_day IS NULL OR first_day <= last_day"),
        comment="Recognition decisions: one level in one unit from a day to a day.",
    )
    _index("appointments", "person_id")
    op.create_table(
        "leaves",
        _number(),
        sa.Column("person_id", sa.Integer, nullable=False),
        *_days(),
        *_words("reason"),
        _key("leaves", "id"),
        _refers("leaves", "person_id", "people"),
        _check("leaves", "days_in_order", "last_day IS NULL OR first_day <= last_day"),
        comment="Days on which a person is not asked, and does not miss anything.",
    )
    _index("leaves", "person_id")


def _slots() -> None:
    kinds = "'kick_off', 'open_round', 'remind', 'close_round', 'close_month', 'sync_sheets', 'render_reports'"
    op.create_table(
        "slots",
        *_words("key"),
        _state("kind"),
        *_words("subject"),
        *_moments("due_at"),
        _state("late"),
        sa.Column("stale_after", sa.Integer, nullable=False),
        sa.Column("grace", sa.Integer, nullable=False),
        *_words("stream", "version"),
        _state("state"),
        *_words("reason"),
        sa.Column("decided_at", MOMENT),
        *_words("counts"),
        sa.Column("launched", sa.Boolean, nullable=False),
        _key("slots", "key"),
        _check("slots", "slot_kind", f"kind IN ({kinds})"),
        _check("slots", "when_late", "late IN ('run_once', 'skip', 'ask_admin')"),
        _check("slots", "slot_state", "state IN ('planned', 'asked', 'done', 'skipped', 'cancelled')"),
        comment="Due moments, each claimed once; launched until the messages that it planned are added up.",
    )
    _index("slots", "state", "due_at")


def _rounds() -> None:
    first_day, last_day = _days()
    last_day.nullable = False
    op.create_table(
        "rounds",
        _number(),
        *_words("key", "programme", "form", "period"),
        sa.Column("month", sa.String(7), nullable=False),
        first_day,
        last_day,
        *_moments("opens_at", "due_at", "closes_at"),
        sa.Column("closed_at", MOMENT),
        _key("rounds", "id"),
        _unique("rounds", "key"),
        _check("rounds", "days_in_order", "first_day <= last_day"),
        comment="Rounds: one asking of a form to an audience.",
    )
    _index("rounds", "month")


def _checkins() -> None:
    op.create_table(
        "checkins",
        _number(),
        sa.Column("round_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        *_words("unit", "level"),
        sa.Column("excused", sa.Boolean, nullable=False),
        *_words("step", "draft"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("first_sent_at", MOMENT),
        _key("checkins", "id"),
        _unique("checkins", "round_id", "person_id"),
        _refers("checkins", "round_id", "rounds"),
        _refers("checkins", "person_id", "people"),
        _check("checkins", "sent_has_moment", "version >= 0 AND (version = 0) = (first_sent_at IS NULL)"),
        comment="One person's part in a round: the draft as it is typed, and how many versions were sent.",
    )
    _index("checkins", "person_id")
    op.create_table(
        "checkin_versions",
        sa.Column("checkin_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *_words("answers"),
        *_moments("sent_at"),
        _key("checkin_versions", "checkin_id", "version"),
        _refers("checkin_versions", "checkin_id", "checkins"),
        _check("checkin_versions", "from_one", "version >= 1"),
        comment="What was sent, every time; rows are added and never changed.",
    )
    op.create_table(
        "current_questions",
        sa.Column("person_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("checkin_id", sa.Integer, nullable=False),
        _key("current_questions", "person_id"),
        _refers("current_questions", "person_id", "people"),
        _refers("current_questions", "checkin_id", "checkins"),
        comment="The check-in that a person's free text belongs to.",
    )


def _outbox() -> None:
    states = "'planned', 'sending', 'sent', 'blocked', 'skipped', 'failed', 'uncertain'"
    op.create_table(
        "outbox",
        _number(),
        *_words("plan_key", "recipient"),
        sa.Column("person_id", sa.Integer),
        *_words("group_name"),
        sa.Column("chat_id", NUMBER),
        *_words("template", "view"),
        sa.Column("lane", sa.SmallInteger, nullable=False),
        *_moments("due_at"),
        *_words("slot", "buttons"),
        sa.Column("still_owes", sa.Integer),
        sa.Column("edits", NUMBER),
        *_words("document"),
        _state("state"),
        sa.Column("lease_until", MOMENT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("settled_at", MOMENT),
        *_words("reason"),
        sa.Column("sent_message_id", NUMBER),
        _key("outbox", "id"),
        _unique("outbox", "plan_key"),
        _refers("outbox", "person_id", "people"),
        _refers("outbox", "still_owes", "checkins"),
        _check("outbox", "delivery", f"state IN ({states})"),
        _check("outbox", "lane", "lane IN (0, 1, 2)"),
        _check(
            "outbox",
            "one_recipient",
            "CASE WHEN person_id IS NULL THEN 0 ELSE 1 END + CASE WHEN chat_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN group_name = '' THEN 0 ELSE 1 END = 1",
        ),
        _check("outbox", "sending_has_lease", "(state = 'sending') = (lease_until IS NOT NULL)"),
        _check("outbox", "settled_has_moment", "(state IN ('planned', 'sending')) = (settled_at IS NULL)"),
        comment="Everything the network says, planned once each; at most one message in flight to a recipient.",
    )
    _index("outbox", "state", "lane", "due_at", "id")
    _index("outbox", "slot", "state")
    _index("outbox", "recipient", "state")
    op.create_index("uq_outbox_in_flight", "outbox", ["recipient"], unique=True, **_where("state = 'sending'"))


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("chat_id", NUMBER, nullable=False),
        *_words("raw"),
        *_moments("stored_at"),
        sa.Column("handled_at", MOMENT),
        _key("inbox", "update_id"),
        comment="Updates as they arrived, kept before they are confirmed to the channel.",
    )
    op.create_index("ix_inbox_unhandled", "inbox", ["update_id"], **_where("handled_at IS NULL"))


def _months() -> None:
    states = "'draft', 'checked', 'approved', 'closed', 'paid'"
    approved = "state IN ('draft', 'checked') OR (approved_by <> '' AND checked_by <> approved_by)"
    op.create_table(
        "month_closes",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        _state("state"),
        *(column for step in ("checked", "approved", "closed", "paid") for column in _hand(step)),
        *_words("asked_by", "agreed_by", "because"),
        *_moments("cut_off"),
        *_words("terms", "facts", "facts_version", "policy_version", "lines"),
        _key("month_closes", "month", "version"),
        _check("month_closes", "close_state", f"state IN ({states})"),
        _check("month_closes", "from_one", "version >= 1"),
        _check("month_closes", "checked", "state = 'draft' OR checked_by <> ''"),
        _check("month_closes", "two_people", approved),
        _check("month_closes", "closed", "state IN ('draft', 'checked', 'approved') OR closed_by <> ''"),
        _check("month_closes", "paid", "(state = 'paid') = (paid_by <> '')"),
        _check("month_closes", "opened_by_two", "version = 1 OR (because <> '' AND asked_by <> agreed_by)"),
        comment="The close of a month by versions: terms, facts, lines, whose hands. A closed one is frozen.",
    )
    op.create_table(
        "bonuses",
        *_words("hotspot", "person"),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("amount", NUMBER, nullable=False),
        *_words("decision", "payer"),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("first", sa.Boolean, nullable=False),
        *_words("asked_by", "agreed_by"),
        *_moments("agreed_at"),
        _key("bonuses", "hotspot", "person"),
        _check("bonuses", "something", "amount > 0"),
        _check("bonuses", "two_people", "asked_by <> agreed_by"),
        comment="Bonuses for hotspots: one a person and case, typed by one approver and agreed to by another.",
    )
    _index("bonuses", "month")
    op.create_table(
        "month_decisions",
        sa.Column("month", sa.String(7), nullable=False),
        *_words("person"),
        _state("ruling"),
        *_words("reason", "by"),
        *_moments("decided_at"),
        _key("month_decisions", "month", "person"),
        _check("month_decisions", "ruling", "ruling IN ('granted', 'refused')"),
        comment="An approver's decision about a person's flagged line of a month.",
    )


def _journal() -> None:
    op.create_table(
        "journal",
        _number(),
        *_moments("at"),
        *_words("who", "what", "subject", "why", "detail"),
        _key("journal", "id"),
        comment="Who did what to what, when, why; rows are added and never changed.",
    )
    _index("journal", "subject", "id")


def _outside() -> None:
    op.create_table(
        "sheet_rows",
        *_words("tab", "key", "cells"),
        _key("sheet_rows", "tab", "key"),
        comment="What the network wrote last to the shared sheets: the base of the three-way merge.",
    )
    op.create_table(
        "archive",
        *_words("path", "digest", "inputs"),
        *_moments("at"),
        _key("archive", "path"),
        comment="Rendered files: the digest of their bytes and the fingerprint of their inputs.",
    )
    op.create_table(
        "notes",
        *_words("name", "value"),
        _key("notes", "name"),
        comment="Small facts about the installation itself.",
    )
