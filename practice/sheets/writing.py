"""`values.update`, `append` and `clear`, held to the edges of the grid."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from practice.sheets import a1, structure
from practice.sheets.a1 import Area
from practice.sheets.calculating import Calculator
from practice.sheets.cells import EMPTY, Cell
from practice.sheets.editing import Edit
from practice.sheets.entering import MAX_CELL_CHARACTERS, Entered, take_raw, take_typed
from practice.sheets.errors import malformed, refused
from practice.sheets.locales import locale_of
from practice.sheets.ranges import Located, locate
from practice.sheets.reading import Asked, Values, read_area, turn
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tables import table_in
from practice.sheets.tabs import Json, Tab

TOO_LONG = f"Your input contains more than the maximum of {MAX_CELL_CHARACTERS} characters in a single cell."


class Writing(NamedTuple):
    """How values are to be taken, and what is wanted back."""

    typed: bool
    echo: Asked | None = None
    """Not None: answer with the values as they then stand."""


def update_range(edit: Edit, text: str, body: Json, writing: Writing) -> Json:
    """Write a ValueRange at a range text; return the UpdateValuesResponse or raise a 400."""
    values = read_values(body)
    return write_values(edit, locate(edit.spreadsheet, text), values, writing)


def write_values(edit: Edit, located: Located, values: Values, writing: Writing) -> Json:
    """Write values at a place; return the UpdateValuesResponse or raise a 400."""
    return _write(edit, located.tab, _target(located, values), values, writing)


def append_range(edit: Edit, text: str, body: Json, writing: Writing, *, insert: bool) -> Json:
    """Write below the last table in the range, growing the grid; return the AppendValuesResponse."""
    values = read_values(body)
    located = locate(edit.spreadsheet, text)
    tab = located.tab
    table = table_in(tab.grid, located.clipped())
    start = located.clipped() if table is None else Area(table.bottom, table.left, table.bottom, table.right)
    area = _filled(start, values)
    _make_room(edit.spreadsheet, tab, area, insert=insert and table is not None)
    updates = _write(edit, tab, area, values, writing)
    answer: Json = {"spreadsheetId": edit.spreadsheet.id}
    if table is not None:
        answer["tableRange"] = a1.range_label(tab.title, table)
    return {**answer, "updates": updates}


def clear_range(edit: Edit, text: str) -> str:
    """Empty the cells of a range; return the range that was cleared."""
    return clear_located(edit, locate(edit.spreadsheet, text))


def clear_located(edit: Edit, located: Located) -> str:
    """Empty the cells of a range found otherwise; return the range that was cleared."""
    area = located.clipped()
    edit.check(located.tab, area)
    located.tab.grid.clear_values(area)
    return a1.range_label(located.tab.title, area)


def read_values(body: Json) -> Values:
    """The rows of a ValueRange; raise a 400 for what is not a list of lists of plain values."""
    values = body.get("values") or []
    if not isinstance(values, list):
        raise malformed("data.values", "type.googleapis.com/google.protobuf.ListValue", _shown(values))
    for number, row in enumerate(values):
        if not isinstance(row, list):
            raise malformed(f"data.values[{number}]", "type.googleapis.com/google.protobuf.ListValue", _shown(row))
        for place, value in enumerate(row):
            if isinstance(value, list | dict):
                kind = "list_value" if isinstance(value, list) else "struct_value"
                raise refused(f"Invalid values[{number}][{place}]: {kind} {_shown(value)}")
    if body.get("majorDimension") == "COLUMNS":
        # Filled up with nulls, not with empty texts: where a column is short, cells stay as they are.
        height = max(map(len, values), default=0)
        return turn([column + [None] * (height - len(column)) for column in values])
    return values


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _target(located: Located, values: Values) -> Area:
    """The rectangle the values fill; raise a 400 where they leave the range or the grid."""
    if located.bounds.is_one_cell:
        return Located(located.tab, _filled(located.area, values).as_bounds()).on_grid()
    area = located.on_grid()
    filled = _filled(area, values)
    within = f"Requested writing within range [{a1.range_label(located.tab.title, area)}], but tried writing to"
    if filled.bottom > area.bottom:
        raise refused(f"{within} row [{area.bottom + 1}]")
    if filled.right > area.right:
        raise refused(f"{within} column [{a1.column_letters(area.right)}]")
    return filled


def _filled(start: Area, values: Values) -> Area:
    """The rectangle of the values from the first cell of an area; one cell where there are none."""
    height, width = max(len(values), 1), max(1, *map(len, values)) if values else 1
    return Area(start.top, start.left, start.top + height, start.left + width)


def _make_room(spreadsheet: Spreadsheet, tab: Tab, area: Area, *, insert: bool) -> None:
    grid = tab.grid
    if insert and area.height:
        structure.insert(spreadsheet, tab, "ROWS", area.top, area.height)
    grid.row_count = max(grid.row_count, area.bottom)
    grid.column_count = max(grid.column_count, area.right)
    spreadsheet.check_size()


def _write(edit: Edit, tab: Tab, area: Area, values: Values, writing: Writing) -> Json:
    edit.check(tab, area)
    answer: Json = {"spreadsheetId": edit.spreadsheet.id, "updatedRange": a1.range_label(tab.title, area)}
    answer |= {name: count for name, count in _put_values(edit, tab, area, values, writing).items() if count}
    if writing.echo is not None:
        calculator = Calculator(edit.spreadsheet, edit.now)
        answer["updatedData"] = read_area(edit.spreadsheet, calculator, tab, area, writing.echo)
    return answer


def _put_values(edit: Edit, tab: Tab, area: Area, values: Values, writing: Writing) -> Json:
    """Put the values into their cells; return the counts of what was updated."""
    take = _taker(edit, writing)
    columns: set[int] = set()
    cells = rows = 0
    for number, row in enumerate(values, area.top):
        stored = tab.grid.row_for_writing(number, area.left + len(row))
        before = cells
        for column, raw in enumerate(row, area.left):
            if raw is not None:
                stored[column] = apply(stored[column], take(raw, stored[column] or EMPTY))
                columns.add(column)
                cells += 1
        rows += cells > before
    return {"updatedRows": rows, "updatedColumns": len(columns), "updatedCells": cells}


def _taker(edit: Edit, writing: Writing) -> Callable[[Any, Cell], Entered]:
    locale, today = locale_of(edit.spreadsheet.locale), edit.today

    def take(raw: Any, cell: Cell) -> Entered:
        if isinstance(raw, str) and len(raw) > MAX_CELL_CHARACTERS:
            raise refused(TOO_LONG)
        return take_typed(raw, locale, today, cell.number_format) if writing.typed else take_raw(raw)

    return take


def apply(old: Cell | None, entered: Entered) -> Cell | None:
    """The cell with new contents; a number format that came with them replaces the cell's own."""
    if old is None and entered.number_format is None:
        return Cell(entered.value, entered.formula) if entered.value is not None or entered.formula else None
    cell = (old or EMPTY)._replace(value=entered.value, formula=entered.formula)
    if entered.number_format is not None:
        cell = cell._replace(format={**(cell.format or {}), "numberFormat": entered.number_format})
    return None if cell == EMPTY else cell
