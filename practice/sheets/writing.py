"""`values.update`, `append` and `clear`, held to the edges of the grid."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from practice.sheets import a1
from practice.sheets.a1 import Area
from practice.sheets.calculating import Calculator
from practice.sheets.cells import EMPTY, Cell
from practice.sheets.entering import MAX_CELL_CHARACTERS, Entered, take_raw, take_typed
from practice.sheets.errors import malformed, refused
from practice.sheets.locales import Locale, locale_of
from practice.sheets.ranges import Located, locate
from practice.sheets.reading import Asked, Values, read_area, turn
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tables import table_in
from practice.sheets.tabs import Json, Tab


class Writing(NamedTuple):
    """How values are to be taken, and what is wanted back."""

    typed: bool
    now: datetime
    echo: Asked | None = None
    """Not None: answer with the values as they then stand."""


def update_range(spreadsheet: Spreadsheet, text: str, body: Json, writing: Writing) -> Json:
    """Write a ValueRange at a range text; return the UpdateValuesResponse or raise a 400."""
    values = read_values(body)
    located = locate(spreadsheet, text)
    return _write(spreadsheet, located.tab, _target(located, values), values, writing)


def append_range(spreadsheet: Spreadsheet, text: str, body: Json, writing: Writing, *, insert: bool) -> Json:
    """Write below the last table in the range, growing the grid; return the AppendValuesResponse."""
    values = read_values(body)
    located = locate(spreadsheet, text)
    tab = located.tab
    table = table_in(tab.grid, located.clipped())
    start = located.clipped() if table is None else Area(table.bottom, table.left, table.bottom, table.right)
    area = Area(start.top, start.left, start.top + len(values), start.left + max(map(len, values), default=0))
    _make_room(tab, area, insert=insert and table is not None)
    spreadsheet.check_size()
    updates = _write(spreadsheet, tab, area, values, writing)
    answer: Json = {"spreadsheetId": spreadsheet.id}
    if table is not None:
        answer["tableRange"] = a1.range_label(tab.title, table)
    return {**answer, "updates": updates}


def clear_range(spreadsheet: Spreadsheet, text: str) -> str:
    """Empty the cells of a range; return the range that was cleared."""
    located = locate(spreadsheet, text)
    area = located.clipped()
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
        # A hole that turning made is not an empty text: it leaves the cell as it is.
        return [[None if value is _HOLE else value for value in row] for row in _turned(values)]
    return values


_HOLE = object()


def _turned(columns: Values) -> Values:
    height = max(map(len, columns), default=0)
    return turn([column + [_HOLE] * (height - len(column)) for column in columns])


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _target(located: Located, values: Values) -> Area:
    """The rectangle the values fill; raise a 400 where they leave the range or the grid."""
    width = max(map(len, values), default=0)
    if located.bounds.is_one_cell:
        start = located.area
        filled = Area(start.top, start.left, start.top + max(len(values), 1), start.left + max(width, 1))
        return Located(located.tab, a1.Bounds(*filled)).on_grid()
    area = located.on_grid()
    within = f"Requested writing within range [{a1.range_label(located.tab.title, area)}], but tried writing to"
    if len(values) > area.height:
        raise refused(f"{within} row [{area.bottom + 1}]")
    if width > area.width:
        raise refused(f"{within} column [{a1.column_letters(area.right)}]")
    return Area(area.top, area.left, area.top + max(len(values), 1), area.left + max(width, 1))


def _make_room(tab: Tab, area: Area, *, insert: bool) -> None:
    grid = tab.grid
    if insert:
        grid.insert_rows(area.top, area.height)
    grid.row_count = max(grid.row_count, area.bottom)
    grid.column_count = max(grid.column_count, area.right)


def _write(spreadsheet: Spreadsheet, tab: Tab, area: Area, values: Values, writing: Writing) -> Json:
    locale = locale_of(spreadsheet.locale)
    cells = 0
    columns: set[int] = set()
    rows = 0
    for number, row in enumerate(values, area.top):
        stored = tab.grid.row_for_writing(number, area.left + len(row))
        before = cells
        for column, raw in enumerate(row, area.left):
            if raw is not None:
                stored[column] = _entered(stored[column], raw, writing, locale)
                columns.add(column)
                cells += 1
        rows += cells > before
    counts = {"updatedRows": rows, "updatedColumns": len(columns), "updatedCells": cells}
    answer: Json = {"spreadsheetId": spreadsheet.id, "updatedRange": a1.range_label(tab.title, area)}
    answer |= {name: count for name, count in counts.items() if count}
    if writing.echo is not None:
        calculator = Calculator(spreadsheet, writing.now)
        answer["updatedData"] = read_area(spreadsheet, calculator, tab, area, writing.echo)
    return answer


def _entered(old: Cell | None, raw: Any, writing: Writing, locale: Locale) -> Cell | None:
    if isinstance(raw, str) and len(raw) > MAX_CELL_CHARACTERS:
        raise refused(
            f"Your input contains more than the maximum of {MAX_CELL_CHARACTERS} characters in a single cell."
        )
    entered = take_typed(raw, locale, writing.now.date()) if writing.typed else take_raw(raw)
    return apply(old, entered)


def apply(old: Cell | None, entered: Entered) -> Cell | None:
    """The cell with new contents; a number format that came with them replaces the cell's own."""
    if old is None and entered.number_format is None:
        return Cell(entered.value, entered.formula) if entered.value is not None or entered.formula else None
    cell = (old or EMPTY)._replace(value=entered.value, formula=entered.formula)
    if entered.number_format is not None:
        cell = cell._replace(format={**(cell.format or {}), "numberFormat": entered.number_format})
    return None if cell == EMPTY else cell
