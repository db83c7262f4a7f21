"""What Sheets makes of a value that comes in: as it is (RAW), or as if a person had typed it (USER_ENTERED)."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

from practice.sheets.cells import Value
from practice.sheets.locales import Locale
from practice.sheets.serials import serial_of, simple

MAX_CELL_CHARACTERS = 50_000

_YEAR_FIRST = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})")
_DATE = re.compile(r"(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])[Mm])?")


class Entered(NamedTuple):
    """The value or formula that a cell takes, and the number format that comes with it (None: leave the cell's)."""

    value: Value = None
    formula: str | None = None
    number_format: dict[str, str] | None = None


def take_raw(raw: Any) -> Entered:
    """Keep the value as it came; an empty text empties the cell."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        # A number has fifteen digits that count, however many were sent.
        return Entered(simple(float(raw)))
    return Entered(None if raw == "" else raw)


def take_typed(raw: Any, locale: Locale, today: date, number_format: Mapping[str, str] | None = None) -> Entered:
    """Read a text as a person's typing; numbers and booleans stay what they are.

    `today` gives the year to a date without one: Sheets takes "1/5" for a date. Into a cell whose format is plain text
    every text goes as it is.
    """
    if not isinstance(raw, str) or (number_format and number_format.get("type") == "TEXT"):
        return take_raw(raw)
    return _read_text(raw, locale, today)


def _read_text(text: str, locale: Locale, today: date) -> Entered:
    if not text:
        return Entered()
    if text[0] == "'":
        # The apostrophe says "this is text" and is not part of it.
        return Entered(text[1:] or None)
    if text[0] == "=" and len(text) > 1:
        return Entered(formula=text)
    stripped = text.strip()
    if stripped.upper() in ("TRUE", "FALSE"):
        return Entered(stripped.upper() == "TRUE")
    read = _read_number(stripped, locale) or _read_moment(stripped, locale, today)
    if read is None and text[0] == "+" and len(text) > 1:
        return Entered(formula="=" + text)
    return read or Entered(text)


def _read_number(text: str, locale: Locale) -> Entered | None:
    """A number with sign, groups, decimals, exponent, percent sign or currency; None if it is not one."""
    bare, percent, currency = _strip_marks(text, locale.currency)
    group, decimal = re.escape(locale.group), re.escape(locale.decimal)
    match = re.fullmatch(rf"([+-]?)(\d{{1,3}}(?:{group}\d{{3}})+|\d*)({decimal}\d*)?([eE][+-]?\d+)?", bare)
    if match is None or not any(character.isdigit() for character in bare):
        return None
    whole, fraction = match[2].replace(locale.group, ""), (match[3] or "")[1:]
    number = float(f"{match[1]}{whole or '0'}.{fraction or '0'}{match[4] or ''}")
    pattern = _number_pattern(locale.group in match[2], bool(fraction), percent, currency)
    return Entered(simple(number / 100 if percent else number), None, pattern)


def _strip_marks(text: str, currency: str) -> tuple[str, bool, str | None]:
    if text.endswith("%"):
        return text[:-1].rstrip(), True, None
    if currency == "$" and text.lstrip("-").startswith("$"):
        return text.replace("$", "", 1), False, '"$"{}'
    if currency == "₫" and text.endswith(("₫", "đ")):
        return text[:-1].rstrip(), False, '{}" ₫"'
    return text, False, None


def _number_pattern(grouped: bool, has_fraction: bool, percent: bool, currency: str | None) -> dict[str, str] | None:
    if percent:
        return {"type": "PERCENT", "pattern": "0.00%" if has_fraction else "0%"}
    pattern = "#,##0.00" if has_fraction else "#,##0"
    if currency:
        return {"type": "CURRENCY", "pattern": currency.format(pattern)}
    return {"type": "NUMBER", "pattern": pattern} if grouped else None


def _read_moment(text: str, locale: Locale, today: date) -> Entered | None:
    """A date, a time of day, or a date and a time; None if it is none of them."""
    day_text, _, time_text = text.partition(" ")
    day = _read_date(day_text, locale, today)
    if day is None:
        clock = _read_time(text)
        return clock and Entered(serial_of(clock[0]), None, {"type": "TIME", "pattern": clock[1]})
    if not time_text.strip():
        return Entered(serial_of(day[0]), None, {"type": "DATE", "pattern": day[1]})
    clock = _read_time(time_text.strip())
    if clock is None:
        return None
    moment = datetime.combine(day[0], clock[0])
    return Entered(serial_of(moment), None, {"type": "DATE_TIME", "pattern": f"{day[1]} {clock[1]}"})


def _read_date(text: str, locale: Locale, today: date) -> tuple[date, str] | None:
    if match := _YEAR_FIRST.fullmatch(text):
        year, mark, month, day = match.groups()
        return _dated(int(year), int(month), int(day), mark.join(("yyyy", "m" * len(month), "d" * len(day))))
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    first, mark, second, written_year = match.groups()
    day, month = (first, second) if locale.day_first else (second, first)
    letters = ("d", "m") if locale.day_first else ("m", "d")
    parts = [letters[0] * len(first), letters[1] * len(second), "y" * len(written_year or "")]
    return _dated(_full_year(written_year, today), int(month), int(day), mark.join(filter(None, parts)))


def _dated(year: int, month: int, day: int, pattern: str) -> tuple[date, str] | None:
    try:
        return date(year, month, day), pattern
    except ValueError:
        return None


def _full_year(written: str | None, today: date) -> int:
    if written is None:
        return today.year
    if len(written) == 4:
        return int(written)
    return int(written) + (2000 if int(written) < 50 else 1900)


def _read_time(text: str) -> tuple[time, str] | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        hour = hour % 12 + (12 if match[4] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    pattern = "h" * len(match[1]) + ":mm" + (":ss" if match[3] else "") + (" am/pm" if match[4] else "")
    return time(hour, minute, second), pattern
