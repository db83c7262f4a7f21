"""The shared sheets without Google: one Excel file a book, brought in line by the same rules."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel, to_excel
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from nhipcau.ports import Decide, Editor, TryLater
from nhipcau.rules.sheets.cells import Grid, SheetValue
from nhipcau.rules.sheets.columns import Kind, Owner
from nhipcau.rules.sheets.layout import TabTrouble
from nhipcau.rules.sheets.writes import TabPlan
from nhipcau.sheets.requests import hint
from nhipcau.sheets.shelf import Shelf

FORMATS = {
    Kind.NUMBER: "#,##0",
    Kind.MONEY: "#,##0",
    Kind.PERCENT: '0"%"',
    Kind.DAY: "dd/mm/yyyy",
    Kind.MOMENT: "hh:mm dd/mm/yyyy",
    Kind.TEXT: "@",
    Kind.WORDS: "@",
}
PIXELS_A_LETTER = 7
LOCKS = (".~lock.{}#", "~${}")
"""The files by which LibreOffice and Excel say that they have a workbook open."""
_COLOURS = {Owner.BOT: "EDEFF1", Owner.PEOPLE: "D9EED4", Owner.FREE: "D9EED4"}


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
        for tab, plan in plans.items():
            self._write(workbook, tab, plan)
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
        kinds = self._kinds(sheet, tab)
        for row, column, value in _cells(plan):
            cell = sheet.cell(row + 1, column + 1)
            kind = kinds.get(column, Kind.TEXT) if row else Kind.TEXT
            cell.value = _as_cell(value, kind)
            cell.number_format = FORMATS[kind]
            if isinstance(value, str):
                cell.data_type = "s"

    def _kinds(self, sheet: Worksheet, tab: str) -> dict[int, Kind]:
        """What the columns hold, by place; in a new tab they stand as declared."""
        titles, columns = self._shelf.titles[tab], self._shelf.declared[tab].columns
        header = [cell.value for cell in sheet[1]] if sheet.max_row and sheet["A1"].value else None
        if header is None:
            return {place: column.kind for place, column in enumerate(columns)}
        by_title = {title: column.kind for column in columns for title in titles.columns[column.key].values()}
        return {place: by_title[shown] for place, shown in enumerate(header) if shown in by_title}

    def _dress(self, sheet: Worksheet, tab: str) -> None:
        """Widths, a frozen coloured header with hints, drop-downs."""
        sheet.freeze_panes = "A2"
        titles = self._shelf.titles[tab]
        for number, column in enumerate(self._shelf.declared[tab].columns, start=1):
            letter = get_column_letter(number)
            sheet.column_dimensions[letter].width = column.width / PIXELS_A_LETTER
            head = sheet.cell(1, number)
            head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
            head.fill = PatternFill("solid", fgColor=_COLOURS[column.owner])
            head.comment = Comment(hint(column, titles), "Nhịp Cầu")
            if column.owner is Owner.PEOPLE and column.choices:
                sheet.add_data_validation(_drop_down([titles.word(code) for code in column.choices], letter))


def _empty() -> Workbook:
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    return workbook


def _drop_down(words: Sequence[str], letter: str) -> DataValidation:
    """Excel takes 255 characters of choices, and a comma as their separator."""
    offered = ",".join(word.replace(",", " ") for word in words)[:255]
    rule = DataValidation(type="list", formula1=f'"{offered}"', allow_blank=True, showErrorMessage=False)
    rule.add(f"{letter}2:{letter}1048576")
    return rule


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
