"""Spreadsheets as files: XLSX with everything that Excel also has, CSV and TSV with the first tab's texts."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from math import ceil
from typing import Any

import xlsxwriter

from practice.sheets.a1 import Area
from practice.sheets.calculating import Calculator
from practice.sheets.cells import Cell
from practice.sheets.colours import hexadecimal
from practice.sheets.formulas.coercion import ErrorValue
from practice.sheets.formulas.lexer import in_english
from practice.sheets.locales import locale_of
from practice.sheets.reading import rendered
from practice.sheets.rendering import Rendering
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab

PIXELS_PER_CHARACTER = 7
PIXELS_PER_LINE = 21
ALIGNMENTS = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
VERTICAL = {"TOP": "top", "MIDDLE": "vcenter", "BOTTOM": "bottom"}


def to_xlsx(spreadsheet: Spreadsheet, now: datetime) -> bytes:
    """The whole spreadsheet as an XLSX file, the same bytes for the same contents."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": spreadsheet.title, "created": spreadsheet.modified.replace(tzinfo=None)})
    writer = _Writer(spreadsheet, Calculator(spreadsheet, now), book)
    for tab in spreadsheet.tabs:
        writer.write_tab(tab)
    book.close()
    return target.getvalue()


class _Writer:
    def __init__(self, spreadsheet: Spreadsheet, calculator: Calculator, book: Any) -> None:
        self._spreadsheet = spreadsheet
        self._calculator = calculator
        self._book = book
        self._formats: dict[str, Any] = {}

    def write_tab(self, tab: Tab) -> None:
        # Excel has shorter titles than Sheets and forbids some characters in them.
        title = "".join("_" if letter in "[]:*?/\\" else letter for letter in tab.title)[:31]
        sheet = self._book.add_worksheet(title.strip("'"))
        for area in tab.merges:
            self._merge(sheet, tab, area)
        lines: dict[int, int] = {}
        for row, column, cell in tab.grid.stored():
            self._write_cell(sheet, tab, row, column, cell)
            lines[row] = max(lines.get(row, 1), _lines(tab, column, cell))
        for row, count in lines.items():
            if count > 1:
                sheet.set_row_pixels(row, count * PIXELS_PER_LINE)
        self._dress(sheet, tab)

    def _write_cell(self, sheet: Any, tab: Tab, row: int, column: int, cell: Cell) -> None:
        look = self._format(tab, row, column)
        value = self._calculator.value(tab, row, column)
        if cell.formula is not None:
            formula = in_english(cell.formula, locale_of(self._spreadsheet.locale))
            sheet.write_formula(row, column, formula, look, str(value) if isinstance(value, ErrorValue) else value)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, look)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, look)
        elif value is not None:
            sheet.write_number(row, column, value, look)
        else:
            sheet.write_blank(row, column, None, look)
        if cell.note:
            sheet.write_comment(row, column, cell.note)

    def _merge(self, sheet: Any, tab: Tab, area: Area) -> None:
        look = self._format(tab, area.top, area.left)
        sheet.merge_range(area.top, area.left, area.bottom - 1, area.right - 1, "", look)

    def _dress(self, sheet: Any, tab: Tab) -> None:
        sheet.freeze_panes(tab.grid_look.get("frozenRowCount", 0), tab.grid_look.get("frozenColumnCount", 0))
        for column, size in tab.sizes["COLUMNS"].items():
            width = size.get("pixelSize", 100) / PIXELS_PER_CHARACTER
            sheet.set_column(column, column, width, None, {"hidden": size.get("hiddenByUser", False)})
        for row, size in tab.sizes["ROWS"].items():
            sheet.set_row_pixels(row, size.get("pixelSize", 21), None, {"hidden": size.get("hiddenByUser", False)})
        if tab.basic_filter is not None:
            area = tab.area_of(tab.basic_filter["range"])
            sheet.autofilter(area.top, area.left, area.bottom - 1, area.right - 1)
        if tab.look.get("hidden"):
            sheet.hide()
        if tab.look.get("tabColor"):
            sheet.set_tab_color(f"#{hexadecimal(tab.look['tabColor'])}")
        for rule in tab.conditional:
            self._colour_by_word(sheet, tab, rule)

    def _colour_by_word(self, sheet: Any, tab: Tab, rule: Json) -> None:
        """Rules that compare a cell with a text; Excel counts the first written as the most important, too."""
        condition = rule.get("booleanRule", {}).get("condition", {})
        if condition.get("type") != "TEXT_EQ":
            return
        look = self._book.add_format(_excel_format(dict(rule["booleanRule"].get("format") or {}), {}))
        word = condition["values"][0]["userEnteredValue"].replace('"', '""')
        for area in map(tab.area_of, rule["ranges"]):
            wanted = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
            sheet.conditional_format(area.top, area.left, area.bottom - 1, area.right - 1, wanted)

    def _format(self, tab: Tab, row: int, column: int) -> Any:
        own = tab.grid.cell(row, column).format
        look = _excel_format(dict(own or {}), self._calculator.number_format(tab, row, column))
        if not look:
            return None
        key = repr(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]


