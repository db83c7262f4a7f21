"""The figures of a month, for a collaborator, a unit and the network.

Every figure that a chat, a sheet, a PDF or a workbook shows comes from here, so that they cannot disagree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nhipcau.rules.allowance.assess import Line, LineState
from nhipcau.rules.checkins import Checkin, Round, Standing, Tally, standing, tally
from nhipcau.rules.kernel import Month, Words

WEEKLY_QUOTA = 1
"""At least one news item a week and unit (S0, III.1.2); no carry-over from a better week."""


@dataclass(frozen=True)
class Names:
    """The names that reports print, by code."""

    units: Mapping[str, Words]
    levels: Mapping[str, Words]
    programmes: Mapping[str, Words]


@dataclass(frozen=True)
class RoundRow:
    """One round in one person's month."""

    title: Words
    period: str
    first_day: date
    last_day: date
    due_at: datetime
    standing: Standing
    sent_at: datetime | None
    versions: int
    items: tuple[str, ...]


@dataclass(frozen=True)
class PersonMonth:
    """A collaborator's month. `line` is their allowance once it was assessed, `final` whether the month is closed."""

    month: Month
    as_of: datetime
    code: str
    name: str
    unit: Words
    level: Words
    rounds: tuple[RoundRow, ...]
    tally: Tally
    items: int
    campaigns: tuple[Words, ...]
    line: Line | None
    payer: Words | None
    final: bool


@dataclass(frozen=True)
class RoundFigures:
    """One round in the month of a unit or of the network."""

    title: Words
    period: str
    first_day: date
    last_day: date
    tally: Tally
    items: int


@dataclass(frozen=True)
class MemberRow:
    code: str
    name: str
    level: Words
    tally: Tally
    items: int
    amount: int | None
    state: LineState | None


@dataclass(frozen=True)
class PayerRow:
    """What one payer pays: people with an amount, and đồng in all."""

    names: Words
    people: int
    amount: int


@dataclass(frozen=True)
class UnitMonth:
    """A unit's month. `weeks_met` of `weeks` had the weekly quota of news items."""

    month: Month
    as_of: datetime
    code: str
    names: Words
    rounds: tuple[RoundFigures, ...]
    members: tuple[MemberRow, ...]
    tally: Tally
    items: int
    weeks_met: int
    weeks: int
    payers: tuple[PayerRow, ...]
    campaigns: tuple[Words, ...]
    final: bool


@dataclass(frozen=True)
class UnitRow:
    code: str
    names: Words
    people: int
    tally: Tally
    items: int
    weeks_met: int
    weeks: int
    amount: int


@dataclass(frozen=True)
class NetworkMonth:
    month: Month
    as_of: datetime
    rounds: tuple[RoundFigures, ...]
    units: tuple[UnitRow, ...]
    payers: tuple[PayerRow, ...]
    people: int
    tally: Tally
    items: int
    campaigns: tuple[Words, ...]
    total: int
    final: bool


@dataclass(frozen=True)
class Member:
    """One collaborator as reports count them: the unit and level that counted in the month."""

    code: str
    name: str
    unit: str
    level: str
    checkins: tuple[Checkin, ...]
    line: Line | None


@dataclass(frozen=True)
class MonthFacts:
    """All that the reports of a month are made of. `members` in the order of lists."""

    month: Month
    as_of: datetime
    members: tuple[Member, ...]
    campaigns: tuple[Words, ...]
    final: bool
    names: Names


def items_of(checkin: Checkin) -> tuple[str, ...]:
    """The links a check-in reported: news items, in the order in which they were sent."""
    answers = (checkin.answers or {}).values()
    return tuple(link for answer in answers if isinstance(answer, tuple) for link in answer)


def person_month(facts: MonthFacts, member: Member) -> PersonMonth:
    names, line = facts.names, member.line
    return PersonMonth(
        month=facts.month,
        as_of=facts.as_of,
        code=member.code,
        name=member.name,
        unit=names.units[member.unit],
        level=names.levels[member.level],
        rounds=tuple(_round_row(checkin, names) for checkin in _by_opening(member.checkins)),
        tally=tally(member.checkins),
        items=_items(member.checkins),
        campaigns=facts.campaigns,
        line=line,
        payer=names.units[line.payer] if line else None,
        final=facts.final,
    )


def _round_row(checkin: Checkin, names: Names) -> RoundRow:
    asked = checkin.round
    return RoundRow(
        title=names.programmes[asked.programme],
        period=asked.period,
        first_day=asked.first_day,
        last_day=asked.last_day,
        due_at=asked.due_at,
        standing=standing(checkin),
        sent_at=checkin.first_sent_at,
        versions=checkin.version,
        items=items_of(checkin),
    )


