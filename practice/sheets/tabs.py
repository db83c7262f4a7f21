"""One tab of a spreadsheet: its grid and everything that is attached to ranges of it."""

import copy
import dataclasses
from dataclasses import dataclass, field
from typing import Any

from practice.sheets.a1 import Area, Bounds
from practice.sheets.cells import Grid

Json = dict[str, Any]
ATTACHED = ("look", "grid_look", "protected", "conditional", "basic_filter", "sizes")


@dataclass
class Tab:
    """A tab. What Google calls a sheet; `look` and `grid_look` hold its properties as Google names them."""

    sheet_id: int
    title: str
    grid: Grid = field(default_factory=Grid)
    look: Json = field(default_factory=dict)
    grid_look: Json = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    protected: list[Json] = field(default_factory=list)
    conditional: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None
    sizes: dict[str, dict[int, Json]] = field(default_factory=lambda: {"ROWS": {}, "COLUMNS": {}})
    """By dimension and index: what differs from the default height or width."""

    def copy(self) -> "Tab":
        """A tab of its own; the unchanging cells are shared."""
        own = {name: copy.deepcopy(getattr(self, name)) for name in ATTACHED}
        return dataclasses.replace(self, grid=self.grid.copy(), merges=self.merges[:], **own)

    @property
    def whole(self) -> Area:
        """All of the grid."""
        return Area(0, 0, self.grid.row_count, self.grid.column_count)

    def stripe(self, dimension: str, start: int, end: int) -> Area:
        """Whole rows or columns."""
        if dimension == "COLUMNS":
            return Area(0, start, self.grid.row_count, end)
        return Area(start, 0, end, self.grid.column_count)

    def area_of(self, grid_range: Json) -> Area:
        """The rectangle that a GridRange of this tab names; open ends run to the edge of the grid."""
        bounds = Bounds(
            grid_range.get("startRowIndex"),
            grid_range.get("startColumnIndex"),
            grid_range.get("endRowIndex"),
            grid_range.get("endColumnIndex"),
        )
        return bounds.within(self.grid.row_count, self.grid.column_count)

    def properties(self, index: int) -> Json:
        """SheetProperties, with what is false or zero left out, as Google does."""
        grid = {"rowCount": self.grid.row_count, "columnCount": self.grid.column_count, **self.grid_look}
        named = {"sheetId": self.sheet_id, "title": self.title, "index": index, "sheetType": "GRID"}
        return {**named, "gridProperties": grid, **self.look}


def grid_range(area: Area, sheet_id: int = 0) -> Json:
    """A GridRange; the first tab's id, 0, is left out, as Google does."""
    rows = {"startRowIndex": area.top, "endRowIndex": area.bottom}
    named = {"sheetId": sheet_id} if sheet_id else {}
    return {**named, **rows, "startColumnIndex": area.left, "endColumnIndex": area.right}
