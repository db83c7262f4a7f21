"""Requests about rows and columns."""

from practice.sheets import structure
from practice.sheets.calculating import Calculator
from practice.sheets.editing import Edit, mask_of, required
from practice.sheets.errors import refused
from practice.sheets.fields import merge
from practice.sheets.tabs import Json, Tab

LETTER_WIDTH, PADDING, LEAST_WIDTH = 7, 12, 21
"""Pixels: a guess at what a browser measures."""


def append(edit: Edit, body: Json) -> None:
    """Add rows or columns at the end."""
    grid, length = edit.tab_of(body).grid, body.get("length", 0)
    if length < 1:
        raise refused("The number of rows or columns to append must be greater than zero.")
    if body.get("dimension") == "COLUMNS":
        grid.column_count += length
    else:
        grid.row_count += length
    edit.spreadsheet.check_size()


def insert(edit: Edit, body: Json) -> None:
    """Open rows or columns that take their look from their neighbours before or behind."""
    dimension, start, end = read_dimension_range(required(body, "range"))
    tab = edit.tab_of(body["range"])
    before, size = body.get("inheritFromBefore", False), structure.size_of(tab, dimension)
    if before and start == 0:
        raise refused("range.startIndex must be greater than 0 if inheritFromBefore is true.")
    if not before and start >= size:
        raise refused(
            f"range.startIndex[{start}] must be less than the grid size ({size}) if inheritFromBefore is false."
        )
    structure.insert(edit.spreadsheet, tab, dimension, start, end - start, start - 1 if before else start)


def delete(edit: Edit, body: Json) -> None:
    """Remove rows or columns."""
    dimension, start, end = read_dimension_range(required(body, "range"))
    tab = edit.tab_of(body["range"])
    edit.check(tab, tab.stripe(dimension, start, end))
    structure.delete(edit.spreadsheet, tab, dimension, start, end)


def move(edit: Edit, body: Json) -> None:
    """Move rows or columns; the destination counts the grid as it was before."""
    dimension, start, end = read_dimension_range(required(body, "source"))
    tab = edit.tab_of(body["source"])
    edit.check(tab, tab.stripe(dimension, start, end))
    structure.move(edit.spreadsheet, tab, dimension, start, end, body.get("destinationIndex", 0))


def update_properties(edit: Edit, body: Json) -> None:
    """Set the size of rows or columns, or hide them."""
    span, mask, given = required(body, "range"), mask_of(body), body.get("properties") or {}
    tab = edit.tab_of(span)
    dimension, start, end = read_dimension_range({"endIndex": structure.size_of(tab, _dimension(span)), **span})
    for index in range(start, end):
        _keep_size(tab, dimension, index, merge(tab.sizes[dimension].get(index, {}), given, mask))


def auto_resize(edit: Edit, body: Json) -> None:
    """Make columns as wide as their longest text; rows are high enough as they are."""
    span = body.get("dimensions") or {}
    tab = edit.tab_of(span)
    dimension, start, end = read_dimension_range({"endIndex": structure.size_of(tab, _dimension(span)), **span})
    calculator = Calculator(edit.spreadsheet, edit.now)
    for index in range(start, end) if dimension == "COLUMNS" else ():
        shown = (_shown(calculator, tab, row, index) for row in range(len(tab.grid.rows)))
        widest = max(map(len, shown), default=0)
        if widest:
            pixels = max(LEAST_WIDTH, widest * LETTER_WIDTH + PADDING)
            _keep_size(tab, dimension, index, {**tab.sizes[dimension].get(index, {}), "pixelSize": pixels})


def _shown(calculator: Calculator, tab: Tab, row: int, column: int) -> str:
    value = calculator.value(tab, row, column)
    return "" if value is None else str(value)


def _keep_size(tab: Tab, dimension: structure.Dimension, index: int, size: Json) -> None:
    kept = {name: value for name, value in size.items() if value}
    if kept:
        tab.sizes[dimension][index] = kept
    else:
        tab.sizes[dimension].pop(index, None)


def _dimension(span: Json) -> structure.Dimension:
    return "COLUMNS" if span.get("dimension") == "COLUMNS" else "ROWS"


def read_dimension_range(dimension_range: Json) -> tuple[structure.Dimension, int, int]:
    """The dimension, start and exclusive end; raise a 400 if nothing lies between."""
    dimension = _dimension(dimension_range)
    start, end = dimension_range.get("startIndex", 0), dimension_range.get("endIndex", 0)
    if end <= start:
        raise refused(f"The end index ({end}) must be greater than the start index ({start}).")
    return dimension, start, end
