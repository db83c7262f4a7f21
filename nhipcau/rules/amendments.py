"""What people set otherwise for a campaign than its file says: its days, its audience, who owns a task.

The file stays as it is: an amendment lies over it until it is taken back, and says who wanted it, when and why.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from nhipcau.rules.calendar import Calendar, DayRule, Landing
from nhipcau.rules.campaigns import Campaign, KickOff, Task

PARTS = ("first", "last", "kick_off", "levels", "units", "roles", "owner")
"""What of a campaign may be amended, in the order in which it is applied: a kick-off is counted from the first day."""


@dataclass(frozen=True)
class Amendment:
    """One thing of one campaign. `what` is a part, "owner" with its task: "first", "owner.report".

    `value`: a day "2026-05-04", a local moment "2026-05-04 08:30", codes "national, provincial" ("" for all), or words.
    """

    campaign: str
    what: str
    value: str
    by: str
    at: datetime
    why: str = ""

    @property
    def part(self) -> str:
        return self.what.partition(".")[0]

    @property
    def task(self) -> str:
        return self.what.partition(".")[2]


def amended(campaign: Campaign, amendments: Iterable[Amendment], calendar: Calendar) -> Campaign:
    """The campaign as people want it. An owner of a task that is no more counts for nothing."""
    for amendment in sorted(amendments, key=lambda each: PARTS.index(each.part)):
        campaign = _amended(campaign, amendment, calendar)
    return campaign


def _amended(campaign: Campaign, amendment: Amendment, calendar: Calendar) -> Campaign:
    value = amendment.value
    match amendment.part:
        case "first":
            return replace(campaign, first=DayRule(date.fromisoformat(value)))
        case "last":
            return replace(campaign, last=DayRule(date.fromisoformat(value)))
        case "kick_off":
            return replace(campaign, kick_off=_kick_off(campaign, value, calendar))
        case "owner":
            return replace(campaign, tasks=tuple(_owned(task, amendment) for task in campaign.tasks))
        case part:
            return replace(campaign, audience=replace(campaign.audience, **{part: frozenset(codes(value))}))


def _kick_off(campaign: Campaign, value: str, calendar: Calendar) -> KickOff:
    """Just then, whatever day it is."""
    day, _, clock = value.partition(" ")
    offset = date.fromisoformat(day) - campaign.first.resolve(calendar)
    return KickOff(offset.days, time.fromisoformat(clock), Landing.KEEP)


def _owned(task: Task, amendment: Amendment) -> Task:
    return replace(task, owner=amendment.value) if task.key == amendment.task else task


def codes(value: str) -> list[str]:
    """The codes of a list as people write it: with commas between them."""
    return [code for code in map(str.strip, value.split(",")) if code]
