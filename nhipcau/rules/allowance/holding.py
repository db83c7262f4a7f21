"""Which appointment counts in a month: of two levels, of two units, and for how many days (P4, P6, P8, P14, P15)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nhipcau.rules.allowance.choices import Absence, Deciding, LevelRule, TwoLevels
from nhipcau.rules.allowance.facts import PersonFacts
from nhipcau.rules.allowance.policy import Terms
from nhipcau.rules.roster import Appointment


@dataclass(frozen=True)
class Holding:
    """One level in one unit as the month counts it: the days served, and how many of these were leave."""

    unit: str
    level: str
    days: int
    away: int


def holdings(person: PersonFacts, terms: Terms) -> Iterator[Holding]:
    """What the person is paid for: one level, or each of several where the policy pays both (P6)."""
    served = [a for a in _at_counted_levels(person, terms) if a.span.days_in(terms.month)]
    if not served:
        return
    if terms.choices.two_levels is TwoLevels.HIGHER:
        yield _holding(person, terms, _deciding_level(served, terms), served)
        return
    for level in sorted({a.level for a in served}, key=terms.rank):
        yield _holding(person, terms, level, [a for a in served if a.level == level])


def _at_counted_levels(person: PersonFacts, terms: Terms) -> list[Appointment]:
    """P4."""
    if terms.choices.level_rule is LevelRule.AS_APPOINTED:
        return list(person.appointments)
    return [replace(appointment, level=terms.levels[0]) for appointment in person.appointments]


def _holding(person: PersonFacts, terms: Terms, level: str, served: Sequence[Appointment]) -> Holding:
    days, away = _days(person, served, terms)
    unit = _deciding_unit([a for a in served if a.level == level], terms)
    counted = days - away if terms.choices.absence is Absence.NOT_SERVED else days
    return Holding(terms.heirs.get(unit, unit), level, counted, away)


def _days(person: PersonFacts, served: Sequence[Appointment], terms: Terms) -> tuple[int, int]:
    """The days served, and how many of them were leave; most people have one appointment and no leave."""
    if len(served) == 1 and not person.leaves:
        return served[0].span.days_in(terms.month), 0
    days = [day for day in terms.month.days() if any(a.span.covers(day) for a in served)]
    return len(days), sum(map(person.on_leave, days))


def _deciding_level(served: Sequence[Appointment], terms: Terms) -> str:
    """P15: the level of the larger part of the month, at a tie the higher; each day counts the highest held."""
    if len({a.level for a in served}) == 1:
        return served[0].level
    held = [level for day in terms.month.days() if (level := _highest(day, served, terms)) is not None]
    if terms.choices.level_change is not Deciding.LARGER_PART:
        return held[0] if terms.choices.level_change is Deciding.FIRST_DAY else held[-1]
    counted = Counter(held)
    return max(counted, key=lambda level: (counted[level], -terms.rank(level)))


def _highest(day: date, served: Sequence[Appointment], terms: Terms) -> str | None:
    return min((a.level for a in served if a.span.covers(day)), key=terms.rank, default=None)


def _deciding_unit(served: Sequence[Appointment], terms: Terms) -> str:
    """P14: the unit that held the person for the larger part of the month, at a tie the later."""
    if len({a.unit for a in served}) == 1:
        return served[0].unit
    if terms.choices.unit_change is Deciding.FIRST_DAY:
        return min(served, key=lambda a: (a.span.first, a.unit)).unit
    if terms.choices.unit_change is Deciding.LAST_DAY:
        return max(served, key=lambda a: (_last_day(a, terms), a.span.first, a.unit)).unit
    return min(served, key=lambda a: (-_days_in_unit(a.unit, served, terms), -a.span.first.toordinal(), a.unit)).unit


def _last_day(appointment: Appointment, terms: Terms) -> date:
    return min(appointment.span.last or terms.month.last, terms.month.last)


def _days_in_unit(unit: str, served: Sequence[Appointment], terms: Terms) -> int:
    spans = [a.span for a in served if a.unit == unit]
    if len(spans) == 1:
        return spans[0].days_in(terms.month)
    return sum(any(span.covers(day) for span in spans) for day in terms.month.days())
