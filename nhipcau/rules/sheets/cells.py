"""Cells as a spreadsheet keeps them: days and moments as serial numbers, text always as text, in NFC."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from nhipcau.rules.kernel import Words
from nhipcau.rules.sheets.columns import Column, Kind
from nhipcau.rules.vietnamese import day_for_people, fold

SheetValue = str | int | float | bool
"""What a cell holds; an empty one is ""."""

Grid = Sequence[Sequence[SheetValue]]
"""A tab's cells by row and column, as short as they are filled; the first row is the header."""

Cell = str | int | bool | date | datetime | None
"""What the store gives for a cell."""

_EPOCH = date(1899, 12, 30).toordinal()
_SECONDS = 86_400
_COMMANDS = ("=", "+", "-", "@")
_QUOTED = re.compile(r"'(?=[=+\-@])")
_CLOCK = re.compile(r"\b(\d{1,2})[:hg](\d{2})?\b", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)


@dataclass(frozen=True)
class Titles:
    """The words of a tab in every language: column titles, hints over them, words for codes. `language` is written."""

    language: str
    columns: Mapping[str, Words]
    words: Mapping[str, Words]
    hints: Mapping[str, Words] = field(default_factory=dict)

    def title(self, column: Column) -> str:
        return self.columns[column.key][self.language]

    def word(self, code: str) -> str:
        """What people read for a code; a code without words is shown as it is."""
        return self.words[code][self.language] if code in self.words else code


def to_sheet(cell: Cell, column: Column, titles: Titles) -> SheetValue:
    """The value to write as it is, never to be parsed; moments are in the network's zone already."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return _serial_moment(cell)
    if isinstance(cell, date):
        return cell.toordinal() - _EPOCH
    if column.kind is Kind.WORDS:
        return harmless(titles.word(str(cell)))
    return harmless(cell) if isinstance(cell, str) else cell


def harmless(text: str) -> str:
    """A text that begins like a formula gets an apostrophe before it, in whatever program it ends up (R30)."""
    composed = unicodedata.normalize("NFC", text)
    return f"'{composed}" if composed.startswith(_COMMANDS) else composed


def _serial_moment(moment: datetime) -> float:
    """To the minute: what people see is what is compared."""
    clock = moment.time().replace(second=0, microsecond=0)
    seconds = (datetime.combine(date.min, clock) - datetime.combine(date.min, time.min)).total_seconds()
    return moment.date().toordinal() - _EPOCH + seconds / _SECONDS


def typed(value: SheetValue) -> str:
    """What a person typed, as text: composed, trimmed, without the apostrophe of `harmless`."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _QUOTED.sub("", unicodedata.normalize("NFC", str(value)).strip(), count=1)


def typed_day(value: SheetValue) -> date | None:
    """A day, entered as one or typed as 16/05/2026 or 2026-05-16 (never month first); None for anything else."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return date.min + timedelta(days=int(value) + _EPOCH - 1) if 0 < value < 100_000 else None
    text = typed(value)
    if found := _DAY_FIRST.fullmatch(text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def typed_moment(value: SheetValue) -> tuple[date, time | None] | None:
    """A day and, if one was typed, the time of day: a moment as sheets keep it, or 08:30 04/05/2026 in either order."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        minutes = round((float(value) % 1) * 1440)
        day = typed_day(int(value))
        return (day, time(*divmod(minutes, 60)) if 0 < minutes < 1440 else None) if day else None
    text = typed(value)
    clock = _CLOCK.search(text)
    day = typed_day((text[: clock.start()] + text[clock.end() :]).strip(" ,") if clock else text)
    if day is None or (clock and not (int(clock[1]) < 24 and int(clock[2] or 0) < 60)):
        return None
    return day, time(int(clock[1]), int(clock[2] or 0)) if clock else None


def legible(value: SheetValue, kind: Kind) -> str:
    """What was typed, as people read it: days and moments not as the numbers that sheets keep."""
    found = typed_moment(value) if kind in (Kind.DAY, Kind.MOMENT) else None
    if found is None:
        return typed(value)
    day, clock = found
    return day_for_people(day) if clock is None else f"{clock:%H:%M} {day_for_people(day)}"


def typed_code(value: SheetValue, titles: Titles, codes: Sequence[str]) -> str | None:
    """The code whose words, in any language and however accented, were typed; None for others."""
    wanted = fold(typed(value))
    for code in codes:
        if wanted in {fold(word) for word in (code, *titles.words.get(code, {}).values())}:
            return code
    return None


def same(ours: SheetValue, theirs: SheetValue) -> bool:
    """Whether the sheet shows what we would write. Serial numbers come back with rounding."""
    if ours == theirs:
        return True
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return abs(ours - theirs) < 1e-6
    return isinstance(ours, str) and isinstance(theirs, str) and ours == unicodedata.normalize("NFC", theirs)


def comparable(value: SheetValue) -> str:
    """A text by which values that are the same are found again."""
    return f"{value:.4f}" if isinstance(value, (int, float)) and not isinstance(value, bool) else typed(value)


def cell_name(row: int, column: int) -> str:
    """What people call a cell, as in "B3"; both are counted from zero."""
    letters, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"
