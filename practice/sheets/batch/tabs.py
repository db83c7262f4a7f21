"""Requests about whole tabs and the spreadsheet's own properties."""

from typing import Any

from practice.sheets.batch.edit import Edit, mask_of
from practice.sheets.cells import Grid
from practice.sheets.colours import stored_colour
from practice.sheets.describe import spreadsheet_properties
from practice.sheets.errors import refused
from practice.sheets.fields import merge
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab

OWN_PROPERTIES = ("sheetId", "title", "index", "sheetType", "gridProperties")
COLOUR_PROPERTIES = ("tabColor", "tabColorStyle")


def add_sheet(edit: Edit, body: Json) -> Json:
    """Add an empty tab, at the end unless an index is given."""
    wanted = body.get("properties") or {}
    spreadsheet = edit.spreadsheet
    sheet_id = wanted.get("sheetId")
    if sheet_id is not None and any(tab.sheet_id == sheet_id for tab in spreadsheet.tabs):
        raise refused(f"Sheet with ID {sheet_id} already exists.")
    title = wanted.get("title") or free_title(spreadsheet, "Sheet")
    tab = Tab(spreadsheet.take_id() if sheet_id is None else sheet_id, "", Grid())
    index = wanted.get("index", len(spreadsheet.tabs))
    spreadsheet.tabs.insert(index, tab)
    set_properties(spreadsheet, tab, {**wanted, "title": title})
    return {"properties": tab.properties(spreadsheet.tabs.index(tab))}


def delete_sheet(edit: Edit, body: Json) -> None:
    """Remove a tab and what refers to it; the last visible one stays."""
    spreadsheet, tab = edit.spreadsheet, edit.tab_of(body)
    if not any(other is not tab and not other.look.get("hidden") for other in spreadsheet.tabs):
        raise refused("You can't remove all the visible sheets in a document.")
    spreadsheet.tabs.remove(tab)
    spreadsheet.named_ranges = [
        named for named in spreadsheet.named_ranges if named["range"].get("sheetId", 0) != tab.sheet_id
    ]


def update_sheet_properties(edit: Edit, body: Json) -> None:
    """Rename, resize, freeze, colour, hide or move a tab."""
    spreadsheet, mask = edit.spreadsheet, mask_of(body)
    tab = edit.tab_of(body.get("properties") or {})
    current = tab.properties(spreadsheet.tabs.index(tab))
    wanted = merge(current, {"sheetId": tab.sheet_id, **(body.get("properties") or {})}, mask)
    if "index" in mask:
        _move_tab(spreadsheet, tab, wanted.get("index", 0))
    set_properties(spreadsheet, tab, wanted)


def update_spreadsheet_properties(edit: Edit, body: Json) -> None:
    """Change the title, the locale or the time zone."""
    wanted = merge(spreadsheet_properties(edit.spreadsheet), body.get("properties") or {}, mask_of(body))
    edit.spreadsheet.title = wanted.get("title", "")
    edit.spreadsheet.locale = wanted.get("locale", "en_US")
    edit.spreadsheet.time_zone = wanted.get("timeZone", "Etc/GMT")


def free_title(spreadsheet: Spreadsheet, stem: str) -> str:
    """The first of Sheet1, Sheet2 ... that is not taken."""
    number = len(spreadsheet.tabs) + 1
    while spreadsheet.tab_titled(f"{stem}{number}"):
        number += 1
    return f"{stem}{number}"


def set_properties(spreadsheet: Spreadsheet, tab: Tab, wanted: Json) -> None:
    """Give a tab the properties; raise a 400 for a taken or empty title, or a size that cannot be."""
    tab.title = _checked_title(spreadsheet, tab, wanted.get("title", ""))
    grid = {name: value for name, value in (wanted.get("gridProperties") or {}).items() if value}
    rows, columns = grid.pop("rowCount", tab.grid.row_count), grid.pop("columnCount", tab.grid.column_count)
    _check_frozen(grid, rows, columns)
    if (rows, columns) != (tab.grid.row_count, tab.grid.column_count):
        tab.grid.resize(rows, columns)
        spreadsheet.check_size()
    tab.grid_look = grid
    look = {name: value for name, value in wanted.items() if name not in OWN_PROPERTIES and value}
    tab.look = {name: _stored(name, value) for name, value in look.items()}
    if all(other.look.get("hidden") for other in spreadsheet.tabs):
        raise refused("You can't hide all the sheets in a document.")


def _checked_title(spreadsheet: Spreadsheet, tab: Tab, title: str) -> str:
    if not title:
        raise refused("Sheet name cannot be empty.")
    other = spreadsheet.tab_titled(title)
    if other is not None and other is not tab:
        raise refused(f'A sheet with the name "{title}" already exists. Please enter another name.')
    return title


def _check_frozen(grid: Json, rows: int, columns: int) -> None:
    for name, size, what in (("frozenRowCount", rows, "rows"), ("frozenColumnCount", columns, "columns")):
        if grid.get(name, 0) >= size:
            raise refused(f"You can't freeze all visible {what} on the sheet.")


def _stored(name: str, value: Any) -> Any:
    if name == "tabColor":
        return stored_colour(value)
    if name == "tabColorStyle" and "rgbColor" in value:
        return {"rgbColor": stored_colour(value["rgbColor"])}
    return value


def _move_tab(spreadsheet: Spreadsheet, tab: Tab, index: int) -> None:
    """Put a tab before the one that stands at `index`, counted before it is taken out."""
    place = spreadsheet.tabs.index(tab)
    spreadsheet.tabs.remove(tab)
    spreadsheet.tabs.insert(index - (index > place), tab)
