"""Requests that copy and move cells."""

from collections.abc import Callable

from practice.sheets.a1 import Area
from practice.sheets.calculating import Calculator
from practice.sheets.cells import EMPTY, Cell
from practice.sheets.editing import Edit, required
from practice.sheets.errors import not_ours
from practice.sheets.formulas.shifting import carried
from practice.sheets.locales import locale_of
from practice.sheets.tabs import Json, Tab

Paste = Callable[[Cell, Cell], Cell]
"""What becomes of the old cell when the new one is pasted onto it."""

PASTES: dict[str, Paste] = {
    "PASTE_NORMAL": lambda old, new: new,
    "PASTE_VALUES": lambda old, new: old._replace(value=new.value, formula=None),
    "PASTE_FORMAT": lambda old, new: old._replace(format=new.format),
    "PASTE_FORMULA": lambda old, new: old._replace(value=new.value, formula=new.formula),
    "PASTE_DATA_VALIDATION": lambda old, new: old._replace(validation=new.validation),
}


def copy_paste(edit: Edit, body: Json) -> None:
    """Copy a range onto another, repeated where the other is larger; references move along."""
    tab, source = edit.area_of(required(body, "source"))
    onto, target = edit.area_of(_stretched(required(body, "destination"), source))
    edit.check(onto, target)
    paste = _paste_of(body)
    if body.get("pasteOrientation") == "TRANSPOSE":
        raise not_ours("copyPaste with TRANSPOSE")
    locale = locale_of(edit.spreadsheet.locale)
    copied = _copied(edit, tab, source, values_only=body.get("pasteType") == "PASTE_VALUES")
    for row in range(target.top, target.bottom):
        for column in range(target.left, target.right):
            origin = _origin(source, target, row, column)
            new = carried(copied[origin], locale, row - origin[0], column - origin[1])
            _put(onto, row, column, paste(onto.grid.cell(row, column), new))


def cut_paste(edit: Edit, body: Json) -> None:
    """Move a range to another place; references to it elsewhere stay as they are."""
    tab, source = edit.area_of(required(body, "source"))
    start = body.get("destination") or {}
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    ends = {"endRowIndex": top + source.height, "endColumnIndex": left + source.width}
    onto, target = edit.area_of({**start, "startRowIndex": top, "startColumnIndex": left, **ends})
    edit.check(tab, source)
    edit.check(onto, target)
    paste = _paste_of(body)
    cells = [
        [tab.grid.cell(row, column) for column in range(source.left, source.right)]
        for row in range(source.top, source.bottom)
    ]
    tab.grid.change(source, lambda _cell: None)
    for row, line in enumerate(cells, target.top):
        for column, cell in enumerate(line, target.left):
            _put(onto, row, column, paste(onto.grid.cell(row, column), cell))


def _copied(edit: Edit, tab: Tab, source: Area, *, values_only: bool) -> dict[tuple[int, int], Cell]:
    """The cells by their places; for values only, formulas are replaced by what they come to."""
    calculator = Calculator(edit.spreadsheet, edit.now)
    copied = {}
    for row in range(source.top, source.bottom):
        for column in range(source.left, source.right):
            cell = tab.grid.cell(row, column)
            if values_only:
                cell = cell._replace(value=calculator.value(tab, row, column), formula=None)
            copied[row, column] = cell
    return copied


def _paste_of(body: Json) -> Paste:
    kind = body.get("pasteType") or "PASTE_NORMAL"
    if kind not in PASTES:
        raise not_ours(f"pasteType {kind}")
    return PASTES[kind]


def _put(tab: Tab, row: int, column: int, cell: Cell) -> None:
    tab.grid.put(row, column, None if cell == EMPTY else cell)


def _stretched(destination: Json, source: Area) -> Json:
    """The destination grown to a whole number of copies of the source."""
    top, left = destination.get("startRowIndex", 0), destination.get("startColumnIndex", 0)
    height = max(source.height, destination.get("endRowIndex", 0) - top)
    width = max(source.width, destination.get("endColumnIndex", 0) - left)
    ends = {
        "endRowIndex": top + height - height % source.height,
        "endColumnIndex": left + width - width % source.width,
    }
    return {**destination, "startRowIndex": top, "startColumnIndex": left, **ends}


def _origin(source: Area, target: Area, row: int, column: int) -> tuple[int, int]:
    return (
        source.top + (row - target.top) % source.height,
        source.left + (column - target.left) % source.width,
    )
