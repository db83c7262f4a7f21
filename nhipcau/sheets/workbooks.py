"""The shared sheets without Google: one Excel file a book, brought in line by the same rules."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import ceil
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel, to_excel
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from nhipcau.ports import Decide, Editor, TryLater
from nhipcau.rules.sheets.cells import Grid, SheetValue, Titles
from nhipcau.rules.sheets.columns import Column, Kind, Owner
from nhipcau.rules.sheets.layout import TabTrouble
from nhipcau.rules.sheets.writes import TabPlan
from nhipcau.sheets.colours import FILLS, HEADERS, INKS, tab_colour
from nhipcau.sheets.requests import across, hint
from nhipcau.sheets.shelf import Shelf

FORMATS = {
    Kind.NUMBER: "#,##0",
    Kind.MONEY: '#,##0"  "',
    Kind.PERCENT: '0"%"',
    Kind.DAY: "dd/mm/yyyy",
    Kind.MOMENT: "hh:mm dd/mm/yyyy",
    Kind.TEXT: "@",
    Kind.WORDS: "@",
}
PIXELS_A_LETTER = 7
POINTS_A_LINE = 15
MOST_OFFERED = 255
LAST_ROW = 1_048_576
_ELSE = Column("")
"""A title, or a column of people's own: text."""
LOCKS = (".~lock.{}#", "~${}")
"""The files by which LibreOffice and Excel say that they have a workbook open."""


class LocalWorkbooks:
    """Implements ports.Sheets in a folder."""

    def __init__(self, folder: Path, shelf: Shelf) -> None:
        self._folder = folder
        self._shelf = shelf

    def requests(self) -> Mapping[str, int]:
        """Nobody counts them here."""
        return {}

    def workbook(self, book: str) -> bytes:
        return self.path(book).read_bytes()

    def path(self, book: str) -> Path:
        return self._folder / f"{self._shelf.books[book]}.xlsx"

    def sync(self, tabs: Sequence[str], decide: Decide, now: datetime) -> dict[str, TabTrouble]:
        """Book by book. Raises TryLater while somebody has one of them open in an office program."""
        troubles: dict[str, TabTrouble] = {}
        for book in dict.fromkeys(self._shelf.tabs[tab].book for tab in tabs):
            part = [tab for tab in tabs if self._shelf.tabs[tab].book == book]
            troubles |= self._sync_book(self.path(book), part, decide)
        return troubles

    def _sync_book(self, path: Path, tabs: Sequence[str], decide: Decide) -> dict[str, TabTrouble]:
        if any(path.with_name(lock.format(path.name)).exists() for lock in LOCKS):
            raise TryLater(f"sheets: {path.name} is open", 60)
        try:
            workbook = load_workbook(path) if path.exists() else _empty()
        except (BadZipFile, KeyError) as broken:
            return {tab: TabTrouble("book_refused", f"{path.name}: {broken}") for tab in tabs}
        plans = decide({tab: self._read(workbook, tab) for tab in tabs}, Editor)
        for tab in self._shelf.declared:
            if tab in plans:
                self._write(workbook, tab, plans[tab])
        if any(plan.blocks for plan in plans.values()):
            _save(workbook, path)
        return {}

    def _read(self, workbook: Workbook, tab: str) -> Grid:
        title = self._shelf.tabs[tab].title
        if title not in workbook.sheetnames:
            return []
        return _trimmed([[_value(cell) for cell in row] for row in workbook[title].iter_rows(values_only=True)])

    def _write(self, workbook: Workbook, tab: str, plan: TabPlan) -> None:
        title = self._shelf.tabs[tab].title
        if title not in workbook.sheetnames:
            self._dress(workbook.create_sheet(title), tab)
        sheet = workbook[title]
        columns = self._columns(sheet, tab)
        for row, place, value in _cells(plan):
            cell = sheet.cell(row + 1, place + 1)
            column = columns.get(place, _ELSE) if row else _ELSE
            cell.value = _as_cell(value, column.kind)
            cell.number_format = FORMATS[column.kind]
            if row:
                look = {"horizontal": across(column).lower(), "vertical": "top", "wrap_text": column.wraps}
                cell.alignment = Alignment(**look)
                _heighten(sheet, row + 1, column, str(value))
            if isinstance(value, str):
                cell.data_type = "s"

    def _columns(self, sheet: Worksheet, tab: str) -> dict[int, Column]:
        """What stands where; in a new tab as declared."""
        titles, columns = self._shelf.titles[tab], self._shelf.declared[tab].columns
        header = [cell.value for cell in sheet[1]] if sheet.max_row and sheet["A1"].value else None
        if header is None:
            return dict(enumerate(columns))
        by_title = {title: column for column in columns for title in titles.columns[column.key].values()}
        return {place: by_title[shown] for place, shown in enumerate(header) if shown in by_title}

    def _dress(self, sheet: Worksheet, tab: str) -> None:
        """A frozen header, and every column as declared."""
        sheet.freeze_panes = "A2"
        sheet.sheet_properties.tabColor = tab_colour(self._shelf.declared[tab]) or None
        for number, column in enumerate(self._shelf.declared[tab].columns, start=1):
            _dress_column(sheet, number, column, self._shelf.titles[tab])


