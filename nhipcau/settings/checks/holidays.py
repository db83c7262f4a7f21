"""Checks of holidays/: each day in its own year, Tết in its season, swapped days that are weekends."""

from collections.abc import Iterable, Iterator
from datetime import date

from nhipcau.rules.calendar import SATURDAY
from nhipcau.rules.lunar import new_year
from nhipcau.rules.vietnamese import day_for_people
from nhipcau.settings.checks.common import twice
from nhipcau.settings.faults import Fault, Place
from nhipcau.settings.files import Files
from nhipcau.settings.holidays import HolidaysFile, OverridesFile, YearItem


def year_faults(files: Files) -> Iterator[Fault]:
    years = files.one(HolidaysFile).years
    yield from twice((str(item.year), item.spot("year")) for item in years)
    for item in years:
        yield from _new_year(item)
        for day in item.holidays:
            yield from _other_year(day, item, item.spot("holidays", day.isoformat()))
        for number, day in enumerate(item.worked_weekends):
            yield from _other_year(day, item, item.spot("worked_weekends", number))
        yield from _worked(item.worked_weekends, item.holidays, item.spot("worked_weekends"))


def _new_year(item: YearItem) -> Iterator[Fault]:
    """Lunar New Year falls between 21 January and 20 February, is a day off, and can be reckoned."""
    first, last = date(item.year, 1, 21), date(item.year, 2, 20)
    if not first <= item.new_year <= last:
        yield item.spot("new_year").fault("new_year_season", day=day_for_people(item.new_year), year=item.year)
    elif item.new_year not in item.holidays:
        yield item.spot("new_year").fault("new_year_not_off", day=day_for_people(item.new_year))
    elif item.new_year != new_year(item.year):
        right = day_for_people(new_year(item.year))
        yield item.spot("new_year").fault("new_year_other_day", day=day_for_people(item.new_year), right=right)


def _other_year(day: date, item: YearItem, place: Place) -> Iterator[Fault]:
    if day.year != item.year:
        yield place.fault("other_year", day=day_for_people(day), year=item.year)


def _worked(days: Iterable[date], off: Iterable[date], place: Place) -> Iterator[Fault]:
    for number, day in enumerate(days):
        if day.weekday() < SATURDAY:
            yield place.at(number).fault("not_weekend", day=day_for_people(day))
        elif day in off:
            yield place.at(number).fault("worked_and_off", day=day_for_people(day))


def override_faults(files: Files) -> Iterator[Fault]:
    overrides, off = files.one(OverridesFile), files.one(HolidaysFile).days_off()
    for day in overrides.add:
        if day in off:
            place = overrides.spot("add", day.isoformat())
            yield place.fault("already_off", day=day_for_people(day), name=off[day])
    for number, day in enumerate(overrides.remove):
        if day not in off:
            yield overrides.spot("remove", number).fault("not_off", day=day_for_people(day))
    yield from _worked(overrides.worked_weekends, overrides.applied(off), overrides.spot("worked_weekends"))
