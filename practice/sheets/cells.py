"""The grid of one tab: cells that never change in place, so that a copy of a grid is cheap."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from practice.sheets.a1 import Area

Value = str | int | float | bool | None
Format = Mapping[str, Any]
Item = TypeVar("Item")


class Cell(NamedTuple):
    """What somebody put into a cell. A formula stands beside an empty value; its result is computed when read."""

    value: Value = None
    formula: str | None = None
    format: Format | None = None
    note: str = ""
    validation: Mapping[str, Any] | None = None

    @property
    def is_filled(self) -> bool:
        return self.value is not None or self.formula is not None

    @property
    def number_format(self) -> dict[str, str]:
        """The number format that was chosen for the cell, empty where none was."""
        return dict(self.format["numberFormat"]) if self.format and "numberFormat" in self.format else {}

    def emptied(self) -> "Cell | None":
        """The cell without its contents; its look, note and rule stay."""
        kept = self._replace(value=None, formula=None)
        return None if kept == EMPTY else kept

    def with_validation(self, rule: Mapping[str, Any] | None) -> "Cell | None":
        """The cell under another rule, or under none."""
        changed = self._replace(validation=rule)
        return None if changed == EMPTY else changed

    def blank_copy(self) -> "Cell | None":
        """What a new neighbour takes from this cell: its look and its rule."""
        kept = Cell(format=self.format, validation=self.validation)
        return None if kept == EMPTY else kept


EMPTY = Cell()
Row = list[Cell | None]


class Grid:
    """Rows of cells inside fixed bounds. Rows and cells that were never written are not stored."""

    def __init__(self, row_count: int = 1000, column_count: int = 26) -> None:
        self.row_count = row_count
        self.column_count = column_count
        self.rows: list[Row] = []

    def copy(self) -> "Grid":
        """A grid of its own that shares the (unchanging) cells."""
        twin = Grid(self.row_count, self.column_count)
        twin.rows = [row[:] for row in self.rows]
        return twin

    def cell(self, row: int, column: int) -> Cell:
        """The cell, empty where none was ever written."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column] or EMPTY
        return EMPTY

    def put(self, row: int, column: int, cell: Cell | None) -> None:
        """Replace a cell; the caller has checked that it lies on the grid."""
        self.row_for_writing(row, column + 1)[column] = cell

    def row_for_writing(self, row: int, width: int) -> Row:
        """The stored row, made if need be, with at least `width` places."""
        while len(self.rows) <= row:
            self.rows.append([])
        stored = self.rows[row]
        if len(stored) < width:
            stored.extend([None] * (width - len(stored)))
        return stored

    def change(self, area: Area, change: Callable[[Cell], Cell | None]) -> None:
        """Replace each cell of an area by what `change` makes of it; cells that are one stay one.

        A whole column is formatted before it is filled: thousands of cells, and one format.
        """
        made: dict[int, tuple[Cell, Cell | None]] = {}
        for row in range(area.top, area.bottom):
            stored = self.row_for_writing(row, area.right)
            for column in range(area.left, area.right):
                cell = stored[column] or EMPTY
                if id(cell) not in made:
                    made[id(cell)] = cell, change(cell)
                stored[column] = made[id(cell)][1]

    def clear_values(self, area: Area) -> None:
        """Empty the cells of an area, leaving looks, notes and rules."""
        for row in self.rows[area.top : area.bottom]:
            for column in range(area.left, min(area.right, len(row))):
                cell = row[column]
                row[column] = cell and cell.emptied()

    def filled(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell with contents, in reading order."""
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if cell is not None and cell.is_filled:
                    yield row, column, cell

    def stored(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell with contents, look, note or rule, in reading order."""
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if cell is not None and cell != EMPTY:
                    yield row, column, cell

    def resize(self, row_count: int, column_count: int) -> None:
        """Set the bounds; cells outside are lost."""
        self.row_count, self.column_count = row_count, column_count
        del self.rows[row_count:]
        for row in self.rows:
            del row[column_count:]

    def insert_rows(self, at: int, count: int, like: int | None = None) -> None:
        """Open `count` empty rows before row `at`, looking like the row `like`."""
        self.row_count += count
        if at < len(self.rows) or like is not None:
            model = self.rows[like] if like is not None and like < len(self.rows) else []
            self.row_for_writing(max(at - 1, 0), 0)
            self.rows[at:at] = [[cell and cell.blank_copy() for cell in model] for _ in range(count)]

    def insert_columns(self, at: int, count: int, like: int | None = None) -> None:
        """Open `count` empty columns before column `at`, looking like the column `like`."""
        self.column_count += count
        for row in self.rows:
            model = row[like] if like is not None and like < len(row) else None
            if at < len(row) or model is not None:
                row.extend([None] * (at - len(row)))
                row[at:at] = [model and model.blank_copy()] * count

    def delete_rows(self, start: int, end: int) -> None:
        """Remove rows; the grid becomes shorter."""
        self.row_count -= end - start
        del self.rows[start:end]

    def delete_columns(self, start: int, end: int) -> None:
        """Remove columns; the grid becomes narrower."""
        self.column_count -= end - start
        for row in self.rows:
            del row[start:end]

    def move_rows(self, start: int, end: int, to: int) -> None:
        """Move rows before row `to`, counted before they are taken out."""
        self.row_for_writing(max(end, to) - 1, 0)
        self.rows = moved(self.rows, start, end, to)

    def move_columns(self, start: int, end: int, to: int) -> None:
        """Move columns before column `to`, counted before they are taken out."""
        width = max(end, to)
        for row in self.rows:
            row.extend([None] * (width - len(row)))
            row[:] = moved(row, start, end, to)


def moved(items: list[Item], start: int, end: int, to: int) -> list[Item]:
    """The list with the items of one stretch put before position `to`."""
    block = items[start:end]
    if to <= start:
        return items[:to] + block + items[to:start] + items[end:]
    return items[:start] + items[end:to] + block + items[to:]
