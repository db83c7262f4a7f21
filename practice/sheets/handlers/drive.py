"""Drive's side of spreadsheets: making, finding and deleting files."""

import re

from practice.core.calls import Call
from practice.sheets.errors import DriveError, GoogleError, no_such_file, not_ours
from practice.sheets.fields import parse_mask, select
from practice.sheets.handlers.access import body_of
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json
from practice.sheets.world import SheetsWorld

SPREADSHEET_TYPE = "application/vnd.google-apps.spreadsheet"
SHORT = "kind,id,name,mimeType"
"""What Drive answers about a file when no fields are asked for."""

_TERM = re.compile(r"""(\w+)\s*(=|!=|contains|in)\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|true|false)""")


def create(world: SheetsWorld, call: Call) -> Json:
    """Make a spreadsheet file."""
    body = body_of(call)
    if body.get("mimeType") != SPREADSHEET_TYPE:
        raise not_ours(f"Drive files of type {body.get('mimeType')!r}")
    return shown(world.create(body.get("name") or "Untitled", call.account), call)


def get(world: SheetsWorld, call: Call) -> Json:
    """Describe a file."""
    return shown(file_of(world, call), call)


def delete(world: SheetsWorld, call: Call) -> None:
    """Delete a file for good; only its owner may."""
    spreadsheet = file_of(world, call)
    if spreadsheet.role_of(call.account) != "owner":
        message = "The user does not have sufficient permissions for this file."
        raise DriveError(403, message, "insufficientFilePermissions")
    world.remove(spreadsheet.id)


def list_files(world: SheetsWorld, call: Call) -> Json:
    """Find the files that the account may read, newest first."""
    terms = _read_query(call.params.get("q", ""))
    found = [one for one in world.all() if one.role_of(call.account) and all(_holds(one, *term) for term in terms)]
    answer = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [resource(one) for one in sorted(found, key=lambda one: one.modified, reverse=True)],
    }
    fields = call.params.get("fields") or f"kind,incompleteSearch,files({SHORT})"
    chosen: Json = select(answer, parse_mask(fields))
    return chosen


def file_of(world: SheetsWorld, call: Call) -> Spreadsheet:
    """The file of the call; Drive says "not found" also of what the account may not see."""
    try:
        spreadsheet = world.get(call.params["fileId"])
    except GoogleError as error:
        raise no_such_file(call.params["fileId"]) from error
    if spreadsheet.role_of(call.account) is None:
        raise no_such_file(spreadsheet.id)
    return spreadsheet


def shown(spreadsheet: Spreadsheet, call: Call) -> Json:
    """The fields of a file that the call asks for."""
    chosen: Json = select(resource(spreadsheet), parse_mask(call.params.get("fields") or SHORT))
    return chosen


def resource(spreadsheet: Spreadsheet) -> Json:
    """A Drive File."""
    return {
        "kind": "drive#file",
        "id": spreadsheet.id,
        "name": spreadsheet.title,
        "mimeType": SPREADSHEET_TYPE,
        "createdTime": _stamp(spreadsheet.created.isoformat(timespec="milliseconds")),
        "modifiedTime": _stamp(spreadsheet.modified.isoformat(timespec="milliseconds")),
        "lastModifyingUser": user(spreadsheet.modified_by),
        "owners": [user(one["emailAddress"]) for one in spreadsheet.permissions if one["role"] == "owner"],
        "permissions": spreadsheet.permissions,
        "trashed": False,
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{spreadsheet.id}/edit?usp=drivesdk",
    }


def user(email: str) -> Json:
    """A Drive User."""
    return {"kind": "drive#user", "displayName": email.partition("@")[0], "emailAddress": email}


def _stamp(moment: str) -> str:
    return moment.replace("+00:00", "Z")


def _read_query(query: str) -> list[tuple[str, str, str]]:
    """The terms of a search, which must all hold; a 501 for a search of another shape."""
    terms = [term for term in re.split(r"\s+and\s+(?=\w+\s*(?:=|!=|contains|in)\s)|\s+and\s+(?=\w+=)", query) if term]
    matches = [_TERM.fullmatch(term.strip()) for term in terms]
    if None in matches:
        raise not_ours(f"file search {query!r}")
    return [(found[1], found[2], found[3].strip("\"'")) for found in matches if found]


def _holds(spreadsheet: Spreadsheet, name: str, operator: str, value: str) -> bool:
    text = {"mimeType": SPREADSHEET_TYPE, "name": spreadsheet.title, "trashed": "false"}.get(name)
    if text is None:
        return False
    if operator == "contains":
        return value.casefold() in text.casefold()
    return (text == value) is (operator == "=")
