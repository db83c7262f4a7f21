"""What several checks ask: names given twice, references to nothing, spans that end first, audiences."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date

from nhipcau.rules.calendar import Calendar
from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Unit
from nhipcau.rules.roster import unit_codes as codes_by_name
from nhipcau.rules.vietnamese import day_for_people, fold
from nhipcau.settings.assemble import calendar_of
from nhipcau.settings.faults import Fault, Place
from nhipcau.settings.files import Files, Unusable
from nhipcau.settings.model import AudienceItem
from nhipcau.settings.units import UnitItem, UnitsFile
from nhipcau.settings.values import near

MOST_LISTED = 12
"""Longer lists of what could be meant help nobody."""


def twice(items: Iterable[tuple[str, Place]]) -> Iterator[Fault]:
    """A fault for every name that was given before."""
    first: dict[str, Place] = {}
    for name, place in items:
        if name in first:
            yield place.fault("named_twice", value=name, first_line=first[name].line)
        first.setdefault(name, place)


def unknown(kind: str, name: str, known: Collection[str] | None, place: Place, meant: str = "") -> Iterator[Fault]:
    """A fault when a name refers to nothing; none while nobody knows what there is (`known` is None).

    `kind` is what the name should be: unit, level, form, role, book or field. `meant`: its code, where it is known.
    """
    if known is not None and name not in known:
        listed = ", ".join(known) if len(known) <= MOST_LISTED else ""
        yield place.fault("unknown_reference", kind=kind, value=name, near=meant or near(name, known), known=listed)


def ends_first(first: date, last: date | None, place: Place) -> Iterator[Fault]:
    if last is not None and last < first:
        yield place.fault("ends_before_it_begins", first=day_for_people(first), last=day_for_people(last))


def unit_codes(files: Files) -> list[str] | None:
    return files.named("units.yaml", "units", "code")


def level_codes(files: Files) -> list[str] | None:
    return files.named("network.yaml", "levels", "code")


def audience_faults(files: Files, audience: AudienceItem, days: Span | None) -> Iterator[Fault]:
    """Levels and units that do not exist, or units that did not on these days."""
    yield from twice((code, audience.spot("levels", n)) for n, code in enumerate(audience.levels))
    for number, code in enumerate(audience.levels):
        yield from unknown("level", code, level_codes(files), audience.spot("levels", number))
    yield from twice((code, audience.spot("units", n)) for n, code in enumerate(audience.units))
    roles = files.named("roles.yaml", "roles", "key")
    for number, code in enumerate(audience.roles):
        yield from unknown("role", code, roles, audience.spot("roles", number))
    if audience.units:
        yield from _named_units(files, audience, days)


def _named_units(files: Files, audience: AudienceItem, days: Span | None) -> Iterator[Fault]:
    sound, codes = sound_units(files), unit_codes(files)
    strange = set(audience.units) - set(codes or ())
    called = codes_by_name({code: item.unit() for code, item in sound.items()}) if strange else {}
    for number, code in enumerate(audience.units):
        place = audience.spot("units", number)
        yield from unknown("unit", code, codes, place, called.get(fold(code), ""))
        if days is not None and code in sound:
            yield from gone(sound[code].unit(), days, place)


def calendar_for_checks(files: Files) -> Calendar:
    """The calendar, or one without days off while its files cannot be used: most orders show all the same."""
    try:
        return calendar_of(files)
    except Unusable:
        return Calendar(UTC, {}, frozenset(), {})


def sound_units(files: Files) -> dict[str, UnitItem]:
    """The units without a fault of their own, by code."""
    try:
        return {item.code: item for item in files.one(UnitsFile).units}
    except Unusable:
        return {}


def gone(unit: Unit, days: Span, place: Place) -> Iterator[Fault]:
    """A fault when the unit exists on none of these days; none while its own days are the wrong way round."""
    first, last = unit.span.first, unit.span.last
    if (last is None or first <= last) and unit.span.overlap(days) is None:
        yield place.fault(
            "unit_gone",
            value=unit.code,
            first=day_for_people(first),
            last=day_for_people(last) if last else "",
            successor=unit.successor or "",
        )
