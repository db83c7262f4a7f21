"""Requests that write cells, their looks and their order."""

import unicodedata
from collections.abc import Callable
from typing import Any

from practice.sheets.a1 import Area
from practice.sheets.calculating import Calculator
from practice.sheets.cells import EMPTY, Cell, Value
from practice.sheets.colours import paired_mask, stored_look
from practice.sheets.editing import Edit, mask_of, required
from practice.sheets.errors import not_ours, refused
from practice.sheets.fields import Mask, merge
from practice.sheets.formulas.shifting import carried
from practice.sheets.locales import locale_of
from practice.sheets.serials import simple
from practice.sheets.tabs import Json, Tab


def repeat_cell(edit: Edit, body: Json) -> None:
    """Give every cell of a range the named fields of one cell."""
    tab, area = edit.area_of(required(body, "range"))
    change = cell_change(body.get("cell") or {}, mask_of(body))
    edit.check(tab, area)
    tab.grid.change(area, change)


def update_cells(edit: Edit, body: Json) -> None:
    """Give cells the named fields of the given rows; inside a range, cells that are not given are cleared of them."""
    mask = mask_of(body)
    rows = [row.get("values") or [] for row in body.get("rows") or []]
    tab, area = _place(edit, body, rows)
    given = [cell_change(data, mask) for row in rows for data in row]
    widths = [len(row) for row in rows]
    if len(rows) > area.height or max(widths, default=0) > area.width:
        raise refused(_overflow(area, len(rows), max(widths)))
    edit.check(tab, area)
    changes = iter(given)
    blank = cell_change({}, mask)
    for number, row in enumerate(range(area.top, area.bottom)):
        width = widths[number] if number < len(widths) else 0
        for place, column in enumerate(range(area.left, area.right)):
            change = next(changes) if place < width else blank
            if place < width or "range" in body:
                tab.grid.put(row, column, change(tab.grid.cell(row, column)))


def append_cells(edit: Edit, body: Json) -> None:
    """Put rows below the last one with contents, growing the grid."""
    tab = edit.tab_of(body)
    top = max((row + 1 for row, _, _ in tab.grid.filled()), default=0)
    rows = body.get("rows") or []
    width = max((len(row.get("values") or []) for row in rows), default=0)
    tab.grid.row_count = max(tab.grid.row_count, top + len(rows))
    tab.grid.column_count = max(tab.grid.column_count, width)
    edit.spreadsheet.check_size()
    start = {"sheetId": tab.sheet_id, "rowIndex": top, "columnIndex": 0}
    update_cells(edit, {"rows": rows, "fields": body.get("fields"), "start": start})


def _overflow(area: Area, height: int, width: int) -> str:
    if height > area.height:
        return f"Attempting to write row: {area.bottom}, beyond the last requested row of: {area.bottom - 1}"
    return f"Attempting to write column: {area.right}, beyond the last requested column of: {area.right - 1}"


def _place(edit: Edit, body: Json, rows: list[list[Json]]) -> tuple[Tab, Area]:
    if "range" in body:
        return edit.area_of(required(body, "range"))
    start = body.get("start") or {}
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    ends = {"endRowIndex": top + len(rows), "endColumnIndex": left + max(map(len, rows), default=0)}
    return edit.area_of({**start, "startRowIndex": top, "startColumnIndex": left, **ends})


def cell_change(data: Json, mask: Mask) -> Callable[[Cell], Cell | None]:
    """The change that a CellData with a field mask makes to a cell."""

    def change(cell: Cell) -> Cell | None:
        changed = cell
        for name in FIELDS if "*" in mask else mask:
            if name not in FIELDS:
                raise not_ours(f"cell field {name!r}")
            changed = FIELDS[name](changed, data.get(name), mask.get(name) or {})
        return None if changed == EMPTY else changed

    return change


def _set_value(cell: Cell, value: Any, _mask: Mask) -> Cell:
    if not value:
        return cell._replace(value=None, formula=None)
    if "formulaValue" in value:
        return cell._replace(value=None, formula=value["formulaValue"])
    ((kind, plain),) = value.items()
    if kind == "numberValue":
        return cell._replace(value=simple(float(plain)), formula=None)
    if kind not in ("stringValue", "boolValue"):
        raise refused(f"Cannot set a cell to a value of the kind {kind}.")
    return cell._replace(value=None if plain == "" else plain, formula=None)


def _set_format(cell: Cell, value: Any, mask: Mask) -> Cell:
    merged = merge(dict(cell.format or {}), stored_look(value or {}), paired_mask(mask))
    return cell._replace(format=merged or None)


def _set_note(cell: Cell, value: Any, _mask: Mask) -> Cell:
    return cell._replace(note=value or "")


def _set_validation(cell: Cell, value: Any, _mask: Mask) -> Cell:
    return cell._replace(validation=value or None)


FIELDS: dict[str, Callable[[Cell, Any, Mask], Cell]] = {
    "userEnteredValue": _set_value,
    "userEnteredFormat": _set_format,
    "note": _set_note,
    "dataValidation": _set_validation,
}


def sort_range(edit: Edit, body: Json) -> None:
    """Sort the rows of a range: numbers, then texts, then TRUE and FALSE, empty cells always last."""
    tab, area = edit.area_of(required(body, "range"))
    specs = body.get("sortSpecs") or []
    keys = [(spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING") for spec in specs]
    sort_area(edit, tab, area, keys)


def sort_area(edit: Edit, tab: Tab, area: Area, keys: list[tuple[int, bool]]) -> None:
    """Sort the rows of an area by columns, each upwards or (True) downwards; formulas are carried to their new rows."""
    edit.check(tab, area)
    calculator, locale = Calculator(edit.spreadsheet, edit.now), locale_of(edit.spreadsheet.locale)
    rows = list(range(area.top, area.bottom))
    for column, descending in reversed(keys):
        rows = _sorted(rows, {row: calculator.value(tab, row, column) for row in rows}, descending=descending)
    columns = range(area.left, area.right)
    cells = [
        [carried(tab.grid.cell(old, column), locale, new - old, 0) for column in columns]
        for new, old in enumerate(rows, area.top)
    ]
    for row, line in enumerate(cells, area.top):
        for column, cell in zip(columns, line, strict=True):
            tab.grid.put(row, column, None if cell == EMPTY else cell)


def _sorted(rows: list[int], values: dict[int, Value], *, descending: bool) -> list[int]:
    filled = [row for row in rows if values[row] is not None]
    empty = [row for row in rows if values[row] is None]
    return sorted(filled, key=lambda row: sort_key(values[row]), reverse=descending) + empty


def sort_key(value: Value) -> tuple[int, float, str, str]:
    """Numbers, then texts by their letters and then by their marks, then FALSE and TRUE."""
    if isinstance(value, bool):
        return 2, float(value), "", ""
    if isinstance(value, int | float):
        return 0, float(value), "", ""
    text = str(value).casefold()
    letters = unicodedata.normalize("NFD", text.replace("đ", "d~"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return 1, 0.0, bare, text
