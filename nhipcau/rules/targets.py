"""Whom a letter is for: people by name, or those of units, levels and roles, perhaps only who owe an answer.

A target is typed by people ("LĐLĐ Hà Nội, cấp tỉnh, còn nợ") and carried by buttons and rows in a short form
("unit:ld_ha_noi level:provincial owing").
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from nhipcau.rules.kernel import Refused
from nhipcau.rules.roster import Level, Person, serving
from nhipcau.rules.vietnamese import fold

ALL, OWING = "all", "owing"


@dataclass(frozen=True)
class Target:
    """An empty set means all; of several people, units, levels or roles one is enough."""

    people: frozenset[str] = field(default=frozenset())
    units: frozenset[str] = field(default=frozenset())
    levels: frozenset[str] = field(default=frozenset())
    roles: frozenset[str] = field(default=frozenset())
    owing: bool = False


def target_of(short: str) -> Target:
    """A target from its short form."""
    parts = [part.partition(":") for part in short.split()]

    def of(kind: str) -> frozenset[str]:
        return frozenset(code for name, _, code in parts if name == kind)

    return Target(of("person"), of("unit"), of("level"), of("role"), OWING in short.split())


def read_target(text: str, names: Mapping[str, str]) -> str:
    """The short form of what was typed. `names`: what a part of a target is called, folded, to its short form.

    Raises Refused for a name that nobody has, or that several have.
    """
    words = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    return " ".join(dict.fromkeys(_called(part, names) for part in words))


def _called(words: str, names: Mapping[str, str]) -> str:
    sought = fold(words)
    if sought in names:
        return names[sought]
    found = sorted({short for name, short in names.items() if sought in name})
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused("several_called", words=words, count=len(found))
    raise Refused("nobody_called", words=words)


def addressed(
    people: Iterable[Person], target: Target, owing: Collection[int], day: date, levels: Mapping[str, Level]
) -> list[Person]:
    """Everyone whom the target means, in the order of their codes; `owing`: the numbers of those who owe an answer.

    Roles reach staff without an appointment too; everything else means who serves on that day.
    """
    wanted = [person for person in people if _is_meant(person, target, day, levels)]
    return sorted((p for p in wanted if not target.owing or p.id in owing), key=lambda person: person.code)


def _is_meant(person: Person, target: Target, day: date, levels: Mapping[str, Level]) -> bool:
    if target.people:
        return person.code in target.people
    appointment = serving(person, day, levels)
    unit, level = (appointment.unit, appointment.level) if appointment else (None, None)
    return (
        (appointment is not None or bool(target.roles and not target.units and not target.levels))
        and (not target.units or unit in target.units)
        and (not target.levels or level in target.levels)
        and (not target.roles or any(person.has_role(role, unit) for role in target.roles))
    )
