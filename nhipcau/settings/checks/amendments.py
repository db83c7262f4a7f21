"""Checks of what people set otherwise for a campaign: the same as of its file, and that nothing lands in the past."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from nhipcau.rules.amendments import PARTS, Amendment
from nhipcau.rules.calendar import Calendar
from nhipcau.rules.campaigns import Campaign, kick_off_moment, result_plans
from nhipcau.settings.checks.campaigns import order_faults
from nhipcau.settings.checks.common import gone, unknown
from nhipcau.settings.faults import Fault, Place, Wrong
from nhipcau.settings.rulebook import Rulebook
from nhipcau.settings.values import not_one_of, read_clock, read_day

LONGEST_OWNER = 200


def place_of(campaign: str, what: str) -> Place:
    """Where the file would say it."""
    return Place(f"campaigns/{campaign}.yaml", (what,))


def reading_faults(book: Rulebook, wish: Amendment) -> Iterator[Fault]:
    """A campaign, a part or a task that is not there; a value that cannot be read."""
    place = place_of(wish.campaign, wish.what)
    yield from unknown("campaign", wish.campaign, book.campaigns, place)
    if wish.campaign not in book.campaigns:
        return
    if wish.part == "owner":
        tasks = [task.key for task in book.campaigns[wish.campaign].tasks]
        yield from unknown("task", wish.task, tasks, place)
    try:
        _read(wish)
    except Wrong as wrong:
        yield place.fault(wrong.code, **wrong.facts)


def _read(wish: Amendment) -> None:
    """Raises Wrong."""
    if wish.part not in PARTS or (wish.part != "owner" and wish.task):
        raise not_one_of(wish.what, PARTS)
    if wish.part in ("first", "last"):
        read_day(wish.value)
    if wish.part == "kick_off":
        day, _, clock = wish.value.partition(" ")
        read_day(day)
        read_clock(clock)
    if wish.part == "owner" and not wish.value.strip():
        raise Wrong("blank_text", example="")
    if wish.part == "owner" and len(wish.value) > LONGEST_OWNER:
        raise Wrong("too_long", length=len(wish.value), most=LONGEST_OWNER)


def sense_faults(before: Rulebook, after: Rulebook, key: str, what: str, now: datetime) -> Iterator[Fault]:
    """What the campaign would be, held against the rest of the config and against the time that it is.

    A moment that was still to come must not be put into the past: nobody could say whether to do it now or never (R11).
    """
    place, calendar = place_of(key, what), after.calendar
    campaign = after.campaigns[key]
    yield from _audience_faults(after, campaign, place)
    yield from (place.fault(fault.code, **fault.facts) for fault in order_faults(campaign, calendar, place))
    old, new = (_moments(book.campaigns[key], calendar) for book in (before, after))
    if what == "kick_off" and "" in old and old[""] <= now:
        yield place.fault("kick_off_over", moment=_written(old[""]))
    for name, moment in new.items():
        if moment <= now and old.get(name, moment) > now:
            yield place.fault("moment_passed", moment=_written(moment))


def _audience_faults(book: Rulebook, campaign: Campaign, place: Place) -> Iterator[Fault]:
    audience = campaign.audience
    known: tuple[tuple[str, frozenset[str], Mapping[str, object]], ...] = (
        ("level", audience.levels, book.levels),
        ("unit", audience.units, book.units),
        ("role", audience.roles, book.role_names),
    )
    for kind, named, there in known:
        for code in sorted(named):
            yield from unknown(kind, code, there, place)
    window = campaign.window(book.calendar)
    if window.last is None or window.first <= window.last:
        for code in sorted(audience.units & book.units.keys()):
            yield from gone(book.units[code], window, place)


def _written(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y %H:%M}"


def _moments(campaign: Campaign, calendar: Calendar) -> dict[str, datetime]:
    """When it is announced (""), and when each of its rounds opens."""
    announced = kick_off_moment(campaign, calendar)
    opened = {plan.period: plan.opens_at for plan in result_plans(campaign, calendar)}
    return opened | ({"": announced} if announced is not None else {})
