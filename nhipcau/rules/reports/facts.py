"""What the reports of a month are made of, and what is read from a check-in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from nhipcau.rules.allowance.lines import Line
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.kernel import Month, Words

WEEKLY_QUOTA = 1
"""At least one news item a week and unit (S0, III.1.2); no carry-over from a better week."""

FOLLOWERS, REACH, CAMPAIGN_WORK, HIGHLIGHT = "followers", "reach", "campaign_work", "highlight"
"""The keys of the monthly form's questions that reports read; a form may leave any of them out."""


@dataclass(frozen=True)
class Names:
    """The names that reports print, by code; `options` are the choices of each question of a form."""

    units: Mapping[str, Words]
    levels: Mapping[str, Words]
    programmes: Mapping[str, Words]
    options: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)


@dataclass(frozen=True)
class CampaignFacts:
    """A campaign that touched the month: its days, its tasks due in the month, and how far its kick-off went.

    Of `audience` people `told` had the kick-off; both are 0 where it was never sent.
    """

    key: str
    names: Words
    first: date
    last: date
    tasks: tuple[Words, ...] = ()
    audience: int = 0
    told: int = 0


@dataclass(frozen=True)
class NextCampaign:
    """A campaign of the coming month."""

    names: Words
    first: date
    last: date


@dataclass(frozen=True)
class Member:
    """One collaborator as reports count them: the unit and level that counted in the month.

    `line` is the month's own allowance, `extras` what bonuses, corrections of other months and tax bring or take.
    """

    code: str
    name: str
    unit: str
    level: str
    checkins: tuple[Checkin, ...]
    line: Line | None
    extras: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.extras if self.line is None else (self.line, *self.extras)

    @property
    def amount(self) -> int | None:
        """What the month pays this person in all, in đồng; None where nothing was assessed."""
        return sum(line.amount for line in self.lines) if self.lines else None


@dataclass(frozen=True)
class MonthFacts:
    """All that the reports of a month are made of. `members` in the order of lists, `before` the month before."""

    month: Month
    as_of: datetime
    members: tuple[Member, ...]
    campaigns: tuple[CampaignFacts, ...]
    final: bool
    names: Names
    coming: tuple[NextCampaign, ...] = ()
    before: "MonthFacts | None" = None

    @cached_property
    def by_code(self) -> Mapping[str, Member]:
        return {member.code: member for member in self.members}

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Member, ...]]:
        """The members of each unit that has any, in the order of lists."""
        found: dict[str, list[Member]] = {}
        for member in self.members:
            found.setdefault(member.unit, []).append(member)
        return {unit: tuple(members) for unit, members in found.items()}

    def earlier(self, code: str) -> Member | None:
        """The same person in the month before."""
        return self.before.by_code.get(code) if self.before else None


def units_of(facts: MonthFacts) -> list[str]:
    """The units that have collaborators in the month, in the order of lists."""
    return list(facts.by_unit)


def items_of(checkin: Checkin) -> tuple[str, ...]:
    """The links a check-in reported: news items, in the order in which they were sent.

    They are the answers of links alone: several choices, photos, files, a page with its followers are no news.
    """
    lists = (answer for answer in checkin.given.values() if isinstance(answer, tuple))
    return tuple(link for answer in lists if all(map(_is_link, answer)) for link in answer)


def _is_link(part: str) -> bool:
    return part.lower().startswith(("http://", "https://"))


def count_items(checkins: Iterable[Checkin]) -> int:
    return sum(len(items_of(checkin)) for checkin in checkins)


def number_of(checkins: Iterable[Checkin], key: str) -> int | None:
    """The last number that was reported under that key; None where none was."""
    found = [answer for answer in _answers(checkins, key) if isinstance(answer, int) and not isinstance(answer, bool)]
    return found[-1] if found else None


def text_of(checkins: Iterable[Checkin], key: str) -> str:
    """The last text, or the last choice, that was reported under that key; "" where none was."""
    found = [answer for answer in _answers(checkins, key) if isinstance(answer, str)]
    return found[-1] if found else ""


def _answers(checkins: Iterable[Checkin], key: str) -> list[object]:
    return [checkin.given.get(key) for checkin in by_opening(checkins)]


def by_opening(checkins: Iterable[Checkin]) -> list[Checkin]:
    return sorted(checkins, key=lambda checkin: (checkin.round.opens_at, checkin.round.key, checkin.id))


def is_weekly(period: str) -> bool:
    """Weekly rounds are named by ISO weeks, as in 2026-W19."""
    return "-W" in period


def weeks_met(checkins: Iterable[Checkin]) -> tuple[int, int]:
    """In how many of its weekly rounds a unit met the quota of news items (T24: no carry-over), and of how many."""
    by_week: dict[str, int] = {}
    for checkin in checkins:
        if is_weekly(checkin.round.period):
            by_week[checkin.round.key] = by_week.get(checkin.round.key, 0) + len(items_of(checkin))
    return sum(count >= WEEKLY_QUOTA for count in by_week.values()), len(by_week)