def unit_month(facts: MonthFacts, unit: str) -> UnitMonth:
    members = [member for member in facts.members if member.unit == unit]
    checkins = [checkin for member in members for checkin in member.checkins]
    met, weeks = weeks_met(checkins)
    return UnitMonth(
        month=facts.month,
        as_of=facts.as_of,
        code=unit,
        names=facts.names.units[unit],
        rounds=_figures(checkins, facts.names),
        members=tuple(_member_row(member, facts.names) for member in members),
        tally=tally(checkins),
        items=_items(checkins),
        weeks_met=met,
        weeks=weeks,
        payers=payer_rows(_lines(members), facts.names),
        campaigns=facts.campaigns,
        final=facts.final,
    )


def _member_row(member: Member, names: Names) -> MemberRow:
    return MemberRow(
        code=member.code,
        name=member.name,
        level=names.levels[member.level],
        tally=tally(member.checkins),
        items=_items(member.checkins),
        amount=member.line.amount if member.line else None,
        state=member.line.state if member.line else None,
    )


def network_month(facts: MonthFacts) -> NetworkMonth:
    checkins = [checkin for member in facts.members for checkin in member.checkins]
    lines = _lines(facts.members)
    return NetworkMonth(
        month=facts.month,
        as_of=facts.as_of,
        rounds=_figures(checkins, facts.names),
        units=tuple(_unit_row(facts, unit) for unit in units_of(facts)),
        payers=payer_rows(lines, facts.names),
        people=len(facts.members),
        tally=tally(checkins),
        items=_items(checkins),
        campaigns=facts.campaigns,
        total=sum(line.amount for line in lines),
        final=facts.final,
    )


def _unit_row(facts: MonthFacts, unit: str) -> UnitRow:
    members = [member for member in facts.members if member.unit == unit]
    checkins = [checkin for member in members for checkin in member.checkins]
    met, weeks = weeks_met(checkins)
    return UnitRow(
        code=unit,
        names=facts.names.units[unit],
        people=len(members),
        tally=tally(checkins),
        items=_items(checkins),
        weeks_met=met,
        weeks=weeks,
        amount=sum(line.amount for line in _lines(members)),
    )


def units_of(facts: MonthFacts) -> list[str]:
    """The units that have collaborators in the month, in the order of lists."""
    return list(dict.fromkeys(member.unit for member in facts.members))


def weeks_met(checkins: Iterable[Checkin]) -> tuple[int, int]:
    """In how many of its weekly rounds a unit met the quota of news items (T24: no carry-over), and of how many."""
    by_week: dict[str, int] = {}
    for checkin in checkins:
        if "-W" in checkin.round.period:
            by_week[checkin.round.key] = by_week.get(checkin.round.key, 0) + len(items_of(checkin))
    return sum(count >= WEEKLY_QUOTA for count in by_week.values()), len(by_week)


def payer_rows(lines: Sequence[Line], names: Names) -> tuple[PayerRow, ...]:
    """What each payer pays, in the order of lists."""
    by_payer: dict[str, list[Line]] = {}
    for line in lines:
        by_payer.setdefault(line.payer, []).append(line)
    return tuple(_payer_row(payer, by_payer[payer], names) for payer in names.units if payer in by_payer)


def _payer_row(payer: str, lines: Sequence[Line], names: Names) -> PayerRow:
    paid = [line for line in lines if line.amount]
    return PayerRow(names.units[payer], len(paid), sum(line.amount for line in paid))


def _figures(checkins: Sequence[Checkin], names: Names) -> tuple[RoundFigures, ...]:
    by_round: dict[str, list[Checkin]] = {}
    for checkin in _by_opening(checkins):
        by_round.setdefault(checkin.round.key, []).append(checkin)
    return tuple(_round_figures(part[0].round, part, names) for part in by_round.values())


def _round_figures(asked: Round, checkins: Sequence[Checkin], names: Names) -> RoundFigures:
    return RoundFigures(
        title=names.programmes[asked.programme],
        period=asked.period,
        first_day=asked.first_day,
        last_day=asked.last_day,
        tally=tally(checkins),
        items=_items(checkins),
    )


def _by_opening(checkins: Iterable[Checkin]) -> list[Checkin]:
    return sorted(checkins, key=lambda checkin: (checkin.round.opens_at, checkin.round.key, checkin.id))


def _items(checkins: Iterable[Checkin]) -> int:
    return sum(len(items_of(checkin)) for checkin in checkins)


def _lines(members: Iterable[Member]) -> list[Line]:
    return [member.line for member in members if member.line is not None]
