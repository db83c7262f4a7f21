"""Who may change what: protected ranges hold off everybody but their editors and the spreadsheet's owner."""

from practice.sheets.a1 import Area
from practice.sheets.areas import overlap, within
from practice.sheets.errors import refused
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab

MESSAGE = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if "
    "you need to edit."
)


def check_unprotected(spreadsheet: Spreadsheet, tab: Tab, area: Area, account: str) -> None:
    """Raise a 400 if some of the area is protected from this account."""
    if spreadsheet.role_of(account) == "owner":
        return
    for protected in tab.protected:
        if overlap(tab.area_of(protected["range"]), area) and not _may_edit(tab, protected, area, account):
            raise refused(MESSAGE)


def _may_edit(tab: Tab, protected: Json, area: Area, account: str) -> bool:
    if protected.get("warningOnly") or account in (protected.get("editors") or {}).get("users", []):
        return True
    # A tab that is protected as a whole may leave some ranges open.
    return any(within(area, tab.area_of(open_range)) for open_range in protected.get("unprotectedRanges") or [])