def _dress_column(sheet: Worksheet, number: int, column: Column, titles: Titles) -> None:
    """Width, coloured title with a hint, drop-down, colours of words."""
    letter = get_column_letter(number)
    sheet.column_dimensions[letter].width = column.width / PIXELS_A_LETTER
    sheet.column_dimensions[letter].hidden = column.hidden
    head = sheet.cell(1, number)
    head.font = Font(bold=True)
    head.alignment = Alignment(horizontal=across(column, title=True).lower(), vertical="center", wrap_text=True)
    _heighten(sheet, 1, replace(column, wraps=True), titles.title(column))
    head.fill = _filled(HEADERS[column.owner])
    head.comment = Comment(hint(column, titles), "Nhịp Cầu")
    if column.owner is Owner.PEOPLE and column.choices:
        _offer(sheet, letter, [titles.word(code) for code in column.choices])
    for code, tone in column.tones.items():
        look = {"fill": PatternFill(bgColor=FILLS[tone]), "font": Font(color=INKS[tone])}
        rule = CellIsRule(operator="equal", formula=[f'"{titles.word(code)}"'], **look)
        sheet.conditional_formatting.add(f"{letter}2:{letter}{LAST_ROW}", rule)


def _heighten(sheet: Worksheet, row: int, column: Column, text: str) -> None:
    """Make room for a text in several lines: not every office program does it by itself. No row shrinks."""
    if column.wraps:
        letters = column.width // PIXELS_A_LETTER
        lines = sum(max(1, ceil(len(line) / letters)) for line in text.split("\n"))
        room = sheet.row_dimensions[row].height or POINTS_A_LINE
        if lines * POINTS_A_LINE > room:
            sheet.row_dimensions[row].height = lines * POINTS_A_LINE


def _filled(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def _empty() -> Workbook:
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    return workbook


def _offer(sheet: Worksheet, letter: str, words: Sequence[str]) -> None:
    """A drop-down, where Excel can have one: it takes 255 characters of choices, and a comma as their separator."""
    offered = ",".join(word.replace(",", " ") for word in words)
    if len(offered) <= MOST_OFFERED:
        rule = DataValidation(type="list", formula1=f'"{offered}"', allow_blank=True, showErrorMessage=False)
        rule.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)


def _save(workbook: Workbook, path: Path) -> None:
    """Whole or not at all: written beside its place and moved there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".xlsx")
    os.close(handle)
    workbook.save(temporary)
    Path(temporary).replace(path)


def _value(shown: Any) -> SheetValue:
    """As Google gives it: days and moments as serial numbers, an empty cell as ""."""
    if shown is None:
        return ""
    if isinstance(shown, (date, datetime, time, timedelta)):
        return float(to_excel(shown))
    return shown if isinstance(shown, (str, int, float, bool)) else str(shown)


def _as_cell(value: SheetValue, kind: Kind) -> Any:
    if value == "":
        return None
    dated = kind in (Kind.DAY, Kind.MOMENT) and isinstance(value, (int, float))
    return from_excel(value) if dated else value


def _trimmed(rows: list[list[SheetValue]]) -> Grid:
    """Without empty rows at the end."""
    while rows and all(value == "" for value in rows[-1]):
        rows.pop()
    return rows


def _cells(plan: TabPlan) -> Iterator[tuple[int, int, SheetValue]]:
    for block in plan.blocks:
        for down, row in enumerate(block.values):
            for right, value in enumerate(row):
                yield block.row + down, block.column + right, value
