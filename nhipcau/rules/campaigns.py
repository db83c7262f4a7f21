"""Campaigns: dated efforts with a kick-off, a kit and tasks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from nhipcau.rules.cadence import LatePolicies, Slot, SlotKind
from nhipcau.rules.calendar import DAY, Calendar, DayRule, Landing
from nhipcau.rules.kernel import Span, Words, fingerprint
from nhipcau.rules.roster import Audience


@dataclass(frozen=True)
class KitItem:
    """One thing handed out: words, and where it is."""

    kind: str
    title: Words
    link: str


@dataclass(frozen=True)
class Task:
    """One thing to be done, by whom, with a due day counted from the campaign's first or last day."""

    key: str
    what: Words
    owner: str
    due: DayRule | None = None


@dataclass(frozen=True)
class KickOff:
    """When a campaign is announced: days after its first day, a clock time, and what happens on a day off."""

    offset: int
    at: time
    landing: Landing


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

    def window(self, calendar: Calendar) -> Span:
        return Span(self.first.resolve(calendar), self.last.resolve(calendar))


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


def running(campaigns: Iterable[Campaign], calendar: Calendar, span: Span) -> list[Campaign]:
    """The campaigns whose window touches the days of `span`, by first day."""
    touched = [c for c in campaigns if c.window(calendar).overlap(span) is not None]
    return sorted(touched, key=lambda c: (c.window(calendar).first, c.key))
