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
    saved = {field.name: getattr(tab, field.name) for field in dataclasses.fields(tab)}
    grid = {"row_count": tab.grid.row_count, "column_count": tab.grid.column_count}
    return {**saved, "grid": {**grid, "rows": [[_dump_cell(cell) for cell in row] for row in tab.grid.rows]}}


def _load_tab(saved: Json) -> Tab:
    grid = Grid(saved["grid"]["row_count"], saved["grid"]["column_count"])
    grid.rows = [[_load_cell(cell) for cell in row] for row in saved["grid"]["rows"]]
    merges = [Area(*area) for area in saved["merges"]]
    # JSON has texts for keys only.
    sizes = {
        dimension: {int(index): size for index, size in kept.items()} for dimension, kept in saved["sizes"].items()
    }
    return Tab(**{**saved, "grid": grid, "merges": merges, "sizes": sizes})


def _dump_cell(cell: Cell | None) -> Any:
    """A bare value where there is nothing else, to keep files small; otherwise the fields as a list."""
    if cell is None:
        return None
    return cell.value if cell == Cell(cell.value) and cell != EMPTY else list(cell)


def _load_cell(saved: Any) -> Cell | None:
    if saved is None:
        return None
    return Cell(*saved) if isinstance(saved, list) else Cell(saved)
