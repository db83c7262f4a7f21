"""Who is missing from the roster, and who stands in it twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from nhipcau.rules.roster import Level, Person, serving
from nhipcau.rules.vietnamese import clean_name


@dataclass(frozen=True)
class Gap:
    """Places of one level that a unit has not filled."""

    unit: str
    level: str
    filled: int
    places: int


def gaps(
    people: Iterable[Person],
    units: Iterable[str],
    places: Mapping[str, int],
    day: date,
    levels: Mapping[str, Level],
) -> list[Gap]:
    """The places of each unit that nobody fills on a day, in the order of the units (five a unit: domain A2 08, P4)."""
    filled: dict[tuple[str, str], int] = {}
    for person in people:
        if appointment := serving(person, day, levels):
            place = (appointment.unit, appointment.level)
            filled[place] = filled.get(place, 0) + 1
    every = [Gap(unit, level, filled.get((unit, level), 0), count) for unit in units for level, count in places.items()]
    return [gap for gap in every if gap.filled < gap.places]


@dataclass(frozen=True)
class Twin:
    """Two rows that may be one person, and why it looks so: phone, name_and_unit, name."""

    one: Person
    other: Person
    sign: str


def twins(people: Sequence[Person]) -> list[Twin]:
    """Pairs with the same phone, or the same name (NFC, any case) in the same unit (R37)."""
    by_sign: dict[tuple[str, str], list[Person]] = {}
    for person in people:
        for sign in _signs(person):
            by_sign.setdefault(sign, []).append(person)
    found: dict[tuple[int, int], Twin] = {}
    for (why, _), alike in by_sign.items():
        for one, other in combinations(alike, 2):
            found.setdefault((one.id, other.id), Twin(one, other, why))
    return list(found.values())


def _signs(person: Person) -> list[tuple[str, str]]:
    """What would be the same for one person; the stronger sign first."""
    units = dict.fromkeys(appointment.unit for appointment in person.appointments)
    phone = [("phone", person.phone)] if person.phone else []
    return [*phone, *(("name_and_unit", f"{clean_name(person.name).lower()}|{unit}") for unit in units)]
