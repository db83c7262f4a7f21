"""The value of a cell: what stands in it, or what its formula comes to."""

from datetime import datetime

from practice.sheets.cells import Cell, Value
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Tab


class Calculator:
    """Computes the values of one spreadsheet at one moment, each formula once."""

    def __init__(self, spreadsheet: Spreadsheet, now: datetime) -> None:
        self._spreadsheet = spreadsheet
        self._now = now

    def value(self, tab: Tab, row: int, column: int) -> Value:
        """The value at a place; an error such as #DIV/0! is a text."""
        return self.value_of(tab.grid.cell(row, column))

    def value_of(self, cell: Cell) -> Value:
        """The value of a cell."""
        return cell.value if cell.formula is None else "#NAME?"
