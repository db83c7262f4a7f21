"""Who has not answered, unit by unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from nhipcau.rules.checkins import Checkin, still_wanted
from nhipcau.rules.roster import Person, by_unit_and_name


@dataclass(frozen=True)
class Owed:
    """A check-in that is still owed, and by whom."""

    person: Person
    checkin: Checkin


@dataclass(frozen=True)
class UnitOwing:
    """A unit in which somebody owes; `asked` leaves out the excused (R13)."""

    unit: str
    asked: int
    owed: tuple[Owed, ...]


@dataclass(frozen=True)
class Owing:
    """A round: how many were asked, and the units that owe in the order of every list."""

    asked: int
    units: tuple[UnitOwing, ...]

    @property
    def owed(self) -> tuple[Owed, ...]:
        return tuple(one for unit in self.units for one in unit.owed)

    def of(self, unit: str) -> tuple[Owed, ...]:
        """Those of one unit, or for "" of all."""
        return tuple(one for one in self.owed if unit in ("", one.checkin.unit))


def owing(
    checkins: Iterable[Checkin], people: Mapping[int, Person], today: date, unit_order: Mapping[str, int]
) -> Owing:
    """Who would be reminded now, by the very rule of the reminders (R19)."""
    asked: dict[str, int] = {}
    owed: dict[str, list[Owed]] = {}
    for checkin in checkins:
        reason = still_wanted(checkin, people[checkin.person_id], today)
        if reason != "on_leave":
            asked[checkin.unit] = asked.get(checkin.unit, 0) + 1
        if not reason:
            owed.setdefault(checkin.unit, []).append(Owed(people[checkin.person_id], checkin))
    units = sorted(owed, key=lambda code: (unit_order.get(code, len(unit_order)), code))
    return Owing(sum(asked.values()), tuple(UnitOwing(u, asked[u], _by_name(owed[u], unit_order)) for u in units))


def _by_name(owed: Iterable[Owed], unit_order: Mapping[str, int]) -> tuple[Owed, ...]:
    return tuple(sorted(owed, key=lambda one: by_unit_and_name(one.person, unit_order, one.checkin.unit)))
