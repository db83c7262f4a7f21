"""Spreadsheets as JSON and back."""

import dataclasses
from datetime import datetime
from typing import Any

from practice.sheets.a1 import Area
from practice.sheets.cells import EMPTY, Cell, Grid
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab


def dump_spreadsheet(spreadsheet: Spreadsheet) -> Json:
    """All of a spreadsheet, JSON-able."""
    saved = {field.name: getattr(spreadsheet, field.name) for field in dataclasses.fields(spreadsheet)}
    moments = {name: saved[name].isoformat() for name in ("created", "modified")}
    return {**saved, **moments, "tabs": [_dump_tab(tab) for tab in spreadsheet.tabs]}


def load_spreadsheet(saved: Json) -> Spreadsheet:
    """The spreadsheet that was dumped."""
    moments = {name: datetime.fromisoformat(saved[name]) for name in ("created", "modified")}
    return Spreadsheet(**{**saved, **moments, "tabs": [_load_tab(tab) for tab in saved["tabs"]]})


def _dump_tab(tab: Tab) -> Json:
    """Formats and rules stand once beside the rows, and cells name them by number: a column has one of each."""
    saved = {field.name: getattr(tab, field.name) for field in dataclasses.fields(tab)}
    shared = _Shared()
    rows = [[_dump_cell(cell, shared) for cell in row] for row in tab.grid.rows]
    grid = {"row_count": tab.grid.row_count, "column_count": tab.grid.column_count}
    return {**saved, "grid": {**grid, "rows": rows, "shared": shared.items}}


def _load_tab(saved: Json) -> Tab:
    grid = Grid(saved["grid"]["row_count"], saved["grid"]["column_count"])
    shared = saved["grid"]["shared"]
    grid.rows = [[_load_cell(cell, shared) for cell in row] for row in saved["grid"]["rows"]]
    merges = [Area(*area) for area in saved["merges"]]
    # JSON has texts for keys only.
    sizes = {
        dimension: {int(index): size for index, size in kept.items()} for dimension, kept in saved["sizes"].items()
    }
    return Tab(**{**saved, "grid": grid, "merges": merges, "sizes": sizes})


class _Shared:
    """What many cells have in common, in the order in which it was met."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._numbers: dict[int, int] = {}

    def number_of(self, item: Any) -> int | None:
        """None for nothing. Items live as long as the tab does, so that one of the same id is the same."""
        if item is None:
            return None
        if id(item) not in self._numbers:
            self._numbers[id(item)] = len(self.items)
            self.items.append(item)
        return self._numbers[id(item)]


def _dump_cell(cell: Cell | None, shared: _Shared) -> Any:
    """A bare value where there is nothing else, to keep files small; otherwise the fields as a list."""
    if cell is None:
        return None
    if cell == Cell(cell.value) and cell != EMPTY:
        return cell.value
    return [cell.value, cell.formula, shared.number_of(cell.format), cell.note, shared.number_of(cell.validation)]


def _load_cell(saved: Any, shared: list[Any]) -> Cell | None:
    if saved is None:
        return None
    if not isinstance(saved, list):
        return Cell(saved)
    value, formula, look, note, rule = saved
    return Cell(value, formula, None if look is None else shared[look], note, None if rule is None else shared[rule])
