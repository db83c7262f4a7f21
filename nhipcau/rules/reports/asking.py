"""Which month a person means."""

import re
from datetime import date

from nhipcau.rules.kernel import Month, Refused

_ASKED = re.compile(r"(?:(?P<year>\d{4})[-/.])?(?P<number>\d{1,2})(?:[-/.](?P<later>\d{4}))?")


def month_asked(text: str, today: date) -> Month:
    """Read "5", "05/2026", "5-2026" or "2026-05"; a month without a year is the latest one of that number.

    Raises Refused (no_such_month) for anything else and for a month that is still to come.
    """
    found = _ASKED.fullmatch(text.strip())
    number = int(found["number"]) if found else 0
    if found is None or not 1 <= number <= 12 or (found["year"] and found["later"]):
        raise Refused("no_such_month", text=text.strip()[:20])
    this, year = Month.of(today), found["year"] or found["later"]
    month = Month(int(year) if year else this.year - (number > this.number), number)
    if month.year < 1 or month > this:
        raise Refused("no_such_month", text=text.strip()[:20])
    return month
