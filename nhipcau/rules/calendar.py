"""Days: holidays, working days, lunar New Year, and how a moment that lands on a day off is moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import Enum

from nhipcau.rules.kernel import Month

SATURDAY = 5
DAY = timedelta(days=1)


class Landing(Enum):
    """What becomes of a moment that falls on a day off."""

    KEEP = "keep"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Calendar:
    """The network's days. `new_years`: mùng 1 Tết by year (Vietnamese lunar calendar, never the Chinese one)."""

    zone: tzinfo
    holidays: Mapping[date, str]
    worked_weekends: frozenset[date]
    new_years: Mapping[int, date]

    def is_working(self, day: date) -> bool:
        if day in self.worked_weekends:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def land(self, day: date, landing: Landing) -> date:
        """The day itself, or the nearest working day on the side that `landing` names."""
        step = {Landing.KEEP: None, Landing.BEFORE: -DAY, Landing.AFTER: DAY}[landing]
        while step is not None and not self.is_working(day):
            day += step
        return day

    def at(self, day: date, clock: time) -> datetime:
        """The aware moment of a local clock time."""
        return datetime.combine(day, clock, tzinfo=self.zone)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def today(self, moment: datetime) -> date:
        return self.local(moment).date()


@dataclass(frozen=True)
class DayRule:
    """A day as campaigns write it: a date, or lunar New Year (mùng 1) of a year, both with an offset in days."""

    day: date | None = None
    new_year_of: int | None = None
    offset: int = 0

    def resolve(self, calendar: Calendar) -> date:
        """Raises LookupError when the year's Tết is not in the calendar."""
        if self.day is not None:
            return self.day + self.offset * DAY
        return calendar.new_years[self.new_year_of or 0] + self.offset * DAY


@dataclass(frozen=True)
class WeekMoment:
    """A moment of every week: 0 is Monday."""

    weekday: int
    at: time

    def of_week(self, monday: date, calendar: Calendar) -> datetime:
        return calendar.at(monday + self.weekday * DAY, self.at)


@dataclass(frozen=True)
class MonthMoment:
    """A moment of every month: `day` 1 to 31 (the last day where there is none), or -1, -2 from the end."""

    day: int
    at: time
    months_later: int = 0
    landing: Landing = Landing.KEEP

    def of_month(self, month: Month, calendar: Calendar) -> datetime:
        for _ in range(self.months_later):
            month = month.next
        number = month.length + 1 + self.day if self.day < 0 else min(self.day, month.length)
        day = calendar.land(month.first + (number - 1) * DAY, self.landing)
        return calendar.at(day, self.at)


def monday_of(day: date) -> date:
    return day - day.weekday() * DAY


def month_of_week(monday: date) -> Month:
    """A week belongs to the month that holds its Thursday (ISO 8601): the larger part of it."""
    return Month.of(monday + 3 * DAY)
