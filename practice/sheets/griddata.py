"""The cells of a tab as `spreadsheets.get` gives them when grid data is asked for."""

from typing import Any

from practice.sheets.a1 import Area
from practice.sheets.calculating import Calculator
from practice.sheets.cells import EMPTY, Cell, Value
from practice.sheets.defaults import DEFAULT_FORMAT
from practice.sheets.formulas.coercion import ErrorValue
from practice.sheets.locales import locale_of
from practice.sheets.metadata import location_type
from practice.sheets.rendering import show
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab

PIXELS = {"ROWS": 21, "COLUMNS": 100}
ERROR_TYPES = {
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
}


def grid_data(spreadsheet: Spreadsheet, calculator: Calculator, tab: Tab, area: Area) -> Json:
    """A GridData resource for a rectangle; a start of zero is left out."""
    lines = tab.grid.rows[area.top : area.bottom]
    rows = [
        _row_data(spreadsheet, calculator, tab, row, cells[: area.right], area.left)
        for row, cells in enumerate(lines, area.top)
    ]
    while rows and not rows[-1]:
        rows.pop()
    resource = {
        "startRow": area.top,
        "startColumn": area.left,
        "rowData": rows,
        "rowMetadata": _dimension_data(spreadsheet, tab, "ROWS", area.top, area.bottom),
        "columnMetadata": _dimension_data(spreadsheet, tab, "COLUMNS", area.left, area.right),
    }
    return {name: value for name, value in resource.items() if value}


def _row_data(
    spreadsheet: Spreadsheet, calculator: Calculator, tab: Tab, row: int, cells: list[Cell | None], left: int
) -> Json:
    values = [
        {} if cell is None or cell == EMPTY else cell_data(spreadsheet, calculator, tab, row, column)
        for column, cell in enumerate(cells[left:], left)
    ]
    while values and not values[-1]:
        values.pop()
    return {"values": values} if values else {}


def cell_data(spreadsheet: Spreadsheet, calculator: Calculator, tab: Tab, row: int, column: int) -> Json:
    """A CellData resource."""
    cell = tab.grid.cell(row, column)
    value = calculator.value(tab, row, column)
    resource: dict[str, Any] = {}
    if cell.is_filled:
        number_format = calculator.number_format(tab, row, column)
        entered = extended_value(cell.value) if cell.formula is None else {"formulaValue": cell.formula}
        resource["userEnteredValue"] = entered
        resource["effectiveValue"] = extended_value(value)
        resource["formattedValue"] = show(value, number_format, locale_of(spreadsheet.locale))
    if cell.format:
        resource["userEnteredFormat"] = cell.format
    resource["effectiveFormat"] = _over(DEFAULT_FORMAT, dict(cell.format or {}))
    optional = {"note": cell.note, "dataValidation": cell.validation}
    return resource | {name: given for name, given in optional.items() if given}


def extended_value(value: Value) -> Json:
    """An ExtendedValue."""
    if isinstance(value, ErrorValue):
        return {"errorValue": {"type": ERROR_TYPES.get(value, "ERROR"), "message": str(value)}}
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}


def _over(base: Json, own: Json) -> Json:
    """The base with what is its own laid over it."""
    laid = dict(base)
    for name, value in own.items():
        below = laid.get(name)
        laid[name] = _over(below, value) if isinstance(below, dict) and "olor" not in name else value
    return laid


def _dimension_data(spreadsheet: Spreadsheet, tab: Tab, dimension: str, start: int, end: int) -> list[Json]:
    notes = _notes(spreadsheet, tab, dimension)
    return [
        {"pixelSize": PIXELS[dimension], **tab.sizes[dimension].get(index, {}), **notes.get(index, {})}
        for index in range(start, end)
    ]


def _notes(spreadsheet: Spreadsheet, tab: Tab, dimension: str) -> dict[int, Json]:
    notes: dict[int, Json] = {}
    for one in spreadsheet.metadata:
        span = one["location"].get("dimensionRange")
        if span and span["dimension"] == dimension and span.get("sheetId", 0) == tab.sheet_id:
            notes.setdefault(span["startIndex"], {"developerMetadata": []})["developerMetadata"].append(one)
    return notes


def metadata_of(spreadsheet: Spreadsheet, tab: Tab | None) -> list[Json]:
    """The developer metadata on a tab, or for None on the spreadsheet itself."""
    wanted = "SPREADSHEET" if tab is None else "SHEET"
    return [
        one
        for one in spreadsheet.metadata
        if location_type(one["location"]) == wanted and (tab is None or one["location"].get("sheetId") == tab.sheet_id)
    ]
