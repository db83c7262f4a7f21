"""The month of a unit and of the network."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nhipcau.rules.allowance.lines import Line, LineState
from nhipcau.rules.checkins import Checkin, Round, Tally, tally
from nhipcau.rules.kernel import Month, Words
from nhipcau.rules.pages import follower_target
from nhipcau.rules.reports.facts import (
    CAMPAIGN_WORK,
    FOLLOWERS,
    WEEKLY_QUOTA,
    CampaignFacts,
    Member,
    MonthFacts,
    Names,
    by_opening,
    count_items,
    is_weekly,
    number_of,
    text_of,
    weeks_met,
)
from nhipcau.rules.reports.person import Earlier, growth_of


@dataclass(frozen=True)
class RoundFigures:
    """One round in the month of a unit or of the network. `quota`: news items due in it, 0 where it is no week."""

    title: Words
    period: str
    first_day: date
    last_day: date
    tally: Tally
    items: int
    quota: int


@dataclass(frozen=True)
class Followers:
    """Pages that reported followers, and how many; `compared` of them also did the month before and grew by `growth`.

    Growth is over the compared pages only: a page that reports for the first time has not grown by all it has.
    """

    pages: int = 0
    total: int = 0
    compared: int = 0
    growth: int = 0

    @property
    def target(self) -> int:
        """What the compared pages should have won in the month."""
        return self.compared * follower_target(1)


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
class Share:
    """How many gave one answer to a question."""

    names: Words
    people: int


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
    followers: Followers
    campaign_work: tuple[Share, ...]
    before: Earlier | None
    payers: tuple[PayerRow, ...]
    campaigns: tuple[CampaignFacts, ...]
    final: bool


@dataclass(frozen=True)
class UnitRow:
    """One unit in the network's month; `by_week` its answer rate in each of the network's weeks."""

    code: str
    names: Words
    people: int
    tally: Tally
    items: int
    weeks_met: int
    weeks: int
    by_week: tuple[int | None, ...]
    followers: Followers
    amount: int

    @property
    def quiet(self) -> bool:
        """A place to ask after: fewer than half of its answers came, or no news item at all."""
        return self.tally.asked > 0 and (2 * self.tally.answered < self.tally.asked or self.items == 0)


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
    followers: Followers
    campaign_work: tuple[Share, ...]
    before: Earlier | None
    campaigns: tuple[CampaignFacts, ...]
    total: int
    final: bool

    @property
    def quiet(self) -> tuple[UnitRow, ...]:
        return tuple(row for row in self.units if row.quiet)


def unit_month(facts: MonthFacts, unit: str) -> UnitMonth:
    members = facts.by_unit.get(unit, ())
    checkins = _checkins(members)
    met, weeks = weeks_met(checkins)
    return UnitMonth(
        month=facts.month,
        as_of=facts.as_of,
        code=unit,
        names=facts.names.units[unit],
        rounds=_rounds(members, facts.names),
        members=tuple(_member_row(member, facts.names) for member in members),
        tally=tally(checkins),
        items=count_items(checkins),
        weeks_met=met,
        weeks=weeks,
        followers=followers(facts, members),
        campaign_work=campaign_work(members, facts.names),
        before=_earlier(facts.before.by_unit.get(unit, ()) if facts.before else ()),
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
        items=count_items(member.checkins),
        amount=member.amount,
        state=member.line.state if member.line else None,
    )


def network_month(facts: MonthFacts) -> NetworkMonth:
    checkins, lines = _checkins(facts.members), _lines(facts.members)
    rounds = _rounds(facts.members, facts.names)
    weeks = [row.period for row in rounds if is_weekly(row.period)]
    return NetworkMonth(
        month=facts.month,
        as_of=facts.as_of,
        rounds=rounds,
        units=tuple(_unit_row(facts, unit, members, weeks) for unit, members in facts.by_unit.items()),
        payers=payer_rows(lines, facts.names),
        people=len(facts.members),
        tally=tally(checkins),
        items=count_items(checkins),
        followers=followers(facts, facts.members),
        campaign_work=campaign_work(facts.members, facts.names),
        before=_earlier(facts.before.members if facts.before else ()),
        campaigns=facts.campaigns,
        total=sum(line.amount for line in lines),
        final=facts.final,
    )


def _unit_row(facts: MonthFacts, unit: str, members: Sequence[Member], weeks: Sequence[str]) -> UnitRow:
    checkins = _checkins(members)
    met, asked = weeks_met(checkins)
    return UnitRow(
        code=unit,
        names=facts.names.units[unit],
        people=len(members),
        tally=tally(checkins),
        items=count_items(checkins),
        weeks_met=met,
        weeks=asked,
        by_week=_by_week(checkins, weeks),
        followers=followers(facts, members),
        amount=sum(line.amount for line in _lines(members)),
    )


def _by_week(checkins: Iterable[Checkin], weeks: Sequence[str]) -> tuple[int | None, ...]:
    parts: dict[str, list[Checkin]] = {week: [] for week in weeks}
    for checkin in checkins:
        if checkin.round.period in parts:
            parts[checkin.round.period].append(checkin)
    return tuple(tally(part).percent_answered for part in parts.values())


def followers(facts: MonthFacts, members: Sequence[Member]) -> Followers:
    """What the members' pages have and won, as far as they reported it."""
    totals = [number_of(member.checkins, FOLLOWERS) for member in members]
    grown = [growth_of(facts, member) for member in members]
    now, growth = ([n for n in numbers if n is not None] for numbers in (totals, grown))
    return Followers(len(now), sum(now), len(growth), sum(growth))


