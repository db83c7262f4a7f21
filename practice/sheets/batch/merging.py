"""Requests that merge cells and take merges apart."""

from practice.sheets.a1 import Area
from practice.sheets.areas import overlap, within
from practice.sheets.editing import Edit, required
from practice.sheets.errors import refused
from practice.sheets.tabs import Json, Tab

PARTIAL = "You must select all cells in a merged range to merge or unmerge them."


def merge_cells(edit: Edit, body: Json) -> None:
    """Merge a range into one cell, or each of its rows or columns; only the first cell keeps its contents."""
    tab, area = edit.area_of(required(body, "range"))
    _take_apart(edit, tab, area)
    for part in _parts(area, body.get("mergeType", "MERGE_ALL")):
        if part.height * part.width > 1:
            first = tab.grid.cell(part.top, part.left)
            tab.grid.clear_values(part)
            tab.grid.put(part.top, part.left, first)
            tab.merges.append(part)


def unmerge_cells(edit: Edit, body: Json) -> None:
    """Take apart every merge that lies in a range."""
    tab, area = edit.area_of(required(body, "range"))
    _take_apart(edit, tab, area)


def _take_apart(edit: Edit, tab: Tab, area: Area) -> None:
    edit.check(tab, area)
    touched = [merge for merge in tab.merges if overlap(merge, area)]
    if not all(within(merge, area) for merge in touched):
        raise refused(PARTIAL)
    tab.merges = [merge for merge in tab.merges if merge not in touched]


def _parts(area: Area, kind: str) -> list[Area]:
    if kind == "MERGE_ROWS":
        return [Area(row, area.left, row + 1, area.right) for row in range(area.top, area.bottom)]
    if kind == "MERGE_COLUMNS":
        return [Area(area.top, column, area.bottom, column + 1) for column in range(area.left, area.right)]
    return [area]
