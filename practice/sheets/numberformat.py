"""Numbers and dates as a pattern shows them: `#,##0.00`, `0%`, `dd/mm/yyyy hh:mm`."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from practice.sheets.locales import Locale
from practice.sheets.serials import moment_of

DATE_TYPES = ("DATE", "TIME", "DATE_TIME")
_NUMBER_PIECE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+|.')
_DATE_PIECE = re.compile(r'"[^"]*"|\\.|am/pm|a/p|y+|m+|d+|h+|s+|.', re.IGNORECASE)


def show_number(number: int | float, number_format: Mapping[str, str], locale: Locale) -> str:
    """The number as a cell with this number format shows it."""
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or _default_pattern(kind, locale)
    if kind in DATE_TYPES:
        return _show_moment(number, pattern, locale)
    return _show_pattern(number, pattern, locale) if pattern else show_plain(number, locale)


def show_plain(number: int | float, locale: Locale) -> str:
    """The number where no format was chosen: whole ones in full, others with ten digits that count."""
    if isinstance(number, int):
        return str(number)
    text = f"{number:.10g}".upper()
    return text.replace(".", locale.decimal)


def _default_pattern(kind: str, locale: Locale) -> str:
    return {
        "DATE": locale.date_pattern,
        "TIME": locale.time_pattern,
        "DATE_TIME": f"{locale.date_pattern} {locale.time_pattern}",
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": '"$"#,##0.00' if locale.currency == "$" else '#,##0" ₫"',
        "SCIENTIFIC": "0.00E+00",
    }.get(kind, "")


def _show_pattern(number: int | float, pattern: str, locale: Locale) -> str:
    sections = pattern.split(";")
    if "E+" in pattern:
        return f"{number:.2E}".replace(".", locale.decimal)
    if number < 0 and len(sections) > 1:
        return _fill(abs(number), sections[1], locale)
    if number == 0 and len(sections) > 2:
        return _fill(number, sections[2], locale)
    shown = _fill(abs(number), sections[0], locale)
    return f"-{shown}" if number < 0 else shown


def _fill(number: int | float, section: str, locale: Locale) -> str:
    pieces = _NUMBER_PIECE.findall(section)
    amount = Decimal(repr(number)) * 100 ** pieces.count("%")
    shown = []
    for piece in pieces:
        if piece[0] in "#0?.":
            shown.append(_digits(amount, piece, locale))
        elif piece[0] != "[":
            shown.append(_literal(piece))
    return "".join(shown)


def _digits(amount: Decimal, piece: str, locale: Locale) -> str:
    whole_part, _, fraction_part = piece.partition(".")
    rounded = amount.quantize(Decimal(1).scaleb(-len(fraction_part)), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    least = fraction_part.count("0")
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    whole = whole.lstrip("0").rjust(whole_part.count("0"), "0")
    if "," in whole_part:
        whole = _grouped(whole, locale.group)
    return whole + (locale.decimal + fraction if fraction else "")


def _grouped(digits: str, mark: str) -> str:
    first = len(digits) % 3
    groups = [digits[start : start + 3] for start in range(first, len(digits), 3)]
    return mark.join(filter(None, [digits[:first], *groups]))


def _literal(piece: str) -> str:
    if piece[0] == '"':
        return piece[1:-1]
    return piece[1] if piece[0] == "\\" else piece


def _show_moment(number: int | float, pattern: str, locale: Locale) -> str:
    try:
        moment = moment_of(number)
    except OverflowError:
        return show_plain(number, locale)
    pieces: list[str] = _DATE_PIECE.findall(pattern)
    half_day = any(piece.lower() in ("am/pm", "a/p") for piece in pieces)
    return "".join(
        _show_piece(piece, moment, locale, half_day, _is_minute(pieces, place)) for place, piece in enumerate(pieces)
    )


def _is_minute(pieces: list[str], place: int) -> bool:
    """`m` is a minute when hours stand before it or seconds behind it."""
    if pieces[place][0] not in "mM":
        return False
    before = [piece[0].lower() for piece in pieces[:place] if piece[0] in "yYmMdDhHsS"]
    behind = [piece[0].lower() for piece in pieces[place + 1 :] if piece[0] in "yYmMdDhHsS"]
    return before[-1:] == ["h"] or behind[:1] == ["s"]


def _show_piece(piece: str, moment: datetime, locale: Locale, half_day: bool, minute: bool) -> str:
    letter, width = piece[0].lower(), min(len(piece), 4)
    if piece.lower() == "am/pm":
        return "AM" if moment.hour < 12 else "PM"
    if letter == "y":
        return f"{moment.year:04}" if width > 2 else f"{moment.year % 100:02}"
    if letter == "m" and not minute and width > 2:
        return locale.months[moment.month - 1][: 3 if width == 3 and not locale.day_first else None]
    if letter == "d" and width > 2:
        return locale.weekdays[moment.weekday()][: 3 if width == 3 and not locale.day_first else None]
    if letter in "mdhs":
        return str(_unit(letter, moment, half_day, minute)).rjust(min(width, 2), "0")
    return _literal(piece)


def _unit(letter: str, moment: datetime, half_day: bool, minute: bool) -> int:
    if letter == "m":
        return moment.minute if minute else moment.month
    if letter == "h":
        return (moment.hour % 12 or 12) if half_day else moment.hour
    return moment.day if letter == "d" else moment.second