def campaign_work(members: Iterable[Member], names: Names) -> tuple[Share, ...]:
    """How much people say that they took part in campaigns, in the order of the question's choices."""
    said = [text_of(member.checkins, CAMPAIGN_WORK) for member in members]
    options = names.options.get(CAMPAIGN_WORK, {})
    return tuple(Share(words, said.count(key)) for key, words in options.items()) if any(said) else ()


def payer_rows(lines: Sequence[Line], names: Names) -> tuple[PayerRow, ...]:
    """What each payer pays, in the order of lists."""
    by_payer: dict[str, list[Line]] = {}
    for line in lines:
        by_payer.setdefault(line.payer, []).append(line)
    return tuple(_payer_row(payer, by_payer[payer], names) for payer in names.units if payer in by_payer)


def _payer_row(payer: str, lines: Sequence[Line], names: Names) -> PayerRow:
    people: dict[str, int] = {}
    for line in lines:
        people[line.person] = people.get(line.person, 0) + line.amount
    return PayerRow(names.units[payer], sum(map(bool, people.values())), sum(people.values()))


def _rounds(members: Sequence[Member], names: Names) -> tuple[RoundFigures, ...]:
    units: dict[str, set[str]] = {}
    for member in members:
        for checkin in member.checkins:
            units.setdefault(checkin.round.key, set()).add(member.unit)
    by_round: dict[str, list[Checkin]] = {}
    for checkin in by_opening(_checkins(members)):
        by_round.setdefault(checkin.round.key, []).append(checkin)
    return tuple(_round(part[0].round, part, len(units[key]), names) for key, part in by_round.items())


def _round(asked: Round, checkins: Sequence[Checkin], units: int, names: Names) -> RoundFigures:
    return RoundFigures(
        title=names.programmes[asked.programme],
        period=asked.period,
        first_day=asked.first_day,
        last_day=asked.last_day,
        tally=tally(checkins),
        items=count_items(checkins),
        quota=WEEKLY_QUOTA * units if is_weekly(asked.period) else 0,
    )


def _earlier(members: Sequence[Member]) -> Earlier | None:
    checkins = _checkins(members)
    return Earlier(tally(checkins), count_items(checkins)) if checkins else None


def _checkins(members: Iterable[Member]) -> list[Checkin]:
    return [checkin for member in members for checkin in member.checkins]


def _lines(members: Iterable[Member]) -> list[Line]:
    return [line for member in members for line in member.lines]
