"""Requests about whole tabs and the spreadsheet's own properties."""

from practice.sheets.cells import Grid
from practice.sheets.colours import paired_mask, stored_look
from practice.sheets.describe import spreadsheet_properties
from practice.sheets.editing import Edit, mask_of
from practice.sheets.errors import not_ours, refused
from practice.sheets.fields import merge
from practice.sheets.formulas.shifting import break_references, rename_in_formula
from practice.sheets.locales import locale_of
from practice.sheets.metadata import sheet_of
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab

OWN_PROPERTIES = ("sheetId", "title", "index", "sheetType", "gridProperties")


def add_sheet(edit: Edit, body: Json) -> Json:
    """Add an empty tab, at the end unless an index is given."""
    wanted, spreadsheet = stored_look(body.get("properties") or {}), edit.spreadsheet
    if wanted.get("sheetType", "GRID") != "GRID":
        raise not_ours(f"sheets of type {wanted['sheetType']}")
    title = wanted.get("title") or free_title(spreadsheet)
    tab = Tab(_free_id(spreadsheet, wanted.get("sheetId")), "", Grid())
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
    spreadsheet.metadata = [one for one in spreadsheet.metadata if sheet_of(one["location"]) != tab.sheet_id]
    locale = locale_of(spreadsheet.locale)
    spreadsheet.rewrite_formulas(lambda _, formula: break_references(formula, locale, tab.title))


def update_sheet_properties(edit: Edit, body: Json) -> None:
    """Rename, resize, freeze, colour, hide or move a tab."""
    spreadsheet, mask = edit.spreadsheet, paired_mask(mask_of(body))
    given = stored_look(body.get("properties") or {})
    tab = edit.tab_of(given)
    wanted = merge(tab.properties(spreadsheet.tabs.index(tab)), {"sheetId": tab.sheet_id, **given}, mask)
    if "index" in mask:
        _move_tab(spreadsheet, tab, wanted.get("index", 0))
    set_properties(spreadsheet, tab, wanted)


def update_spreadsheet_properties(edit: Edit, body: Json) -> None:
    """Change the title, the locale or the time zone."""
    mask, spreadsheet = mask_of(body), edit.spreadsheet
    lacking = set(mask) - {"title", "locale", "timeZone"}
    if lacking:
        raise not_ours(f"change of the spreadsheet properties {', '.join(sorted(lacking))}")
    wanted = merge(spreadsheet_properties(spreadsheet), body.get("properties") or {}, mask)
    spreadsheet.title = wanted.get("title") or "Untitled spreadsheet"
    spreadsheet.locale = wanted.get("locale") or "en_US"
    spreadsheet.time_zone = wanted.get("timeZone") or "Etc/GMT"


def duplicate_sheet(edit: Edit, body: Json) -> Json:
    """Copy a tab with everything on it but its named ranges; it comes first unless an index is given."""
    spreadsheet = edit.spreadsheet
    source = spreadsheet.tab_numbered(body.get("sourceSheetId", 0))
    tab = copied_tab(spreadsheet, source, _free_id(spreadsheet, body.get("newSheetId")))
    title = body.get("newSheetName") or free_title(spreadsheet, f"Copy of {source.title}")
    spreadsheet.tabs.insert(body.get("insertSheetIndex", 0), tab)
    set_properties(spreadsheet, tab, {**tab.properties(0), "title": title})
    spreadsheet.check_size()
    return {"properties": tab.properties(spreadsheet.tabs.index(tab))}


def copied_tab(spreadsheet: Spreadsheet, source: Tab, sheet_id: int) -> Tab:
    """A copy of a tab for that spreadsheet, under new ids and still without a title."""
    tab = source.copy()
    tab.sheet_id, tab.title = sheet_id, ""
    tab.protected = [
        {**one, "protectedRangeId": spreadsheet.take_id(), "range": _on(sheet_id, one["range"])}
        for one in tab.protected
    ]
    tab.conditional = [{**rule, "ranges": [_on(sheet_id, one) for one in rule["ranges"]]} for rule in tab.conditional]
    if tab.basic_filter is not None:
        tab.basic_filter = {**tab.basic_filter, "range": _on(sheet_id, tab.basic_filter["range"])}
    return tab


def _on(sheet_id: int, one: Json) -> Json:
    kept = {name: value for name, value in one.items() if name != "sheetId"}
    return {"sheetId": sheet_id, **kept} if sheet_id else kept


def _free_id(spreadsheet: Spreadsheet, wanted: int | None) -> int:
    if any(tab.sheet_id == wanted for tab in spreadsheet.tabs):
        raise refused(f"Sheet with ID {wanted} already exists.")
    return spreadsheet.take_id() if wanted is None else wanted


def free_title(spreadsheet: Spreadsheet, stem: str = "Sheet") -> str:
    """A title that is not taken: Sheet2, Sheet3 ..., or for another stem the stem itself, then with a number."""
    if stem != "Sheet" and not spreadsheet.tab_titled(stem):
        return stem
    gap = "" if stem == "Sheet" else " "
    number = len(spreadsheet.tabs) + 1 if stem == "Sheet" else 2
    while spreadsheet.tab_titled(f"{stem}{gap}{number}"):
        number += 1
    return f"{stem}{gap}{number}"


def set_properties(spreadsheet: Spreadsheet, tab: Tab, wanted: Json) -> None:
    """Give a tab the properties; raise a 400 for a taken or empty title, or a size that cannot be."""
    _rename(spreadsheet, tab, _checked_title(spreadsheet, tab, wanted.get("title", "")))
    grid = {name: value for name, value in (wanted.get("gridProperties") or {}).items() if value}
    rows, columns = grid.pop("rowCount", tab.grid.row_count), grid.pop("columnCount", tab.grid.column_count)
    _check_frozen(grid, rows, columns)
    if (rows, columns) != (tab.grid.row_count, tab.grid.column_count):
        tab.grid.resize(rows, columns)
        spreadsheet.check_size()
    tab.grid_look = grid
    tab.look = {name: value for name, value in wanted.items() if name not in OWN_PROPERTIES and value}
    if all(other.look.get("hidden") for other in spreadsheet.tabs):
        raise refused("You can't hide all the sheets in a document.")


def _rename(spreadsheet: Spreadsheet, tab: Tab, title: str) -> None:
    """Give a tab its title; formulas go on meaning it."""
    old, tab.title = tab.title, title
    if old in ("", title):
        return
    locale = locale_of(spreadsheet.locale)
    spreadsheet.rewrite_formulas(lambda _, formula: rename_in_formula(formula, locale, old, title))


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


def _move_tab(spreadsheet: Spreadsheet, tab: Tab, index: int) -> None:
    """Put a tab before the one that stands at `index`, counted before it is taken out."""
    place = spreadsheet.tabs.index(tab)
    spreadsheet.tabs.remove(tab)
    spreadsheet.tabs.insert(index - (index > place), tab)
