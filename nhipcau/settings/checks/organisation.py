"""Checks of network.yaml, units.yaml and roles.yaml: levels, the tree of units, who may do what."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from nhipcau.rules.calendar import DAY
from nhipcau.rules.vietnamese import day_for_people
from nhipcau.settings.checks.common import ends_first, sound_units, twice, unit_codes, unknown
from nhipcau.settings.faults import Fault
from nhipcau.settings.files import Files
from nhipcau.settings.network import NetworkFile
from nhipcau.settings.roles import RolesFile
from nhipcau.settings.units import UnitItem, UnitsFile


def network_faults(files: Files) -> Iterator[Fault]:
    network = files.one(NetworkFile)
    yield from unknown("unit", network.root, unit_codes(files), network.spot("root"))
    yield from twice((item.code, item.spot("code")) for item in network.levels)
    yield from twice((code, network.spot("languages", n)) for n, code in enumerate(network.languages))
    if "vi" not in network.languages:
        yield network.spot("languages").fault("needs_vietnamese")
    levels = [item.code for item in network.levels]
    for level in network.places:
        yield from unknown("level", level, levels, network.spot("places", level))
    for item in network.late.items().values():
        if timedelta(hours=item.stale_after_hours) < timedelta(minutes=item.grace_minutes):
            place = item.spot("stale_after_hours")
            yield place.fault("stale_before_grace", hours=item.stale_after_hours, minutes=item.grace_minutes)


def unit_faults(files: Files) -> Iterator[Fault]:
    units = sound_units(files)
    for item in units.values():
        yield from ends_first(item.first, item.last, item.spot("until"))
        if item.parent is not None:
            yield from unknown("unit", item.parent, unit_codes(files), item.spot("parent"))
        yield from _successor(item, units, files)


def unit_code_faults(files: Files) -> Iterator[Fault]:
    yield from twice((item.code, item.spot("code")) for item in files.one(UnitsFile).units)


def tree_faults(files: Files) -> Iterator[Fault]:
    """The root, and only the root, has no unit above it; nobody stands above itself."""
    root, units = files.one(NetworkFile).root, sound_units(files)
    if root not in units:
        return
    for item in units.values():
        if item.code == root and item.parent is not None:
            yield item.spot("parent").fault("root_has_parent", value=item.code)
        if item.code != root and item.parent is None:
            yield item.spot("code").fault("no_parent", value=item.code, root=root)
        yield from _cycle(item, root, units)


def _cycle(item: UnitItem, root: str, units: Mapping[str, UnitItem]) -> Iterator[Fault]:
    """A unit that stands above itself, told once: at the first of the circle in the order of codes."""
    chain: list[str] = []
    above: str | None = item.code
    while above is not None and above != root and above in units and above not in chain:
        chain.append(above)
        above = units[above].parent
    if chain and above == item.code == min(chain):
        yield item.spot("parent").fault("unit_cycle", chain=" > ".join([*chain, item.code]))


def _successor(item: UnitItem, units: Mapping[str, UnitItem], files: Files) -> Iterator[Fault]:
    if item.successor is None:
        return
    place = item.spot("successor")
    yield from unknown("unit", item.successor, unit_codes(files), place)
    if item.last is None:
        yield place.fault("successor_without_end", value=item.successor)
    elif item.first <= item.last and item.successor in units and not _takes_over(units[item.successor], item.last):
        day = day_for_people(item.last + DAY)
        yield place.fault("successor_not_there", value=item.successor, day=day)


def _takes_over(unit: UnitItem, last: date) -> bool:
    """Whether the unit exists on the day after another one's last."""
    return unit.span.covers(last + DAY)


def role_faults(files: Files) -> Iterator[Fault]:
    roles = files.one(RolesFile)
    known = files.named("roles.yaml", "roles", "key")
    yield from twice((item.key, item.spot("key")) for item in roles.roles)
    for action, allowed in roles.actions.rows().items():
        places = [roles.actions.spot(action, number) for number in range(len(allowed))]
        yield from twice(zip(allowed, places, strict=True))
        for role, place in zip(allowed, places, strict=True):
            yield from unknown("role", role, known, place)
