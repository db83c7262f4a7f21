"""Requests about rows and columns."""

from practice.sheets import structure
from practice.sheets.batch.edit import Edit
from practice.sheets.errors import refused
from practice.sheets.tabs import Json


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
    dimension, start, end = read_dimension_range(body["range"])
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
    dimension, start, end = read_dimension_range(body["range"])
    structure.delete(edit.spreadsheet, edit.tab_of(body["range"]), dimension, start, end)


def move(edit: Edit, body: Json) -> None:
    """Move rows or columns; the destination counts the grid as it was before."""
    dimension, start, end = read_dimension_range(body["source"])
    tab = edit.tab_of(body["source"])
    structure.move(edit.spreadsheet, tab, dimension, start, end, body.get("destinationIndex", 0))


def read_dimension_range(dimension_range: Json) -> tuple[structure.Dimension, int, int]:
    """The dimension, start and exclusive end; raise a 400 if nothing lies between."""
    dimension: structure.Dimension = "COLUMNS" if dimension_range.get("dimension") == "COLUMNS" else "ROWS"
    start, end = dimension_range.get("startIndex", 0), dimension_range.get("endIndex", 0)
    if end <= start:
        raise refused(f"The end index ({end}) must be greater than the start index ({start}).")
    return dimension, start, end
