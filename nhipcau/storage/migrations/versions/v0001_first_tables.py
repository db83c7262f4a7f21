"""The first tables, and the triggers by which the database refuses to change what is frozen."""

import sqlalchemy as sa
from alembic import op

from nhipcau.storage.migrations import talk
from nhipcau.storage.migrations.guards import guards
from nhipcau.storage.migrations.parts import MOMENT, NUMBER
from nhipcau.storage.migrations.parts import check as _check
from nhipcau.storage.migrations.parts import days as _days
from nhipcau.storage.migrations.parts import hand as _hand
from nhipcau.storage.migrations.parts import index as _index
from nhipcau.storage.migrations.parts import key as _key
from nhipcau.storage.migrations.parts import moments as _moments
from nhipcau.storage.migrations.parts import number as _number
from nhipcau.storage.migrations.parts import refers as _refers
from nhipcau.storage.migrations.parts import state as _state
from nhipcau.storage.migrations.parts import unique as _unique
from nhipcau.storage.migrations.parts import where as _where
from nhipcau.storage.migrations.parts import words as _words

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
    _outbox()
    _inbox()
    _months()
    _journal()
    _outside()
    for statement in guards(op.get_bind().dialect.name):
        op.execute(statement)


def _roster() -> None:
    op.create_table(
        "people",
        _number(),
        *_words("code", "name"),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("phone", sa.Text),
        sa.Column("chat_id", NUMBER),
        _state("chat_state"),
        sa.Column("bound_at", MOMENT),
        *_words("consent"),
        sa.Column("consented_at", MOMENT),
        sa.Column("merged_into", sa.Integer),
        _key("people", "id"),
        _unique("people", "code"),
        _unique("people", "chat_id"),
        _check("people", "chat_state", "chat_state IN ('unbound', 'active', 'blocked')"),
        _check("people", "unbound_has_no_chat", "(chat_state = 'unbound') = (chat_id IS NULL)"),
        _check("people", "consent_has_moment", "(consent = '') = (consented_at IS NULL)"),
        _refers("people", "merged_into", "people"),
        comment="The roster: one row a person. One chat belongs to one person."
        " Who was merged into another is a tombstone.",
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


def _doors() -> None:
    op.create_table(
        "invites",
        *_words("code"),
        sa.Column("person_id", sa.Integer, nullable=False),
        *_moments("made_at", "expires_at"),
        sa.Column("used_by", NUMBER),
        sa.Column("used_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
        _key("invites", "code"),
        _refers("invites", "person_id", "people"),
        _check("invites", "used_has_moment", "(used_by IS NULL) = (used_at IS NULL)"),
        comment="Ways into the network: each for one person, once, until a moment.",
    )
    _index("invites", "person_id")
    op.create_table(
        "merges",
        _number(),
        sa.Column("kept_id", sa.Integer, nullable=False),
        sa.Column("gone_id", sa.Integer, nullable=False),
        *_words("moved"),
        *_moments("merged_at"),
        sa.Column("undone_at", MOMENT),
        _key("merges", "id"),
        _refers("merges", "kept_id", "people"),
        _refers("merges", "gone_id", "people"),
        comment="Two rows that were one person, and what was moved, so that it can be undone.",
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
        *_words("tab", "key", "cells", "tried"),
        _key("sheet_rows", "tab", "key"),
        comment="What the network wrote last to the shared sheets, or tried to: the base of the three-way merge.",
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
