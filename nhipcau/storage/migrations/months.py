"""The tables of the months' close, as the first migration makes them."""

import sqlalchemy as sa
from alembic import op

from nhipcau.storage.migrations.parts import MOMENT, NUMBER, check, hand, index, key, moments, state, words


def create() -> None:
    states = "'draft', 'checked', 'approved', 'closed', 'paid'"
    approved = "state IN ('draft', 'checked') OR (approved_by <> '' AND checked_by <> approved_by)"
    op.create_table(
        "month_closes",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        state("state"),
        *(column for step in ("checked", "approved", "closed", "paid") for column in hand(step)),
        *words("asked_by", "agreed_by", "because"),
        *moments("cut_off"),
        *words("terms", "facts", "facts_version", "policy_version", "lines"),
        key("month_closes", "month", "version"),
        check("month_closes", "close_state", f"state IN ({states})"),
        check("month_closes", "from_one", "version >= 1"),
        check("month_closes", "checked", "state = 'draft' OR checked_by <> ''"),
        check("month_closes", "two_people", approved),
        check("month_closes", "closed", "state IN ('draft', 'checked', 'approved') OR closed_by <> ''"),
        check("month_closes", "paid", "(state = 'paid') = (paid_by <> '')"),
        check("month_closes", "opened_by_two", "version = 1 OR (because <> '' AND asked_by <> agreed_by)"),
        comment="The close of a month by versions: terms, facts, lines, whose hands. A closed one is frozen.",
    )
    op.create_table(
        "bonuses",
        *words("hotspot", "person"),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("amount", NUMBER, nullable=False),
        *words("decision", "payer"),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("first", sa.Boolean, nullable=False),
        *words("asked_by", "agreed_by"),
        sa.Column("agreed_at", MOMENT),
        key("bonuses", "hotspot", "person"),
        check("bonuses", "something", "amount > 0"),
        check("bonuses", "agreed_has_moment", "(agreed_by = '') = (agreed_at IS NULL)"),
        check("bonuses", "two_people", "asked_by <> agreed_by"),
        comment="Bonuses for hotspots: one a person and case, typed by one approver and agreed to by another.",
    )
    index("bonuses", "month")
    op.create_table(
        "month_decisions",
        sa.Column("month", sa.String(7), nullable=False),
        *words("person"),
        sa.Column("turn", sa.Integer, nullable=False),
        state("ruling"),
        *words("reason", "by"),
        *moments("decided_at"),
        key("month_decisions", "month", "person", "turn"),
        check("month_decisions", "ruling", "ruling IN ('granted', 'refused')"),
        comment="An approver's decision about a person's flagged line of a month, one each time that it was a draft.",
    )
    op.create_table(
        "unit_words",
        sa.Column("month", sa.String(7), nullable=False),
        *words("person"),
        sa.Column("worked", sa.Boolean, nullable=False),
        *words("by"),
        *moments("said_at"),
        key("unit_words", "month", "person"),
        comment="What a unit's lead said of one name on the unit's list of a month; the latest word counts.",
    )
