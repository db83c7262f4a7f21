"""The A1 grammar: what a range text names, and how Google writes a range back."""

import re
from typing import NamedTuple

_CORNER = r"\$?([A-Za-z]{0,3})\$?(\d{0,8})"
_CELLS = re.compile(rf"{_CORNER}(?::{_CORNER})?")
_ROW_COLUMN = re.compile(r"[Rr](\d+)[Cc](\d+)(?::[Rr](\d+)[Cc](\d+))?")
_QUOTED = re.compile(r"'((?:[^']|'')*)'(?:!(.*))?", re.DOTALL)
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]")


class Bounds(NamedTuple):
    """A rectangle that may be open: None is the edge of the grid."""

    top: int | None = None
    left: int | None = None
    bottom: int | None = None
    right: int | None = None

    def within(self, rows: int, columns: int) -> "Area":
        """The rectangle on a grid of that size; ends that are given may lie outside it."""
        return Area(
            self.top or 0,
            self.left or 0,
            rows if self.bottom is None else self.bottom,
            columns if self.right is None else self.right,
        )

    @property
    def is_one_cell(self) -> bool:
        if self.top is None or self.left is None:
            return False
        return self.bottom == self.top + 1 and self.right == self.left + 1


class Area(NamedTuple):
    """A rectangle of cells; zero-based, the ends exclusive."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def as_bounds(self) -> Bounds:
        """The same rectangle, closed on all sides."""
        return Bounds(*self)


class Reference(NamedTuple):
    """A range text taken apart: `title` None means no tab was named, `quoted` that it stood in quotes."""

    title: str | None
    cells: str
    quoted: bool = False


def column_letters(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters = chr(65 + rest) + letters
        index -= 1
    return letters


def column_index(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def split(text: str) -> Reference:
    """Take a range text apart at the exclamation mark that ends the tab's title."""
    if quoted := _QUOTED.fullmatch(text):
        return Reference(quoted[1].replace("''", "'"), quoted[2] or "", quoted=True)
    title, mark, cells = text.rpartition("!")
    return Reference(title, cells) if mark else Reference(None, text)


def parse_cells(text: str) -> Bounds | None:
    """The rectangle that A1 or R1C1 text names, or None when it is neither."""
    if match := _ROW_COLUMN.fullmatch(text):
        return _from_row_column(match)
    match = _CELLS.fullmatch(text)
    if match is None or not text:
        return None
    first = _corner(match[1], match[2])
    if match[3] is None:
        return _span(first, first) if None not in first else None
    second = _corner(match[3], match[4])
    if (None, None) in (first, second) or "0" in (match[2], match[4]):
        return None
    return _span(first, second)


def cell_label(row: int, column: int) -> str:
    """(0, 1) -> B1."""
    return f"{column_letters(column)}{row + 1}"


def area_label(area: Area) -> str:
    """A1:B2; a single cell is B1, as Google answers it."""
    start = cell_label(area.top, area.left)
    end = cell_label(area.bottom - 1, area.right - 1)
    return start if start == end else f"{start}:{end}"


def quote_title(title: str) -> str:
    """The title as it stands in a range: in quotes unless it is a plain word that no cell could be meant by."""
    if _PLAIN_TITLE.fullmatch(title) and not _CELL_LIKE.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def range_label(title: str, area: Area) -> str:
    """Sheet1!A1:B2."""
    return f"{quote_title(title)}!{area_label(area)}"


def _corner(letters: str, digits: str) -> tuple[int | None, int | None]:
    row = int(digits) - 1 if digits else None
    column = column_index(letters) if letters else None
    return (None if row == -1 else row), column


def _span(first: tuple[int | None, int | None], second: tuple[int | None, int | None]) -> Bounds:
    top, bottom = _ordered(first[0], second[0])
    left, right = _ordered(first[1], second[1])
    return Bounds(top, left, bottom, right)


def _ordered(one: int | None, other: int | None) -> tuple[int | None, int | None]:
    """Start and exclusive end; where only one corner gives a number, the range is open: A5:A runs to the last row."""
    if one is None or other is None:
        return (other if one is None else one), None
    return min(one, other), max(one, other) + 1


def _from_row_column(match: re.Match[str]) -> Bounds | None:
    numbers = [int(number) - 1 for number in match.groups() if number is not None]
    if -1 in numbers:
        return None
    return _span((numbers[0], numbers[1]), (numbers[-2], numbers[-1]))
