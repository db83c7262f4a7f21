"""Campaigns: dated efforts with a kick-off, a kit, tasks, and rounds in which results are asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import Enum

from nhipcau.rules.cadence import LatePolicies, RoundPlan, Slot, SlotKind
from nhipcau.rules.calendar import DAY, Calendar, DayRule, Landing
from nhipcau.rules.kernel import Month, Span, Words, fingerprint
from nhipcau.rules.ladder import Rung, Step
from nhipcau.rules.roster import Audience


@dataclass(frozen=True)
class KitItem:
    """One thing handed out: a text to share, a file, where it is, or several of these.

    `file` is its path below the config folder.
    """

    key: str
    kind: str
    title: Words
    link: str = ""
    file: str = ""
    text: Words = field(default_factory=dict)


class End(Enum):
    """The ends of a campaign, from which its other days are counted."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True)
class Counted:
    """A day counted from an end of the campaign: it follows when that end is moved."""

    end: End
    months: int = 0
    days: int = 0


@dataclass(frozen=True)
class Task:
    """One thing to be done, by whom, until which day of the campaign."""

    key: str
    what: Words
    owner: str
    due: Counted | None = None


@dataclass(frozen=True)
class KickOff:
    """When a campaign is announced: days after its first day, a clock time, and what happens on a day off."""

    offset: int
    at: time
    landing: Landing


@dataclass(frozen=True)
class DayMoment:
    """A clock time on a campaign's day, and what happens on a day off."""

    day: Counted
    at: time
    landing: Landing


@dataclass(frozen=True)
class Result:
    """A round in which people are asked what came of a campaign: at its end, or after each stage.

    `names`, `audience`: what it is called and whom it asks, where the campaign's own would not do.
    """

    key: str
    form: str
    opens: DayMoment
    reminders: tuple[Rung[DayMoment], ...]
    due: DayMoment
    closes: DayMoment
    names: Words | None = None
    audience: Audience | None = None


@dataclass(frozen=True)
class Campaign:
    key: str
    names: Words
    slogan: Words
    themes: tuple[Words, ...]
    first: DayRule
    last: DayRule
    audience: Audience
    kick_off: KickOff | None
    kit: tuple[KitItem, ...]
    tasks: tuple[Task, ...]
    recipients: tuple[str, ...]
    source: str
    results: tuple[Result, ...] = ()

    def window(self, calendar: Calendar) -> Span:
        return Span(self.first.resolve(calendar), self.last.resolve(calendar))

    def asked(self, key: str) -> Audience:
        """Whom the round of results with that key asks."""
        own = {result.key: result.audience for result in self.results}
        return own[key] or self.audience

    def day(self, counted: Counted, calendar: Calendar) -> date:
        end = self.first if counted.end is End.FIRST else self.last
        return replace(end, months=end.months + counted.months, offset=end.offset + counted.days).resolve(calendar)

    def moment(self, moment: DayMoment, calendar: Calendar) -> datetime:
        return calendar.at(calendar.land(self.day(moment.day, calendar), moment.landing), moment.at)


def kick_off_moment(campaign: Campaign, calendar: Calendar) -> datetime | None:
    if campaign.kick_off is None:
        return None
    day = campaign.first.resolve(calendar) + campaign.kick_off.offset * DAY
    return calendar.at(calendar.land(day, campaign.kick_off.landing), campaign.kick_off.at)


def slots(
    campaigns: Iterable[Campaign], calendar: Calendar, late: LatePolicies, start: datetime, until: datetime
) -> list[Slot]:
    """The kick-offs in [start, until)."""
    found = []
    for campaign in campaigns:
        moment = kick_off_moment(campaign, calendar)
        if moment is not None and start <= moment < until:
            kind, version = SlotKind.KICK_OFF, fingerprint(campaign)
            found.append(Slot(kind, campaign.key, moment, late[kind], campaign.key, version))
    return found


def result_plans(campaign: Campaign, calendar: Calendar) -> list[RoundPlan]:
    """The rounds of a campaign, each counted for the month in which it closes."""
    window = campaign.window(calendar)
    return [_result_plan(campaign, result, calendar, window) for result in campaign.results]


def _result_plan(campaign: Campaign, result: Result, calendar: Calendar, window: Span) -> RoundPlan:
    closes_at = campaign.moment(result.closes, calendar)
    return RoundPlan(
        programme=campaign.key,
        form=result.form,
        period=result.key,
        month=Month.of(closes_at.date()),
        first_day=window.first,
        last_day=window.last or window.first,
        opens_at=campaign.moment(result.opens, calendar),
        reminders=tuple(Step(campaign.moment(rung.when, calendar), rung.to, rung.words) for rung in result.reminders),
        due_at=campaign.moment(result.due, calendar),
        closes_at=closes_at,
    )


def result_rounds(
    campaigns: Iterable[Campaign], calendar: Calendar, start: datetime, until: datetime
) -> list[RoundPlan]:
    """The campaigns' rounds that open in [start, until)."""
    plans = [plan for campaign in campaigns for plan in result_plans(campaign, calendar)]
    return [plan for plan in plans if start <= plan.opens_at < until]


def running(campaigns: Iterable[Campaign], calendar: Calendar, span: Span) -> list[Campaign]:
    """The campaigns whose window touches the days of `span`, by first day."""
    touched = [c for c in campaigns if c.window(calendar).overlap(span) is not None]
    return sorted(touched, key=lambda c: (c.window(calendar).first, c.key))
