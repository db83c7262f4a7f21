"""Inserting, deleting and moving rows and columns, with everything attached to ranges moving along."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from practice.sheets.a1 import Area, Bounds
from practice.sheets.errors import refused
from practice.sheets.formulas.shifting import shift_formula
from practice.sheets.locales import locale_of
from practice.sheets.metadata import sheet_of
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab

Dimension = Literal["ROWS", "COLUMNS"]
Span = tuple[int, int]
Shift = Callable[[int, int], Span | None]
"""Where a stretch of rows or columns is afterwards; None when nothing is left of it."""


class Change(NamedTuple):
    """A change of one tab's rows or columns."""

    tab: Tab
    dimension: Dimension
    shift: Shift


def insert(
    spreadsheet: Spreadsheet, tab: Tab, dimension: Dimension, at: int, count: int, like: int | None = None
) -> None:
    """Open empty rows or columns before `at`, looking like those at `like`; raise a 400 beyond the grid."""
    _check_within(tab, dimension, at, at)
    if dimension == "ROWS":
        tab.grid.insert_rows(at, count, like)
    else:
        tab.grid.insert_columns(at, count, like)
    spreadsheet.check_size()

    def shift(start: int, end: int) -> Span:
        return start + count * (start >= at), end + count * (end > at)

    _carry_along(spreadsheet, Change(tab, dimension, shift))


def delete(spreadsheet: Spreadsheet, tab: Tab, dimension: Dimension, start: int, end: int) -> None:
    """Remove rows or columns; raise a 400 beyond the grid, or when none would be left."""
    size = size_of(tab, dimension)
    if not 0 <= start < end <= size:
        line = dimension.lower().removesuffix("s")
        raise refused(
            f"Cannot delete a {line} that doesn't exist. Tried to delete {line} index {end - 1} but there are only "
            f"{size} {line}s."
        )
    if end - start >= size:
        raise refused(f"You can't delete all the {dimension.lower()} on the sheet.")
    if dimension == "ROWS":
        tab.grid.delete_rows(start, end)
    else:
        tab.grid.delete_columns(start, end)

    def after(place: int) -> int:
        return place - max(0, min(place, end) - start)

    def shift(first: int, last: int) -> Span | None:
        span = after(first), after(last)
        return span if span[0] < span[1] else None

    _carry_along(spreadsheet, Change(tab, dimension, shift))


def move(spreadsheet: Spreadsheet, tab: Tab, dimension: Dimension, start: int, end: int, to: int) -> None:
    """Move rows or columns before `to`, counted before they are taken out; raise a 400 beyond the grid."""
    _check_within(tab, dimension, start, end)
    _check_within(tab, dimension, to, to)
    if start < to < end:
        raise refused("Cannot move a range of rows or columns into itself.")
    if dimension == "ROWS":
        tab.grid.move_rows(start, end, to)
    else:
        tab.grid.move_columns(start, end, to)

    def after(place: int) -> int:
        if start <= place < end:
            return place + (to - end if to >= end else to - start)
        if end <= place < to:
            return place - (end - start)
        return place + (end - start) * (to <= place < start)

    def shift(first: int, last: int) -> Span:
        # A stretch that the move tears apart keeps its place; one that moves as a whole goes along.
        span = after(first), after(last - 1) + 1
        return span if span[1] - span[0] == last - first else (first, last)

    _carry_along(spreadsheet, Change(tab, dimension, shift))


def size_of(tab: Tab, dimension: Dimension) -> int:
    """The number of rows or of columns."""
    return tab.grid.row_count if dimension == "ROWS" else tab.grid.column_count


def _check_within(tab: Tab, dimension: Dimension, start: int, end: int) -> None:
    size = size_of(tab, dimension)
    if not 0 <= start <= end <= size:
        raise refused(f"{dimension.capitalize()} {start} to {end} are not within the {size} of the sheet.")