def _lines(tab: Tab, column: int, cell: Cell) -> int:
    """How many lines a wrapped text takes, as Google makes rows as high as what is in them."""
    if (cell.format or {}).get("wrapStrategy") != "WRAP" or not isinstance(cell.value, str):
        return 1
    letters = tab.sizes["COLUMNS"].get(column, {}).get("pixelSize", 100) // PIXELS_PER_CHARACTER
    return sum(max(1, ceil(len(line) / letters)) for line in cell.value.split("\n"))


def _excel_format(look: Json, number_format: Json) -> Json:
    text = look.get("textFormat") or {}
    excel = {
        "num_format": number_format.get("pattern") or DEFAULT_PATTERNS.get(number_format.get("type", "")),
        "bold": text.get("bold"),
        "italic": text.get("italic"),
        "underline": text.get("underline"),
        "font_strikeout": text.get("strikethrough"),
        "font_size": text.get("fontSize"),
        "font_name": text.get("fontFamily"),
        "font_color": _colour(text.get("foregroundColor")),
        "bg_color": _colour(look.get("backgroundColor")),
        "align": ALIGNMENTS.get(look.get("horizontalAlignment", "")),
        "valign": VERTICAL.get(look.get("verticalAlignment", "")),
        "text_wrap": look.get("wrapStrategy") == "WRAP",
    }
    return {name: value for name, value in excel.items() if value}


DEFAULT_PATTERNS = {
    "DATE": "yyyy-mm-dd",
    "TIME": "hh:mm:ss",
    "DATE_TIME": "yyyy-mm-dd hh:mm:ss",
    "PERCENT": "0.00%",
    "NUMBER": "#,##0.00",
    "TEXT": "@",
}


def _colour(colour: Json | None) -> str | None:
    return None if colour is None else f"#{hexadecimal(colour)}"


def _to_separated(dialect: str) -> Callable[[Spreadsheet, datetime], bytes]:
    def export(spreadsheet: Spreadsheet, now: datetime) -> bytes:
        tab, target = spreadsheet.tabs[0], io.StringIO()
        rows = rendered(spreadsheet, Calculator(spreadsheet, now), tab, tab.whole, Rendering())
        width = max(map(len, rows), default=0)
        csv.writer(target, dialect).writerows([*row, *[""] * (width - len(row))] for row in rows)
        return target.getvalue().removesuffix("\r\n").encode()

    return export


EXPORTS: dict[str, Callable[[Spreadsheet, datetime], bytes]] = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": to_xlsx,
    "text/csv": _to_separated("excel"),
    "text/tab-separated-values": _to_separated("excel-tab"),
}
