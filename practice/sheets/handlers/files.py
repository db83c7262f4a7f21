"""Drive's side of spreadsheets: making, finding, copying, exporting and deleting files."""

import re
from collections.abc import Callable

from practice.core.calls import Answer, Call
from practice.sheets.errors import DriveError, GoogleError, no_such_file, not_ours, not_permitted
from practice.sheets.exporting import EXPORTS
from practice.sheets.fields import parse_mask, select
from practice.sheets.handlers.access import body_of
from practice.sheets.spreadsheets import Spreadsheet, user_permission
from practice.sheets.tabs import Json
from practice.sheets.world import SheetsWorld

SPREADSHEET_TYPE = "application/vnd.google-apps.spreadsheet"
SHORT = "kind,id,name,mimeType"
"""What Drive answers about a file when no fields are asked for."""

_VALUE = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|true|false)"""
_TERM = re.compile(rf"\s*(?:(\w+)\s*(=|!=|contains|in)\s*{_VALUE}|{_VALUE}\s+in\s+(\w+))\s*(?:and\b|$)")


def create(world: SheetsWorld, call: Call) -> Json:
    """Make a spreadsheet file."""
    body = body_of(call)
    if body.get("mimeType") != SPREADSHEET_TYPE:
        raise not_ours(f"Drive files of type {body.get('mimeType')!r}")
    with world.lock:
        made = world.create(body.get("name") or "Untitled", call.account)
        made.parents = body.get("parents") or []
    return shown(made, call)


def get(world: SheetsWorld, call: Call) -> Json:
    """Describe a file."""
    return shown(file_of(world, call), call)


def update(world: SheetsWorld, call: Call) -> Json:
    """Rename a file."""
    body = body_of(call)
    if set(body) - {"name"}:
        raise not_ours(f"changes of {', '.join(sorted(set(body) - {'name'}))} by files.update")
    with world.editing(writable(world, call), call.account) as edit:
        edit.spreadsheet.title = body.get("name", edit.spreadsheet.title)
    return shown(edit.spreadsheet, call)


def delete(world: SheetsWorld, call: Call) -> None:
    """Delete a file for good; only its owner may."""
    spreadsheet = file_of(world, call)
    if spreadsheet.role_of(call.account) != "owner":
        raise not_permitted()
    world.remove(spreadsheet.id)


def copy(world: SheetsWorld, call: Call) -> Json:
    """Copy a file; whoever copies it owns the copy, and nobody else has it."""
    source, body = file_of(world, call), body_of(call)
    with world.lock:
        made = source.copy()
        made.id, made.title = world.new_id(), body.get("name") or f"Copy of {source.title}"
        made.created = made.modified = world.clock.now()
        made.modified_by, made.parents = call.account, body.get("parents") or []
        made.permissions = [user_permission(made, call.account, "owner")]
        world.add(made)
    return shown(made, call)


def export(world: SheetsWorld, call: Call) -> Answer:
    """The file in another format."""
    spreadsheet, kind = file_of(world, call), call.params.get("mimeType", "")
    if kind not in EXPORTS:
        raise not_ours(f"export as {kind!r}")
    return Answer(EXPORTS[kind](spreadsheet, world.clock.now()), media_type=kind)


def list_comments(world: SheetsWorld, call: Call) -> Json:
    """A file's comments; nobody can make any here."""
    file_of(world, call)
    answer: Json = select({"kind": "drive#commentList", "comments": []}, parse_mask(call.params.get("fields") or "*"))
    # A mask that names what lies below an empty list still shows the list.
    return {"comments": [], **answer}


def list_files(world: SheetsWorld, call: Call) -> Json:
    """Find the files that the account may read, newest first, a page at a time."""
    terms = _read_query(call.params.get("q", ""))
    found = [one for one in world.all() if one.role_of(call.account) and all(holds(one) for holds in terms)]
    newest_first = sorted(found, key=lambda one: one.modified, reverse=True)
    start, size = int(call.params.get("pageToken") or 0), int(call.params.get("pageSize") or 100)
    page = newest_first[start : start + size]
    answer = {"kind": "drive#fileList", "incompleteSearch": False, "files": [resource(one) for one in page]}
    if len(newest_first) > start + size:
        answer["nextPageToken"] = str(start + size)
    fields = call.params.get("fields") or f"kind,incompleteSearch,nextPageToken,files({SHORT})"
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


def writable(world: SheetsWorld, call: Call) -> Spreadsheet:
    """The file of the call, which the account may change."""
    spreadsheet = file_of(world, call)
    if spreadsheet.role_of(call.account) not in ("owner", "writer"):
        raise not_permitted()
    return spreadsheet


def shown(spreadsheet: Spreadsheet, call: Call) -> Json:
    """The fields of a file that the call asks for."""
    chosen: Json = select(resource(spreadsheet), parse_mask(call.params.get("fields") or SHORT))
    return chosen


def resource(spreadsheet: Spreadsheet) -> Json:
    """A Drive File."""
    owners = [one["emailAddress"] for one in spreadsheet.permissions if one["role"] == "owner"]
    return {
        "kind": "drive#file",
        "id": spreadsheet.id,
        "name": spreadsheet.title,
        "mimeType": SPREADSHEET_TYPE,
        "createdTime": _stamp(spreadsheet.created.isoformat(timespec="milliseconds")),
        "modifiedTime": _stamp(spreadsheet.modified.isoformat(timespec="milliseconds")),
        "lastModifyingUser": user(spreadsheet.modified_by),
        "owners": [user(email) for email in owners],
        "parents": spreadsheet.parents,
        "permissions": spreadsheet.permissions,
        "shared": len(spreadsheet.permissions) > 1,
        "trashed": False,
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{spreadsheet.id}/edit?usp=drivesdk",
    }


def user(email: str) -> Json:
    """A Drive User."""
    return {"kind": "drive#user", "displayName": email.partition("@")[0], "emailAddress": email}


def _stamp(moment: str) -> str:
    return moment.replace("+00:00", "Z")


def _read_query(query: str) -> list[Callable[[Spreadsheet], bool]]:
    """The terms of a search, which must all hold; a 501 for a search of another shape."""
    terms: list[Callable[[Spreadsheet], bool]] = []
    place = 0
    while place < len(query):
        match = _TERM.match(query, place)
        if match is None:
            raise not_ours(f"file search {query!r}")
        name, operator, value, contained, container = match.groups()
        terms.append(_term(name or container, operator or "in", _bare(value or contained)))
        place = match.end()
    return terms


def _bare(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value[0] in "\"'" else value


def _term(name: str, operator: str, value: str) -> Callable[[Spreadsheet], bool]:
    if name not in ("mimeType", "name", "trashed", "parents"):
        raise DriveError(400, "Invalid Value", "invalid", "q")

    def holds(spreadsheet: Spreadsheet) -> bool:
        if name == "parents":
            return value in spreadsheet.parents
        text = {"mimeType": SPREADSHEET_TYPE, "name": spreadsheet.title, "trashed": "false"}[name]
        if operator == "contains":
            return value.casefold() in text.casefold()
        return (text == value) is (operator == "=")

    return holds
