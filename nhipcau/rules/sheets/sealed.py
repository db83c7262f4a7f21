"""Columns of which nothing whole may be kept: the network works with masks, and the sheet alone has what was typed.

A tab is sealed before anything looks at it, so that neither the base of the merge, nor the journal, nor a sentence
that repeats what was typed can hold more than the mask; also where somebody typed a number into the wrong column.
"""

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


def sealed(declared: TabDeclaration, titles: Titles, grid: Grid) -> Grid:
    """The tab as the network may look at it. One without a sealed column is as it was."""
    columns = [column for column in declared.columns if column.sealed]
    if not columns or not grid:
        return grid
    header = header_of(grid)
    places = {place for column in columns for place in titled(column, titles, header)}
    keys = set(titled(declared.key, titles, header))
    return [
        grid[0],
        *([_cell(value, place in places, place in keys) for place, value in enumerate(row)] for row in grid[1:]),
    ]


def _cell(value: SheetValue, is_sealed: bool, is_key: bool) -> SheetValue:
    if value == "" or is_key:
        return value
    if is_sealed:
        return Sealed(value)
    text = without_numbers(typed(value))
    return value if text == typed(value) else text


def writable(declared: TabDeclaration, cells: Cells) -> Cells:
    """What of these cells can be written: a mask would take the place of what only the sheet has."""
    kept = {column.key for column in declared.columns if column.sealed}
    return {key: value for key, value in cells.items() if key not in kept or value == ""}
