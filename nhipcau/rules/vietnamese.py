"""Vietnamese names, numbers in words, phones and dates.

Own code on purpose: every library tried is wrong in at least one of these (docs/adr/0004-own-vietnamese.md).
"""

import re
import unicodedata
from datetime import date, datetime, timedelta

from nhipcau.rules.kernel import Month, Span

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Combining marks in dictionary order: huyền, hỏi, ngã, sắc, nặng; no mark (ngang) comes first."""

# The 2018 change from eleven digits to ten.
_OLD_PREFIXES = {f"016{digit}": f"03{digit}" for digit in range(2, 10)}
_OLD_PREFIXES |= {"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"}
_OLD_PREFIXES |= {"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082"}
_OLD_PREFIXES |= {"0186": "056", "0188": "058", "0199": "059"}
_MOBILE = re.compile(r"0[35789]\d{8}", re.ASCII)
_LANDLINE = re.compile(r"02\d{8,9}", re.ASCII)
_BETWEEN_DIGITS = re.compile(r"[\s().\-\u00ad\u200b-\u2015\u202a-\u202e\u2060-\u2069\ufeff]")
"""Spaces, dots, dashes, brackets, and the invisible marks around a number copied out of a phone's contacts."""


def number_in_words(number: int, zero_tens: str = "linh") -> str:
    """Read a whole number aloud, in lower case. `zero_tens`, as in 105: "linh" (north) or "lẻ" (south)."""
    if number < 0:
        return "âm " + number_in_words(-number, zero_tens)
    if number < 1_000_000_000:
        return _below_a_billion(number, False, zero_tens) or _DIGITS[0]
    billions, rest = divmod(number, 1_000_000_000)
    tail = _below_a_billion(rest, True, zero_tens)
    return " ".join(filter(None, (number_in_words(billions, zero_tens), "tỷ", tail)))


def _below_a_billion(number: int, leading: bool, zero_tens: str) -> str:
    """Groups of three, zero groups skipped; once something was read, "không trăm" is kept."""
    parts: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            parts += [_three_digits(group, leading or bool(parts), zero_tens), _GROUPS[power]]
    return " ".join(filter(None, parts))


