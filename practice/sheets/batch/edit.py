"""What a batchUpdate handler is given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from practice.sheets.a1 import Area, range_label
from practice.sheets.errors import refused
from practice.sheets.fields import Mask, parse_mask
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab


@dataclass(frozen=True)
class Edit:
    """One account's change of one spreadsheet at one moment. The spreadsheet is a copy, thrown away on refusal."""

    spreadsheet: Spreadsheet
    account: str
    now: datetime

    def tab_of(self, body: Json) -> Tab:
        """The tab whose `sheetId` stands in the body; the first tab's id is 0 and may be left out."""
        return self.spreadsheet.tab_numbered(body.get("sheetId", 0))

    def area_of(self, grid_range: Json) -> tuple[Tab, Area]:
        """The rectangle of a GridRange; raise a 400 unless it lies on the grid."""
        tab = self.tab_of(grid_range)
        area = tab.area_of(grid_range)
        grid = tab.grid
        if not (0 <= area.top < area.bottom <= grid.row_count and 0 <= area.left < area.right <= grid.column_count):
            limits = f"Max rows: {grid.row_count}, max columns: {grid.column_count}"
            raise refused(f"Range ({range_label(tab.title, area)}) exceeds grid limits. {limits}")
        return tab, area


Handler = Callable[[Edit, Json], Json | None]


def mask_of(body: Json) -> Mask:
    """The field mask of an update; raise a 400 if it is missing."""
    if not body.get("fields"):
        raise refused("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return parse_mask(body["fields"])
