"""Several months together: the review of a stage or of a year, and what a campaign came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from nhipcau.rules.checkins import Checkin, Tally, tally
from nhipcau.rules.kernel import Month, Span, Words
from nhipcau.rules.pages import SYSTEM_TARGET, follower_target
from nhipcau.rules.reports.facts import CampaignFacts, MonthFacts, count_items, weeks_met
from nhipcau.rules.reports.groups import Followers, Share, campaign_work, followers

STAGES = (3, 6, 9, 12)
"""After how many months a stage is reviewed (Đề án, V.2.2)."""


@dataclass(frozen=True)
class MonthRow:
    """One month of a review."""

    month: Month
    tally: Tally
    items: int
    followers: Followers
    amount: int


@dataclass(frozen=True)
class ReviewRow:
    """One unit of a review: its months in the programme, and what its pages have beside what they should."""

    names: Words
    months: int
    followers: int
    target: int
    items: int
    weeks_met: int
    weeks: int

    @property
    def reached(self) -> bool:
        return self.followers >= self.target


@dataclass(frozen=True)
class Review:
    """The months from `first` to `last`; `followers` and `target` are the sums of the units' at the end.

    `system_target` is no such sum: it is for the whole system, a year after the start.
    """

    first: Month
    last: Month
    as_of: datetime
    months: tuple[MonthRow, ...]
    units: tuple[ReviewRow, ...]
    campaigns: tuple[CampaignFacts, ...]
    people: int
    tally: Tally
    items: int
    followers: int
    target: int
    amount: int
    system_target: int = SYSTEM_TARGET


@dataclass(frozen=True)
class CampaignResult:
    """What a campaign came to: news items and answers in the weeks of its days, and how much people took part."""

    campaign: CampaignFacts
    as_of: datetime
    tally: Tally
    items: int
    units: int
    units_with_items: int
    campaign_work: tuple[Share, ...]


def stage_months(start: Month, months: int) -> list[Month]:
    """The months of a stage that began with `start`."""
    found = [start]
    while len(found) < months:
        found.append(found[-1].next)
    return found


def review(months: Sequence[MonthFacts], starts: Mapping[str, Month]) -> Review:
    """What the months come to. `starts`: when each unit began; one not named began with the first month.

    Targets are months since the start x 1.500 (V.2.1), never the printed totals. `months`: one at least, in order.
    """
    last = months[-1]
    units = {unit: facts.names.units[unit] for facts in months for unit in facts.by_unit}
    rows = tuple(_row(months, unit, names, starts.get(unit, months[0].month)) for unit, names in units.items())
    by_month = tuple(_month_row(facts) for facts in months)
    return Review(
        first=months[0].month,
        last=last.month,
        as_of=last.as_of,
        months=by_month,
        units=rows,
        campaigns=tuple({item.key: item for facts in months for item in facts.campaigns}.values()),
        people=len({member.code for facts in months for member in facts.members}),
        tally=tally(_checkins(months)),
        items=sum(row.items for row in by_month),
        followers=sum(row.followers for row in rows),
        target=sum(row.target for row in rows),
        amount=sum(row.amount for row in by_month),
    )


def _row(months: Sequence[MonthFacts], unit: str, names: Words, start: Month) -> ReviewRow:
    last = months[-1]
    checkins = _checkins(months, unit)
    met, weeks = weeks_met(checkins)
    length = max(_months_between(start, last.month), 0)
    return ReviewRow(
        names=names,
        months=length,
        followers=followers(last, last.by_unit.get(unit, ())).total,
        target=follower_target(length),
        items=count_items(checkins),
        weeks_met=met,
        weeks=weeks,
    )


def _months_between(first: Month, last: Month) -> int:
    """Both counted."""
    return 12 * (last.year - first.year) + last.number - first.number + 1


def _month_row(facts: MonthFacts) -> MonthRow:
    checkins = _checkins([facts])
    amount = sum(member.amount or 0 for member in facts.members)
    return MonthRow(facts.month, tally(checkins), count_items(checkins), followers(facts, facts.members), amount)


def _checkins(months: Sequence[MonthFacts], unit: str = "") -> list[Checkin]:
    """Of all, or of one unit."""
    members = (m for facts in months for m in (facts.by_unit.get(unit, ()) if unit else facts.members))
    return [checkin for member in members for checkin in member.checkins]


def campaign_result(months: Sequence[MonthFacts], key: str) -> CampaignResult:
    """What came in the weeks that touch the campaign's days. Raises KeyError for one that no month had."""
    campaign = {item.key: item for facts in months for item in facts.campaigns}[key]
    days = Span(campaign.first, campaign.last)
    by_unit = {unit: _touching(months, unit, days) for facts in months for unit in facts.by_unit}
    touched = [checkin for part in by_unit.values() for checkin in part]
    return CampaignResult(
        campaign=campaign,
        as_of=months[-1].as_of,
        tally=tally(touched),
        items=count_items(touched),
        units=sum(bool(part) for part in by_unit.values()),
        units_with_items=sum(count_items(part) > 0 for part in by_unit.values()),
        campaign_work=campaign_work(months[-1].members, months[-1].names),
    )


def _touching(months: Sequence[MonthFacts], unit: str, days: Span) -> list[Checkin]:
    """The unit's check-ins of rounds that share a day with `days`."""
    every = _checkins(months, unit)
    return [c for c in every if days.overlap(Span(c.round.first_day, c.round.last_day))]
