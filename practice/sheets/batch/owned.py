"""Requests about protected and named ranges."""

import re

from practice.sheets.a1 import parse_cells
from practice.sheets.editing import Edit, mask_of, required
from practice.sheets.errors import refused
from practice.sheets.fields import merge
from practice.sheets.protection import MESSAGE
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab, grid_range

_NAME = re.compile(r"[^\W\d]\w*")


def add_protected_range(edit: Edit, body: Json) -> Json:
    """Protect a range or a tab; whoever asks may always edit it."""
    wanted = {name: value for name, value in required(body, "protectedRange").items() if value}
    tab, located = _locate(edit, wanted)
    number = wanted.pop("protectedRangeId", None) or edit.spreadsheet.take_id()
    if any(number == one["protectedRangeId"] for one in tab.protected):
        raise refused(f"Protected range with ID {number} already exists.")
    made = {"protectedRangeId": number, **wanted, **located, "requestingUserCanEdit": True}
    if "warningOnly" in made:
        tab.protected.append(made)
        return {"protectedRange": made}
    editors = {name: accounts for name, accounts in (wanted.get("editors") or {}).items() if accounts}
    users = sorted({*editors.get("users", []), *_owners(edit.spreadsheet), edit.account})
    tab.protected.append({**made, "editors": {**editors, "users": users}})
    return {"protectedRange": {**made, "editors": editors}}


def update_protected_range(edit: Edit, body: Json) -> None:
    """Change what a protected range covers, says or allows."""
    wanted = required(body, "protectedRange")
    tab, old = _protected(edit, wanted.get("protectedRangeId", 0))
    _check_editor(edit, old)
    changed = merge(old, {**wanted, "protectedRangeId": old["protectedRangeId"]}, mask_of(body))
    _, located = _locate(edit, changed)
    tab.protected[tab.protected.index(old)] = {**changed, **located}


def delete_protected_range(edit: Edit, body: Json) -> None:
    """Lift a protection."""
    tab, old = _protected(edit, body.get("protectedRangeId", 0))
    _check_editor(edit, old)
    tab.protected.remove(old)


def add_named_range(edit: Edit, body: Json) -> Json:
    """Give a range a name."""
    wanted = required(body, "namedRange")
    made = {
        "namedRangeId": wanted.get("namedRangeId") or str(edit.spreadsheet.take_id()),
        "name": _checked_name(edit.spreadsheet, wanted.get("name", ""), None),
        "range": _closed(edit, required(wanted, "range")),
    }
    edit.spreadsheet.named_ranges.append(made)
    return {"namedRange": made}


def update_named_range(edit: Edit, body: Json) -> None:
    """Change a named range's name or place."""
    spreadsheet, wanted = edit.spreadsheet, required(body, "namedRange")
    old = _named(spreadsheet, wanted.get("namedRangeId", ""))
    changed = merge(old, {**wanted, "namedRangeId": old["namedRangeId"]}, mask_of(body))
    changed["name"] = _checked_name(spreadsheet, changed.get("name", ""), old)
    changed["range"] = _closed(edit, changed["range"])
    spreadsheet.named_ranges[spreadsheet.named_ranges.index(old)] = changed


def delete_named_range(edit: Edit, body: Json) -> None:
    """Forget a name."""
    spreadsheet = edit.spreadsheet
    spreadsheet.named_ranges.remove(_named(spreadsheet, body.get("namedRangeId", "")))


def _closed(edit: Edit, wanted: Json) -> Json:
    tab, area = edit.area_of(wanted)
    return grid_range(area, tab.sheet_id)


def _locate(edit: Edit, wanted: Json) -> tuple[Tab, Json]:
    """The tab and the range of a protected range, which may be given by the id of a named one."""
    if "namedRangeId" in wanted:
        wanted = _named(edit.spreadsheet, wanted["namedRangeId"])
    if "range" not in wanted:
        raise refused("Must specify a range to protect.")
    tab = edit.tab_of(required(wanted, "range"))
    if set(required(wanted, "range")) <= {"sheetId"}:
        return tab, {"range": {"sheetId": tab.sheet_id} if tab.sheet_id else {}}
    return tab, {"range": _closed(edit, required(wanted, "range"))}


def _protected(edit: Edit, number: int) -> tuple[Tab, Json]:
    for tab in edit.spreadsheet.tabs:
        for protected in tab.protected:
            if protected["protectedRangeId"] == number:
                return tab, protected
    raise refused(f"No protected range with ID: {number}.")


def _check_editor(edit: Edit, protected: Json) -> None:
    owner = edit.spreadsheet.role_of(edit.account) == "owner"
    if not owner and edit.account not in (protected.get("editors") or {}).get("users", [edit.account]):
        raise refused(MESSAGE)


def _owners(spreadsheet: Spreadsheet) -> list[str]:
    return [one["emailAddress"] for one in spreadsheet.permissions if one["role"] == "owner"]


def _named(spreadsheet: Spreadsheet, number: str) -> Json:
    for named in spreadsheet.named_ranges:
        if named["namedRangeId"] == number:
            return named
    raise refused(f"No named range with ID: {number}.")


def _checked_name(spreadsheet: Spreadsheet, name: str, own: Json | None) -> str:
    if not _NAME.fullmatch(name) or parse_cells(name) or len(name) > 250:
        raise refused(f"Invalid name: {name}")
    taken = [one for one in spreadsheet.named_ranges if one is not own and one["name"].casefold() == name.casefold()]
    if taken:
        raise refused(f"Cannot add named range with name {name}, a named range with that name already exists.")
    return name