def _carry_along(spreadsheet: Spreadsheet, change: Change) -> None:
    tab = change.tab
    tab.merges = [area for area in (_shift_area(area, change) for area in tab.merges) if area is not None]
    tab.protected = _shift_owned(tab.protected, change)
    if tab.basic_filter is not None:
        tab.basic_filter = next(iter(_shift_owned([tab.basic_filter], change)), None)
    tab.conditional = [rule for rule in (_shift_rule(rule, change) for rule in tab.conditional) if rule["ranges"]]
    spreadsheet.named_ranges = _shift_owned(spreadsheet.named_ranges, change)
    moved = {change.shift(index, index + 1): size for index, size in tab.sizes[change.dimension].items()}
    tab.sizes[change.dimension] = {span[0]: size for span, size in moved.items() if span is not None}
    spreadsheet.metadata = [one for one in (_shift_note(one, change) for one in spreadsheet.metadata) if one]
    _shift_formulas(spreadsheet, change)


def _shift_note(metadata: Json, change: Change) -> Json | None:
    """Developer metadata after a change; that of a deleted row or column is gone with it."""
    location = metadata["location"]
    span = location.get("dimensionRange")
    if span is None or span["dimension"] != change.dimension or sheet_of(location) != change.tab.sheet_id:
        return metadata
    shifted = change.shift(span["startIndex"], span["endIndex"])
    if shifted is None:
        return None
    moved = {**span, "startIndex": shifted[0], "endIndex": shifted[1]}
    return {**metadata, "location": {**location, "dimensionRange": moved}}


def _shift_formulas(spreadsheet: Spreadsheet, change: Change) -> None:
    locale, title = locale_of(spreadsheet.locale), change.tab.title

    def shift(tab: Tab, formula: str) -> str:
        is_own = tab is change.tab
        return shift_formula(
            formula, locale, is_own=is_own, title=title, shift=lambda bounds: _shift_bounds(bounds, change)
        )

    spreadsheet.rewrite_formulas(shift)


def _shift_bounds(bounds: Bounds, change: Change) -> Bounds | None:
    start, end = (bounds.top, bounds.bottom) if change.dimension == "ROWS" else (bounds.left, bounds.right)
    if start is None:
        return bounds
    span = change.shift(start, start + 1 if end is None else end)
    if span is None:
        return None
    last = None if end is None else span[1]
    if change.dimension == "ROWS":
        return bounds._replace(top=span[0], bottom=last)
    return bounds._replace(left=span[0], right=last)


def _shift_area(area: Area, change: Change) -> Area | None:
    if change.dimension == "ROWS":
        span = change.shift(area.top, area.bottom)
        return span and Area(span[0], area.left, span[1], area.right)
    span = change.shift(area.left, area.right)
    return span and Area(area.top, span[0], area.bottom, span[1])


def _shift_owned(owners: list[Json], change: Change) -> list[Json]:
    """Things with a `range`, without those whose range is gone."""
    shifted = [{**owner, "range": shift_grid_range(owner["range"], change)} for owner in owners]
    return [owner for owner in shifted if owner["range"] is not None]


def _shift_rule(rule: Json, change: Change) -> Json:
    ranges = [shift_grid_range(one, change) for one in rule["ranges"]]
    return {**rule, "ranges": [one for one in ranges if one is not None]}


def shift_grid_range(grid_range: Json, change: Change) -> Json | None:
    """The GridRange after a change; an open end stays open, another tab's range stays as it is."""
    if grid_range.get("sheetId", 0) != change.tab.sheet_id:
        return grid_range
    first, last = ("startRowIndex", "endRowIndex")
    if change.dimension == "COLUMNS":
        first, last = ("startColumnIndex", "endColumnIndex")
    if last not in grid_range:
        return grid_range
    span = change.shift(grid_range.get(first, 0), grid_range[last])
    return span and {**grid_range, first: span[0], last: span[1]}
