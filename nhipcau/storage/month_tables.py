"""The close of months, as tables: versions, decisions, what unit leads said, bonuses."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, Table, Text

from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.allowance.facts import Ruling
from nhipcau.storage.columns import BigNumber, Moment, MonthText, one_of
from nhipcau.storage.tables import metadata


def _hand(step: str) -> tuple[Column[str], Column[datetime]]:
    """Who took a step, and when; "" and nothing while nobody did."""
    return Column(f"{step}_by", Text, nullable=False), Column(f"{step}_at", Moment)


month_closes = Table(
    "month_closes",
    metadata,
    Column("month", MonthText, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("state", one_of(CloseState), nullable=False),
    *_hand("checked"),
    *_hand("approved"),
    *_hand("closed"),
    *_hand("paid"),
    Column("asked_by", Text, nullable=False),
    Column("agreed_by", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("cut_off", Moment, nullable=False),
    Column("terms", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("facts_version", Text, nullable=False),
    Column("policy_version", Text, nullable=False),
    Column("lines", Text, nullable=False),
    CheckConstraint("version >= 1", name="from_one"),
    CheckConstraint("state = 'draft' OR checked_by <> ''", name="checked"),
    CheckConstraint(
        "state IN ('draft', 'checked') OR (approved_by <> '' AND checked_by <> approved_by)", name="two_people"
    ),
    CheckConstraint("state IN ('draft', 'checked', 'approved') OR closed_by <> ''", name="closed"),
    CheckConstraint("(state = 'paid') = (paid_by <> '')", name="paid"),
    CheckConstraint("version = 1 OR (because <> '' AND asked_by <> agreed_by)", name="opened_by_two"),
    comment="The close of a month by versions: terms, facts, lines, whose hands. A closed one is frozen.",
)

month_decisions = Table(
    "month_decisions",
    metadata,
    Column("month", MonthText, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("turn", Integer, primary_key=True, autoincrement=False),
    Column("ruling", one_of(Ruling), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("decided_at", Moment, nullable=False),
    comment="An approver's decision about a person's flagged line of a month, one each time that it was a draft.",
)

unit_words = Table(
    "unit_words",
    metadata,
    Column("month", MonthText, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("worked", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    Column("said_at", Moment, nullable=False),
    comment="What a unit's lead said of one name on the unit's list of a month; the latest word counts.",
)

bonuses = Table(
    "bonuses",
    metadata,
    Column("hotspot", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("month", MonthText, nullable=False, index=True),
    Column("amount", BigNumber, nullable=False),
    Column("decision", Text, nullable=False),
    Column("payer", Text, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("first", Boolean, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("agreed_by", Text, nullable=False),
    Column("agreed_at", Moment),
    CheckConstraint("amount > 0", name="something"),
    CheckConstraint("(agreed_by = '') = (agreed_at IS NULL)", name="agreed_has_moment"),
    CheckConstraint("asked_by <> agreed_by", name="two_people"),
    comment="Bonuses for hotspots: one a person and case, typed by one approver and agreed to by another.",
)