def _three_digits(group: int, full: bool, zero_tens: str) -> str:
    hundreds, rest = divmod(group, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if rest:
        words.append(_two_digits(rest, bool(words), zero_tens))
    return " ".join(words)


def _two_digits(rest: int, after_hundreds: bool, zero_tens: str) -> str:
    tens, unit = divmod(rest, 10)
    if tens == 0:
        return f"{zero_tens} {_DIGITS[unit]}" if after_hundreds else _DIGITS[unit]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    tail = {0: "", 5: " lăm"}.get(unit, f" {_DIGITS[unit]}")
    return head + (" mốt" if unit == 1 and tens > 1 else tail)


def money_in_words(amount: int, zero_tens: str = "linh") -> str:
    """Read an amount aloud, as in "Bảy trăm linh hai nghìn đồng": the foot of every payment list."""
    words = f"{number_in_words(amount, zero_tens)} đồng"
    return words[0].upper() + words[1:]


def dong(amount: int) -> str:
    """Write an amount as "702.000 đồng", with a no-break space so that a line never ends before its unit."""
    return f"{grouped(amount)}\u00a0đồng"


def read_amount(text: str) -> int | None:
    """Đồng as people type them: 500000, 500.000, 500,000đ; None for anything else ("1.5" is no amount)."""
    digits = re.fullmatch(r"(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+) ?(?:đ|đồng)?", text.strip(), re.ASCII)
    return int(re.sub(r"\D", "", digits[1])) if digits else None


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def clean_name(text: str) -> str:
    """A name as it is stored: NFC (chat apps may send NFD), single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def name_order(name: str) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """Sort key of a person's name: given name (last word) first, then the rest, in dictionary order.

    A tuple, never one joined string: joined, "Bùi Thị Án" would come before "Trần Văn An". The text itself comes last
    and only breaks ties, so that a list typed in capitals mixes with the others.
    """
    cleaned = clean_name(name)
    rest, _, given = cleaned.rpartition(" ")
    return word_order(given), (*word_order(rest), cleaned)


def word_order(text: str) -> tuple[object, ...]:
    """Dictionary order: letters first (a ă â b c d đ ...), then tones (ngang huyền hỏi ngã sắc nặng)."""
    letters: list[int] = []
    tones: list[int] = []
    for letter, tone in _letters_and_tones(text):
        letters.append(_LETTERS.find(letter) + 1 if letter in _LETTERS else 0)
        tones.append(tone)
    return tuple(letters), tuple(tones)


def _letters_and_tones(text: str) -> list[tuple[str, int]]:
    pairs = []
    for character in unicodedata.normalize("NFC", text.lower()):
        marks = unicodedata.normalize("NFD", character)
        tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
        kept = "".join(mark for mark in marks if mark not in _TONES)
        if kept:
            pairs.append((unicodedata.normalize("NFC", kept), tone))
    return pairs


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d: for searching and for understanding typed answers, never for storing."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").split())


def phone(text: str) -> str | None:
    """The number in its stored form "0912345678", or None when it is not a Vietnamese number.

    Accepts +84, 84, 0084, separators, full-width digits, the eleven digits of before 2018, and a number whose leading
    zero was eaten by a spreadsheet. Rejects letters (a letter O for a zero is a typing fault worth telling).
    """
    digits = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(\+84|0084|84(?=\d{9,10}$))0?", "0", digits)
    if re.fullmatch(r"[1-9]\d{8,9}", digits):
        digits = "0" + digits
    if len(digits) == 11 and digits[:4] in _OLD_PREFIXES:
        digits = _OLD_PREFIXES[digits[:4]] + digits[4:]
    return digits if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits) else None


def phone_for_people(stored: str) -> str:
    """Group the digits as people read them: "0912 345 678"."""
    return f"{stored[:4]} {stored[4:7]} {stored[7:]}"


_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)


def read_day(text: str) -> date | None:
    """A day as people write it; never month first."""
    if found := _DAY_FIRST.fullmatch(text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_SHORT_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}))?(?![\d/.])", re.ASCII)
LONG_AGO = timedelta(days=180)
"""A day without a year is the next one of that name, unless that of this year was a short while ago."""


def read_span(text: str, today: date) -> Span | None:
    """One day or two as people write them, "từ 10/5 đến 15/5" or "10/05/2026"; None for anything else."""
    days = [_near(found, today) for found in _SHORT_DAY.finditer(text)]
    if not 1 <= len(days) <= 2 or days[0] is None or days[-1] is None:
        return None
    first, last = days[0], days[-1]
    return Span(first, last) if first <= last else None


def _near(found: re.Match[str], today: date) -> date | None:
    day, _, month, year = found.groups()
    this_year = read_day(f"{day}/{month}/{year or today.year}")
    if year or this_year is None or this_year > today - LONG_AGO:
        return this_year
    return read_day(f"{day}/{month}/{today.year + 1}")


_HOUR = re.compile(r"(\d{1,2}) ?(?:h|g|gio)?(?::?00)?", re.ASCII)


def read_hour(text: str) -> int | None:
    """A full hour of the day as people write it: 19, 19h, 19 giờ, 19:00."""
    found = _HOUR.fullmatch(fold(text))
    hour = int(found[1]) if found else 24
    return hour if hour < 24 else None


def day_for_people(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def day_in_document(day: date) -> str:
    """As in "ngày 05 tháng 3 năm 2026": a zero before days under 10 and months 1 and 2 only (NĐ 30/2020, Phụ lục I)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def month_for_people(month: Month) -> str:
    """As in "05/2026"."""
    return f"{month.number:02}/{month.year}"


_WEEKDAYS = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def moment_for_people(moment: datetime, language: str = "vi") -> str:
    """As in "09:00 Thứ Năm 07/05/2026": always time and day (R10). `moment` is in the network's zone already."""
    weekday = _WEEKDAYS.get(language, _WEEKDAYS["vi"])[moment.weekday()]
    return f"{moment:%H:%M} {weekday} {day_for_people(moment)}"
