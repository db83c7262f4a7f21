"""What a change of a spreadsheet is given: the copy it works on, who makes it, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from practice.sheets.a1 import Area, range_label
from practice.sheets.errors import refused
from practice.sheets.fields import Mask, parse_mask
from practice.sheets.protection import check_unprotected
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab


@dataclass(frozen=True)
class Edit:
    """One account's change of one spreadsheet at one moment. The spreadsheet is a copy, thrown away on refusal."""

    spreadsheet: Spreadsheet
    account: str
    now: datetime

    @property
    def today(self) -> date:
        """The day it is where the spreadsheet is at home."""
        return self.spreadsheet.at_home(self.now).date()

    def check(self, tab: Tab, area: Area) -> None:
        """Raise a 400 if some of the area is protected from the account."""
        check_unprotected(self.spreadsheet, tab, area, self.account)

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


def required(body: Json, name: str) -> Json:
    """A member that the request cannot do without; raise a 400 if it is missing."""
    member = body.get(name)
    if not isinstance(member, dict):
        raise refused(f"Must specify {name}.")
    return member


Handler = Callable[[Edit, Json], Json | None]
"""Carries out one kind of batchUpdate request; the result is its reply."""


def mask_of(body: Json) -> Mask:
    """The field mask of an update; raise a 400 if it is missing."""
    if not body.get("fields"):
        raise refused("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return parse_mask(body["fields"])
