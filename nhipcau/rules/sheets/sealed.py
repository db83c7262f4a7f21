"""Columns of which nothing whole may be kept: the network works with masks, and the sheet alone has what was typed.

A tab is sealed before anything looks at it, so that neither the base of the merge, nor the journal, nor a sentence
that repeats what was typed can hold more than the mask; also where somebody typed a number into the wrong column.
"""

from collections.abc import Container

from nhipcau.rules.accounts import MASK, last_digits, without_numbers
from nhipcau.rules.sheets.cells import Grid, SheetValue, Titles, typed
from nhipcau.rules.sheets.columns import TabDeclaration
from nhipcau.rules.sheets.layout import Cells, header_of, titled


class Sealed(str):
    """A cell as a text that may be kept: "••••1234", or "••••" for what is no account number.

    `as_number`: the cell is no text, and has lost the zeros that it began with.
    """

    as_number: bool

    def __new__(cls, value: SheetValue) -> "Sealed":
        as_number = not isinstance(value, str)
        sealed = super().__new__(cls, MASK + ("" if as_number else last_digits(typed(value))))
        sealed.as_number = as_number
        return sealed


def sealed(declared: TabDeclaration, titles: Titles, grid: Grid, keys: Container[str]) -> Grid:
    """The tab as the network may look at it; one without a sealed column is as it was.

    `keys` are those of our rows. Another key may be a number that was typed beside its column, and is told of as a lost
    or a double one: it is masked like any other cell.
    """
    columns = [column for column in declared.columns if column.sealed]
    if not columns or not grid:
        return grid
    header = header_of(grid)
    places = {place for column in columns for place in titled(column, titles, header)}
    key = set(titled(declared.key, titles, header))

    def seen(place: int, value: SheetValue) -> SheetValue:
        if value == "" or (place in key and typed(value) in keys):
            return value
        return Sealed(value) if place in places else _masked(value)

    return [grid[0], *([seen(place, value) for place, value in enumerate(row)] for row in grid[1:])]


def _masked(value: SheetValue) -> SheetValue:
    text = without_numbers(typed(value))
    return value if text == typed(value) else text


def writable(declared: TabDeclaration, cells: Cells) -> Cells:
    """What of these cells can be written: a mask would take the place of what only the sheet has."""
    kept = {column.key for column in declared.columns if column.sealed}
    return {key: value for key, value in cells.items() if key not in kept or value == ""}
