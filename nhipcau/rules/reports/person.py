"""The month of a collaborator."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from nhipcau.rules.allowance.lines import Line
from nhipcau.rules.checkins import Checkin, Standing, Tally, standing, tally
from nhipcau.rules.kernel import Month, Words
from nhipcau.rules.pages import TARGET_A_MONTH
from nhipcau.rules.reports.facts import (
    CAMPAIGN_WORK,
    FOLLOWERS,
    HIGHLIGHT,
    REACH,
    CampaignFacts,
    Member,
    MonthFacts,
    Names,
    NextCampaign,
    by_opening,
    count_items,
    is_weekly,
    items_of,
    number_of,
    text_of,
)


class Praise(Enum):
    """What deserves a word of recognition, each by a rule that anyone can check on the page (R36)."""

    ALL_IN_TIME = "all_in_time"
    NEWS_EVERY_WEEK = "news_every_week"
    PAGE_GREW = "page_grew"
    MORE_THAN_BEFORE = "more_than_before"


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
class Earlier:
    """The month before, for comparison."""

    tally: Tally
    items: int


@dataclass(frozen=True)
class PersonMonth:
    """A collaborator's month. `line` is their allowance once it was assessed, `extras` what else the month brings or
    takes, `amount` all of it in đồng, `final` whether the month is closed.

    `followers` and `reach` are what the person reported of their page; `growth` is since the month before, None where
    either number is missing. `took_part` is their own word for how much they did in campaigns, in every language.
    """

    month: Month
    as_of: datetime
    code: str
    name: str
    unit: Words
    level: Words
    rounds: tuple[RoundRow, ...]
    tally: Tally
    items: int
    followers: int | None
    growth: int | None
    reach: int | None
    campaigns: tuple[CampaignFacts, ...]
    took_part: Words | None
    highlight: str
    before: Earlier | None
    praise: tuple[Praise, ...]
    coming: tuple[NextCampaign, ...]
    line: Line | None
    extras: tuple[Line, ...]
    amount: int | None
    payer: Words | None
    final: bool


def person_month(facts: MonthFacts, member: Member) -> PersonMonth:
    names, line = facts.names, member.line
    rounds = tuple(_round_row(checkin, names) for checkin in by_opening(member.checkins))
    went, items, before = tally(member.checkins), count_items(member.checkins), _earlier(facts, member)
    growth = growth_of(facts, member)
    return PersonMonth(
        month=facts.month,
        as_of=facts.as_of,
        code=member.code,
        name=member.name,
        unit=names.units[member.unit],
        level=names.levels[member.level],
        rounds=rounds,
        tally=went,
        items=items,
        followers=number_of(member.checkins, FOLLOWERS),
        growth=growth,
        reach=number_of(member.checkins, REACH),
        campaigns=facts.campaigns,
        took_part=names.options.get(CAMPAIGN_WORK, {}).get(text_of(member.checkins, CAMPAIGN_WORK)),
        highlight=text_of(member.checkins, HIGHLIGHT),
        before=before,
        praise=praise(rounds, went, growth, items, before),
        coming=facts.coming,
        line=line,
        extras=member.extras,
        amount=member.amount,
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
        sent_at=checkin.first_sent_at if checkin.answered else None,
        versions=checkin.version,
        items=items_of(checkin),
    )


def _earlier(facts: MonthFacts, member: Member) -> Earlier | None:
    then = facts.earlier(member.code)
    return Earlier(tally(then.checkins), count_items(then.checkins)) if then and then.checkins else None


def growth_of(facts: MonthFacts, member: Member) -> int | None:
    """How many followers the person's page won (or lost) since the month before; None where a number is missing."""
    then, now = facts.earlier(member.code), number_of(member.checkins, FOLLOWERS)
    before = number_of(then.checkins, FOLLOWERS) if then else None
    return None if now is None or before is None else now - before


def praise(
    rounds: tuple[RoundRow, ...], went: Tally, growth: int | None, items: int, before: Earlier | None
) -> tuple[Praise, ...]:
    weeks = [row for row in rounds if is_weekly(row.period) and row.standing is not Standing.EXCUSED]
    earned = {
        Praise.ALL_IN_TIME: went.asked > 0 and went.in_time == went.asked,
        Praise.NEWS_EVERY_WEEK: bool(weeks) and all(row.items for row in weeks),
        Praise.PAGE_GREW: growth is not None and growth >= TARGET_A_MONTH,
        Praise.MORE_THAN_BEFORE: before is not None and 0 < before.items < items,
    }
    return tuple(kind for kind, holds in earned.items() if holds)
