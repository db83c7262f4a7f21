"""The first tables, and the triggers by which the database refuses to change what is frozen."""

import sqlalchemy as sa
from alembic import op

from nhipcau.storage.migrations import campaigns, months, talk
from nhipcau.storage.migrations.guards import guards
from nhipcau.storage.migrations.parts import (
    MOMENT,
    NUMBER,
    check,
    days,
    index,
    key,
    moments,
    number,
    refers,
    state,
    unique,
    where,
    words,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    _roster()
    _doors()
    _appointments()
    _slots()
    _rounds()
    _checkins()
    talk.create()
    campaigns.create()
    _outbox()
    _inbox()
    months.create()
    _journal()
    _outside()
    for statement in guards(op.get_bind().dialect.name):
        op.execute(statement)


def _roster() -> None:
    op.create_table(
        "people",
        number(),
        *words("code", "name"),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("phone", sa.Text),
        sa.Column("chat_id", NUMBER),
        state("chat_state"),
        sa.Column("bound_at", MOMENT),
        *words("consent"),
        sa.Column("consented_at", MOMENT),
        sa.Column("reminder_hour", sa.SmallInteger),
        sa.Column("merged_into", sa.Integer),
        sa.Column("erase_at", MOMENT),
        sa.Column("erased_at", MOMENT),
        key("people", "id"),
        unique("people", "code"),
        unique("people", "chat_id"),
        check("people", "chat_state", "chat_state IN ('unbound', 'active', 'blocked', 'gone')"),
        check("people", "unbound_has_no_chat", "(chat_state = 'unbound') = (chat_id IS NULL)"),
        check("people", "consent_has_moment", "(consent = '') = (consented_at IS NULL)"),
        check("people", "reminder_hour", "reminder_hour BETWEEN 0 AND 23"),
        check("people", "erased_is_nobody", "erased_at IS NULL OR phone IS NULL AND chat_id IS NULL"),
        refers("people", "merged_into", "people"),
        comment="The roster: one row a person. One chat belongs to one person."
        " Who was merged into another is a tombstone.",
    )
    op.create_table(
        "accounts",
        sa.Column("person_id", sa.Integer, nullable=False),
        *words("bank"),
        sa.Column("digits", sa.String(4), nullable=False),
        *words("holder"),
        key("accounts", "person_id"),
        refers("accounts", "person_id", "people"),
        comment="Where people are paid: of an account number the last four digits, the whole is in the finance book.",
    )
    op.create_table(
        "grants",
        number(),
        sa.Column("person_id", sa.Integer, nullable=False),
        *words("role"),
        sa.Column("unit", sa.Text),
        key("grants", "id"),
        refers("grants", "person_id", "people"),
        comment="Roles, in one unit or (no unit) in the whole network.",
    )
    index("grants", "person_id")
    op.create_table(
        "chat_groups",
        *words("name"),
        sa.Column("chat_id", NUMBER, nullable=False),
        sa.Column("topic", NUMBER),
        key("chat_groups", "name"),
        comment="The chats of the groups that the network writes to, and the topic where the chat is a forum.",
    )


def _doors() -> None:
    op.create_table(
        "invites",
        *words("code"),
        sa.Column("person_id", sa.Integer, nullable=False),
        *moments("made_at", "expires_at"),
        sa.Column("used_by", NUMBER),
        sa.Column("used_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
        key("invites", "code"),
        refers("invites", "person_id", "people"),
        check("invites", "used_has_moment", "(used_by IS NULL) = (used_at IS NULL)"),
        comment="Ways into the network: each for one person, once, until a moment.",
    )
    index("invites", "person_id")
    op.create_table(
        "merges",
        number(),
        sa.Column("kept_id", sa.Integer, nullable=False),
        sa.Column("gone_id", sa.Integer, nullable=False),
        *words("moved"),
        *moments("merged_at"),
        sa.Column("undone_at", MOMENT),
        key("merges", "id"),
        refers("merges", "kept_id", "people"),
        refers("merges", "gone_id", "people"),
        comment="Two rows that were one person, and what was moved, so that it can be undone.",
    )


def _appointments() -> None:
    op.create_table(
        "appointments",
        number(),
        sa.Column("person_id", sa.Integer, nullable=False),
        *words("unit", "level"),
        *days(),
        *words("decision"),
        key("appointments", "id"),
        refers("appointments", "person_id", "people"),
        check("appointments", "days_in_order", "last_day IS NULL OR first_day <= last_day"),
        comment="Recognition decisions: one level in one unit from a day to a day.",
    )
    index("appointments", "person_id")
    op.create_table(
        "leaves",
        number(),
        sa.Column("person_id", sa.Integer, nullable=False),
        *days(),
        *words("reason"),
        key("leaves", "id"),
        refers("leaves", "person_id", "people"),
        check("leaves", "days_in_order", "last_day IS NULL OR first_day <= last_day"),
        comment="Days on which a person is not asked, and does not miss anything.",
    )
    index("leaves", "person_id")


def _slots() -> None:
    kinds = (
        "'kick_off', 'letter', 'open_round', 'remind', 'close_round', 'close_month', 'sync_sheets', 'render_reports'"
    )
    op.create_table(
        "slots",
        *words("key"),
        state("kind"),
        *words("subject"),
        *moments("due_at"),
        state("late"),
        sa.Column("stale_after", sa.Integer, nullable=False),
        sa.Column("grace", sa.Integer, nullable=False),
        *words("stream", "version"),
        state("state"),
        *words("reason"),
        sa.Column("decided_at", MOMENT),
        *words("counts"),
        sa.Column("launched", sa.Boolean, nullable=False),
        key("slots", "key"),
        check("slots", "slot_kind", f"kind IN ({kinds})"),
        check("slots", "when_late", "late IN ('run_once', 'skip', 'ask_admin')"),
        check("slots", "slot_state", "state IN ('planned', 'asked', 'done', 'skipped', 'cancelled')"),
        comment="Due moments, each claimed once; launched until the messages that it planned are added up.",
    )
    index("slots", "state", "due_at")


def _rounds() -> None:
    first_day, last_day = days()
    last_day.nullable = False
    op.create_table(
        "rounds",
        number(),
        *words("key", "programme", "form", "period"),
        sa.Column("month", sa.String(7), nullable=False),
        first_day,
        last_day,
        *moments("opens_at", "due_at", "closes_at"),
        sa.Column("closed_at", MOMENT),
        key("rounds", "id"),
        unique("rounds", "key"),
        check("rounds", "days_in_order", "first_day <= last_day"),
        comment="Rounds: one asking of a form to an audience.",
    )
    index("rounds", "month")


def _checkins() -> None:
    op.create_table(
        "checkins",
        number(),
        sa.Column("round_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        *words("unit", "level"),
        sa.Column("excused", sa.Boolean, nullable=False),
        *words("step", "draft"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("first_sent_at", MOMENT),
        sa.Column("returned", sa.Boolean, nullable=False),
        key("checkins", "id"),
        unique("checkins", "round_id", "person_id"),
        refers("checkins", "round_id", "rounds"),
        refers("checkins", "person_id", "people"),
        check("checkins", "sent_has_moment", "version >= 0 AND (version = 0) = (first_sent_at IS NULL)"),
        check("checkins", "sent_before_returned", "version > 0 OR NOT returned"),
        comment="One person's part in a round: the draft as it is typed, and how many versions were sent.",
    )
    index("checkins", "person_id")
    op.create_table(
        "checkin_versions",
        sa.Column("checkin_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *words("answers"),
        *moments("sent_at"),
        key("checkin_versions", "checkin_id", "version"),
        refers("checkin_versions", "checkin_id", "checkins"),
        check("checkin_versions", "from_one", "version >= 1"),
        comment="What was sent, every time; rows are added and never changed.",
    )
    op.create_table(
        "current_questions",
        sa.Column("person_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("checkin_id", sa.Integer, nullable=False),
        key("current_questions", "person_id"),
        refers("current_questions", "person_id", "people"),
        refers("current_questions", "checkin_id", "checkins"),
        comment="The check-in that a person's free text belongs to.",
    )


def _outbox() -> None:
    states = "'planned', 'sending', 'sent', 'blocked', 'gone', 'skipped', 'failed', 'uncertain'"
    op.create_table(
        "outbox",
        number(),
        *words("plan_key", "recipient"),
        sa.Column("person_id", sa.Integer),
        *words("group_name"),
        sa.Column("chat_id", NUMBER),
        *words("template", "view"),
        sa.Column("lane", sa.SmallInteger, nullable=False),
        *moments("due_at"),
        *words("slot", "buttons"),
        sa.Column("still_owes", sa.Integer),
        sa.Column("edits", NUMBER),
        sa.Column("deletes", NUMBER),
        *words("document", "attached"),
        state("state"),
        sa.Column("lease_until", MOMENT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("settled_at", MOMENT),
        *words("reason"),
        sa.Column("sent_message_id", NUMBER),
        sa.Column("carried_by", sa.Integer),
        key("outbox", "id"),
        unique("outbox", "plan_key"),
        refers("outbox", "person_id", "people"),
        refers("outbox", "still_owes", "checkins"),
        refers("outbox", "carried_by", "outbox"),
        check("outbox", "delivery", f"state IN ({states})"),
        check("outbox", "lane", "lane IN (0, 1, 2)"),
        check(
            "outbox",
            "one_recipient",
            "CASE WHEN person_id IS NULL THEN 0 ELSE 1 END + CASE WHEN chat_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN group_name = '' THEN 0 ELSE 1 END = 1",
        ),
        check("outbox", "sending_has_lease", "(state = 'sending') = (lease_until IS NOT NULL)"),
        check("outbox", "settled_has_moment", "(state IN ('planned', 'sending')) = (settled_at IS NULL)"),
        comment="Everything the network says, planned once each; at most one message in flight to a recipient."
        " What is carried_by another goes out, and is settled, with it.",
    )
    index("outbox", "state", "lane", "due_at", "id")
    index("outbox", "slot", "state")
    index("outbox", "recipient", "state")
    op.create_index("ix_outbox_carried_by", "outbox", ["carried_by"], **where("carried_by IS NOT NULL"))
    op.create_index("uq_outbox_in_flight", "outbox", ["recipient"], unique=True, **where("state = 'sending'"))


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", NUMBER, nullable=False, autoincrement=False),
        sa.Column("chat_id", NUMBER, nullable=False),
        *words("raw"),
        *moments("stored_at"),
        sa.Column("handled_at", MOMENT),
        key("inbox", "update_id"),
        comment="Updates as they arrived, kept before they are confirmed to the channel.",
    )
    op.create_index("ix_inbox_unhandled", "inbox", ["update_id"], **where("handled_at IS NULL"))


def _journal() -> None:
    op.create_table(
        "journal",
        number(),
        *moments("at"),
        *words("who", "what", "subject", "why", "detail"),
        key("journal", "id"),
        comment="Who did what to what, when, why; rows are added and never changed.",
    )
    index("journal", "subject", "id")


def _outside() -> None:
    op.create_table(
        "sheet_rows",
        *words("tab", "key", "cells", "tried"),
        key("sheet_rows", "tab", "key"),
        comment="What the network wrote last to the shared sheets, or tried to: the base of the three-way merge.",
    )
    op.create_table(
        "archive",
        *words("path", "digest", "inputs"),
        *moments("at"),
        key("archive", "path"),
        comment="Rendered files: the digest of their bytes and the fingerprint of their inputs.",
    )
    op.create_table(
        "notes",
        *words("name", "value"),
        key("notes", "name"),
        comment="Small facts about the installation itself.",
    )
