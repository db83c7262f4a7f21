"""A table that people made, out of a CSV or an XLSX file, as rows of text."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook

Grid = list[list[str]]


class NotATable(Exception):
    """The file is neither CSV in UTF-8 nor XLSX, or has no header row."""


def read_table(path: Path) -> Grid:
    """All rows that have anything in them, the header first. Raises NotATable, or OSError for a file that is not there.

    Empty rows in between stay, so that row numbers are those that people see.
    """
    try:
        rows = list(_xlsx(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path))
    except (BadZipFile, KeyError, UnicodeDecodeError, csv.Error, ValueError) as fault:
        raise NotATable(str(path)) from fault
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows or not any(rows[0]):
        raise NotATable(str(path))
    return rows


def _csv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read()
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    yield from csv.reader(text.splitlines(keepends=True), delimiter=delimiter)


def _xlsx(path: Path) -> Iterator[list[str]]:
    """The first sheet, as its values show."""
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        yield from (_texts(row) for row in book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()


def _texts(values: Iterable[object]) -> list[str]:
    return [_text(value) for value in values]


def _text(value: object) -> str:
    """A number without the ".0" that a spreadsheet may keep, a day as ISO."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
