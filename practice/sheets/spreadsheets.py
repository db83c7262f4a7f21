"""One spreadsheet: tabs, names, notes for programs, and who may open it."""

import copy
import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from practice.sheets.errors import GoogleError, refused
from practice.sheets.tabs import Json, Tab

MAX_CELLS = 10_000_000
LISTS = ("named_ranges", "metadata", "permissions", "parents")


@dataclass
class Spreadsheet:
    """A spreadsheet file. Moments are in UTC; `permissions` are as Drive lists them."""

    id: str
    title: str
    created: datetime
    modified: datetime
    modified_by: str
    locale: str = "en_US"
    time_zone: str = "Etc/GMT"
    tabs: list[Tab] = field(default_factory=list)
    named_ranges: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    permissions: list[Json] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    """Ids of the Drive folders it lies in."""
    last_id: int = 1_000_000

    def copy(self) -> "Spreadsheet":
        """A spreadsheet of its own, so that a request that fails half-way leaves nothing behind."""
        own = {name: copy.deepcopy(getattr(self, name)) for name in LISTS}
        return dataclasses.replace(self, tabs=[tab.copy() for tab in self.tabs], **own)

    def at_home(self, moment: datetime) -> datetime:
        """The moment in the spreadsheet's time zone; in UTC if nobody knows that zone."""
        try:
            return moment.astimezone(ZoneInfo(self.time_zone))
        except (ZoneInfoNotFoundError, ValueError):
            return moment.astimezone(UTC)

    def take_id(self) -> int:
        """A number that nothing in this spreadsheet has been given yet."""
        self.last_id += 1
        return self.last_id

    def tab_titled(self, title: str) -> Tab | None:
        """The tab of that title; Sheets does not tell small letters from capitals."""
        wanted = title.casefold()
        return next((tab for tab in self.tabs if tab.title.casefold() == wanted), None)

    def tab_numbered(self, sheet_id: int) -> Tab:
        """The tab with that id; raise a 400 if there is none."""
        for tab in self.tabs:
            if tab.sheet_id == sheet_id:
                return tab
        raise refused(f"No grid with id: {sheet_id}")

    def rewrite_formulas(self, rewrite: Callable[[Tab, str], str]) -> None:
        """Give every formula, on the tab it stands on, to `rewrite` and keep what comes back."""
        for tab in self.tabs:
            for row, column, cell in list(tab.grid.filled()):
                if cell.formula is not None:
                    rewritten = rewrite(tab, cell.formula)
                    if rewritten != cell.formula:
                        tab.grid.put(row, column, cell._replace(formula=rewritten))

    def check_size(self) -> None:
        """Raise a 400 when the spreadsheet has outgrown what Sheets allows."""
        if sum(tab.grid.row_count * tab.grid.column_count for tab in self.tabs) > MAX_CELLS:
            raise refused(
                f"This action would increase the number of cells in the workbook above the limit of {MAX_CELLS} cells."
            )

    def role_of(self, account: str) -> str | None:
        """`owner`, `writer`, `commenter` or `reader`; None where the account was given nothing."""
        roles = [
            permission["role"]
            for permission in self.permissions
            if permission["type"] == "anyone" or permission.get("emailAddress") == account
        ]
        return min(roles, key=("owner", "writer", "commenter", "reader").index, default=None)

    def check_access(self, account: str, *, writing: bool) -> None:
        """Raise a 403 unless the account may read, or write, this spreadsheet."""
        role = self.role_of(account)
        if role is None or (writing and role in ("reader", "commenter")):
            raise GoogleError(403, "The caller does not have permission")


def user_permission(spreadsheet: Spreadsheet, email: str, role: str, kind: str = "user") -> Json:
    """A permission for an account or a group, as Drive lists it."""
    named = {"emailAddress": email, "displayName": email.partition("@")[0], "deleted": False, "pendingOwner": False}
    return {"kind": "drive#permission", "id": str(spreadsheet.take_id()), "type": kind, "role": role, **named}
