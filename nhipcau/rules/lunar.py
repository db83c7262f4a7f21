"""The Vietnamese lunar calendar (âm lịch): the Chinese rules at the meridian of Hanoi, UTC+7.

A month begins on the day of the new moon; the winter solstice lies in month 11; of thirteen months between two
solstices the first without a principal term is a leap month. New moons and the sun's place follow the short series of
J. Meeus, Astronomical Algorithms, as Hồ Ngọc Đức publishes them: right to some minutes, which is enough for every year
from 1968 to 2050. In 1985, 2007 and 2030 Hanoi's Tết is not the one of Beijing.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import floor, pi, radians, sin

HANOI = 7 / 24
"""The part of a day by which Hanoi is ahead of Greenwich."""
JULIAN = 1_721_425
"""Julian day number of a date, less the date's ordinal."""
FIRST_NEW_MOON = 2_415_021.076998695
"""Julian day of the new moon from which they are counted (1 January 1900)."""
LUNATION = 29.530588853
SOLSTICE = 9
"""The sun's sector of 30 degrees that begins with the winter solstice."""


@dataclass(frozen=True)
class LunarDay:
    """A day of the lunar calendar: the tenth of the third month is Giỗ Tổ. Leap months are not meant."""

    year: int
    month: int
    day: int


def date_of(lunar: LunarDay) -> date:
    """The date of a lunar day; day 30 of a month that has 29 is the first of the next."""
    first = _new_moon(_begins(lunar.year, lunar.month))
    return date.fromordinal(first - JULIAN) + timedelta(days=lunar.day - 1)


def month_length(year: int, month: int) -> int:
    """How many days a lunar month has: 29 or 30."""
    moon = _begins(year, month)
    return _new_moon(moon + 1) - _new_moon(moon)


def new_year(year: int) -> date:
    """Mùng 1 Tết of a year."""
    return date_of(LunarDay(year, 1, 1))


def _begins(year: int, month: int) -> int:
    """The number of the new moon with which a month begins."""
    solstice = year if month >= 11 else year - 1
    eleventh, next_eleventh = _month_eleven(solstice), _month_eleven(solstice + 1)
    count = (month - 11) % 12
    if next_eleventh - eleventh > 365 and count >= _leap_month(eleventh):
        count += 1
    return _nearest_new_moon(eleventh) + count


def _month_eleven(year: int) -> int:
    """The Julian day on which the month of the year's winter solstice begins."""
    last_day = date(year, 12, 31).toordinal() + JULIAN
    number = floor((last_day - FIRST_NEW_MOON) / LUNATION)
    begins = _new_moon(number)
    return _new_moon(number - 1) if _sun_sector(begins) >= SOLSTICE else begins


def _leap_month(eleventh: int) -> int:
    """Which month after the eleventh is the leap one: the first in which the sun enters no new sector."""
    number = _nearest_new_moon(eleventh)
    sectors = [_sun_sector(_new_moon(number + count)) for count in range(1, 15)]
    return next(n for n, (one, other) in enumerate(pairwise(sectors), start=1) if one == other)


def _nearest_new_moon(day: int) -> int:
    return floor(0.5 + (day - FIRST_NEW_MOON) / LUNATION)


def _new_moon(number: int) -> int:
    """The Julian day, in Hanoi, on which the new moon of that number falls."""
    t = number / 1236.85
    mean = _series(t, 2_415_020.75933, 0, 0.0001178, -0.000000155) + 29.53058868 * number
    mean += 0.00033 * sin(radians(_series(t, 166.56, 132.87, -0.009173)))
    sun = radians(_series(t, 359.2242, 0, -0.0000333, -0.00000347) + 29.10535608 * number)
    moon = radians(_series(t, 306.0253, 0, 0.0107306, 0.00001236) + 385.81691806 * number)
    node = radians(_series(t, 21.2964, 0, -0.0016528, -0.00000239) + 390.67050646 * number)
    terms = (
        (0.1734 - 0.000393 * t, sun),
        (0.0021, 2 * sun),
        (-0.4068, moon),
        (0.0161, 2 * moon),
        (-0.0004, 3 * moon),
        (0.0104, 2 * node),
        (-0.0051, sun + moon),
        (-0.0074, sun - moon),
        (0.0004, 2 * node + sun),
        (-0.0004, 2 * node - sun),
        (-0.0006, 2 * node + moon),
        (0.0010, 2 * node - moon),
        (0.0005, 2 * moon + sun),
    )
    clock_error = _series(t, -0.000278, 0.000265, 0.000262)
    return floor(mean + sum(size * sin(angle) for size, angle in terms) - clock_error + 0.5 + HANOI)


def _sun_sector(day: int) -> int:
    """Which of twelve sectors, from the spring equinox on, the sun stands in when a Hanoi day begins."""
    t = (day - 2_451_545.5 - HANOI) / 36525
    anomaly = radians(_series(t, 357.52910, 35999.05030, -0.0001559, -0.00000048))
    longitude = _series(t, 280.46645, 36000.76983, 0.0003032)
    longitude += _series(t, 1.914600, -0.004817, -0.000014) * sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor(radians(longitude) % (2 * pi) / pi * 6)


def _series(t: float, *coefficients: float) -> float:
    """The polynomial with these coefficients, the constant first."""
    value = 0.0
    for coefficient in reversed(coefficients):
        value = value * t + coefficient
    return value
