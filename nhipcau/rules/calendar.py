"""Days: holidays, working days, lunar New Year, and how a moment that lands on a day off is moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import Enum

from nhipcau.rules import lunar
from nhipcau.rules.kernel import Month
from nhipcau.rules.lunar import LunarDay

SATURDAY = 5
DAY = timedelta(days=1)


class Landing(Enum):
    """What becomes of a moment that falls on a day off."""

    KEEP = "keep"
    BEFORE = "before"
    AFTER = "after"


_STEPS = {Landing.KEEP: timedelta(), Landing.BEFORE: -DAY, Landing.AFTER: DAY}


@dataclass(frozen=True)
class Quiet:
    """The hours in which the network starts no conversation: from `first` in the evening to `last` in the morning."""

    first: time
    last: time

    def covers(self, clock: time) -> bool:
        if self.first <= self.last:
            return self.first <= clock < self.last
        return clock >= self.first or clock < self.last

    def over(self, local: datetime) -> datetime:
        """The local moment itself, or when the quiet hours in which it falls are over."""
        if not self.covers(local.time()):
            return local
        ends = local.replace(hour=self.last.hour, minute=self.last.minute, second=0, microsecond=0)
        return ends if local.time() < self.last else ends + DAY

    def open_hours(self) -> list[int]:
        """The hours of a day (0 to 23) at whose beginning people may be told something."""
        return [hour for hour in range(24) if not self.covers(time(hour))]


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
        step = _STEPS[landing]
        while step and not self.is_working(day):
            day += step
        return day

    def past_holidays(self, day: date, landing: Landing) -> date:
        """Like `land`, where an ordinary weekend is as good as any other day."""
        step = _STEPS[landing]
        while step and day in self.holidays and day not in self.worked_weekends:
            day += step
        return day

    def new_year(self, year: int) -> date:
        """Mùng 1 Tết: as the calendar was announced, or reckoned for a year that it does not have yet."""
        return self.new_years.get(year) or lunar.new_year(year)

    def at(self, day: date, clock: time) -> datetime:
        """The aware moment of a local clock time."""
        return datetime.combine(day, clock, tzinfo=self.zone)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def today(self, moment: datetime) -> date:
        return self.local(moment).date()


@dataclass(frozen=True)
class Within:
    """How long something may take: hours of the clock, days off included (Đề án, I.3: "trong 24h").

    Where they end on a day off, `landing` may move the moment to the next working day.
    """

    hours: int
    landing: Landing = Landing.KEEP

    def of(self, asked: datetime, calendar: Calendar) -> datetime:
        ends = calendar.local(asked) + timedelta(hours=self.hours)
        return calendar.at(calendar.land(ends.date(), self.landing), ends.time())


@dataclass(frozen=True)
class DayRule:
    """A day as campaigns write it: a date, lunar New Year (mùng 1) of a year, or another lunar day; then months and
    days after it, or before it."""

    day: date | None = None
    new_year_of: int | None = None
    lunar: LunarDay | None = None
    months: int = 0
    offset: int = 0

    def resolve(self, calendar: Calendar) -> date:
        return months_after(self._start(calendar), self.months) + self.offset * DAY

    def _start(self, calendar: Calendar) -> date:
        if self.lunar is not None:
            return lunar.date_of(self.lunar)
        return self.day or calendar.new_year(self.new_year_of or 0)


@dataclass(frozen=True)
class WeekMoment:
    """A moment of every week: 0 is Monday. It keeps clear of public holidays only: a Saturday is like any other day."""

    weekday: int
    at: time
    landing: Landing = Landing.KEEP

    def of_week(self, monday: date, calendar: Calendar) -> datetime:
        return calendar.at(calendar.past_holidays(monday + self.weekday * DAY, self.landing), self.at)


@dataclass(frozen=True)
class MonthMoment:
    """A moment of every month: `day` 1 to 31 (the last day where there is none), or -1, -2 from the end.

    With a `weekday` (0 is Monday) only the days of that name are counted: 2 is the second Friday, -1 the last. The last
    working day of a month is day -1 that lands before.
    """

    day: int
    at: time
    months_later: int = 0
    landing: Landing = Landing.KEEP
    weekday: int | None = None

    def of_month(self, month: Month, calendar: Calendar) -> datetime:
        for _ in range(self.months_later):
            month = month.next
        first, days = month.first, range(month.length)
        if self.weekday is not None:
            days = days[(self.weekday - first.weekday()) % 7 :: 7]
        number = len(days) + self.day if self.day < 0 else min(self.day, len(days)) - 1
        return calendar.at(calendar.land(first + days[number] * DAY, self.landing), self.at)


def months_after(day: date, months: int) -> date:
    """The same day of a later month (an earlier one with a minus), or that month's last day where there is none."""
    years, number = divmod(day.month - 1 + months, 12)
    month = Month(day.year + years, number + 1)
    return month.first.replace(day=min(day.day, month.length))


def monday_of(day: date) -> date:
    return day - day.weekday() * DAY


def month_of_week(monday: date) -> Month:
    """A week belongs to the month that holds its Thursday (ISO 8601): the larger part of it."""
    return Month.of(monday + 3 * DAY)
