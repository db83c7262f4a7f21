"""Where `append` finds the table that it continues."""

from practice.sheets.a1 import Area
from practice.sheets.cells import Grid


def table_in(grid: Grid, area: Area) -> Area | None:
    """The last table that has a filled cell in the area, None where the area is empty.

    A table is a block of filled cells with an empty margin all round.
    """
    start = _last_filled(grid, area)
    return None if start is None else _grow(grid, Area(start[0], start[1], start[0] + 1, start[1] + 1))


def _last_filled(grid: Grid, area: Area) -> tuple[int, int] | None:
    for row in range(min(area.bottom, len(grid.rows)) - 1, area.top - 1, -1):
        cells = grid.rows[row]
        for column in range(min(area.right, len(cells)) - 1, area.left - 1, -1):
            if _is_filled(grid, row, column):
                return row, column
    return None


def _grow(grid: Grid, block: Area) -> Area:
    """Push the sides outwards until the lines beyond them, corners included, are empty."""
    grown = _widened(grid, _heightened(grid, block))
    return block if grown == block else _grow(grid, grown)


def _heightened(grid: Grid, block: Area) -> Area:
    top, left, bottom, right = block
    while _any_in_row(grid, top - 1, left, right):
        top -= 1
    while _any_in_row(grid, bottom, left, right):
        bottom += 1
    return Area(top, left, bottom, right)


def _widened(grid: Grid, block: Area) -> Area:
    top, left, bottom, right = block
    while _any_in_column(grid, left - 1, top, bottom):
        left -= 1
    while _any_in_column(grid, right, top, bottom):
        right += 1
    return Area(top, left, bottom, right)


def _any_in_row(grid: Grid, row: int, left: int, right: int) -> bool:
    return any(_is_filled(grid, row, column) for column in range(left - 1, right + 1))


def _any_in_column(grid: Grid, column: int, top: int, bottom: int) -> bool:
    return any(_is_filled(grid, row, column) for row in range(top - 1, bottom + 1))


def _is_filled(grid: Grid, row: int, column: int) -> bool:
    if row < 0 or column < 0 or row >= len(grid.rows) or column >= len(grid.rows[row]):
        return False
    cell = grid.rows[row][column]
    return cell is not None and cell.is_filled
