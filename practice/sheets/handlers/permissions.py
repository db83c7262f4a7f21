"""Drive permissions: who may open a spreadsheet."""

from practice.core.calls import Call
from practice.sheets.errors import DriveError, no_such_permission, not_permitted
from practice.sheets.fields import parse_mask, select
from practice.sheets.handlers.access import body_of, is_set
from practice.sheets.handlers.files import file_of, writable
from practice.sheets.spreadsheets import Spreadsheet, user_permission
from practice.sheets.tabs import Json
from practice.sheets.world import SheetsWorld

SHORT = "kind,id,type,role"
ROLES = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")


def list_permissions(world: SheetsWorld, call: Call) -> Json:
    """Everybody who may open the file."""
    answer = {"kind": "drive#permissionList", "permissions": file_of(world, call).permissions}
    chosen: Json = select(answer, parse_mask(call.params.get("fields") or f"kind,permissions({SHORT})"))
    return chosen


def get(world: SheetsWorld, call: Call) -> Json:
    """One permission."""
    return _shown(_found(file_of(world, call), call), call)


def create(world: SheetsWorld, call: Call) -> Json:
    """Share the file; whoever had a permission already gets the new role instead."""
    body = body_of(call)
    role = _checked_role(body)
    with world.editing(writable(world, call), call.account) as edit:
        spreadsheet = edit.spreadsheet
        made = _permission(spreadsheet, body, role)
        same = [one for one in spreadsheet.permissions if one.get("emailAddress") == body.get("emailAddress")]
        if same and made["type"] in ("user", "group"):
            made = {**same[0], "role": role} if same[0]["role"] != "owner" else same[0]
            spreadsheet.permissions[spreadsheet.permissions.index(same[0])] = made
        elif made not in spreadsheet.permissions:
            spreadsheet.permissions.append(made)
    return _shown(made, call)


def update(world: SheetsWorld, call: Call) -> Json:
    """Give a permission another role, or hand the file over to its owner-to-be."""
    body = body_of(call)
    with world.editing(writable(world, call), call.account) as edit:
        spreadsheet = edit.spreadsheet
        old = _found(spreadsheet, call)
        wanted: Json = {name: body[name] for name in ("role", "pendingOwner") if name in body}
        new = {**old, **wanted}
        if new["role"] == "owner":
            _hand_over(spreadsheet, call)
            new["pendingOwner"] = False
        spreadsheet.permissions[spreadsheet.permissions.index(_found(spreadsheet, call))] = new
    return _shown(new, call)


def delete(world: SheetsWorld, call: Call) -> None:
    """Take a permission back; the owner's stays."""
    with world.editing(writable(world, call), call.account) as edit:
        found = _found(edit.spreadsheet, call)
        if found["role"] == "owner":
            raise not_permitted()
        edit.spreadsheet.permissions.remove(found)


def _permission(spreadsheet: Spreadsheet, body: Json, role: str) -> Json:
    kind = body.get("type")
    if kind == "anyone":
        return {"kind": "drive#permission", "id": "anyoneWithLink", "type": kind, "role": role}
    if kind == "domain":
        domain = body.get("domain") or ""
        return {"kind": "drive#permission", "id": f"{domain}k", "type": kind, "role": role, "domain": domain}
    if kind not in ("user", "group"):
        raise DriveError(400, "The permission type field is required.", "required", "permission.type")
    if "@" not in (body.get("emailAddress") or ""):
        message = "The specified emailAddress is invalid or not applicable for the given permission type."
        raise DriveError(400, message, "invalidSharingRequest", "permission.emailAddress")
    return user_permission(spreadsheet, body["emailAddress"], role, kind)


def _checked_role(body: Json) -> str:
    role = body.get("role")
    if role not in ROLES:
        raise DriveError(400, "The permission role field is required.", "required", "permission.role")
    return str(role)


def _hand_over(spreadsheet: Spreadsheet, call: Call) -> None:
    """Make the owner a writer; only a call that says so may."""
    if not is_set(call.params.get("transferOwnership")):
        message = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
        raise DriveError(403, message, "forbidden", "transferOwnership")
    spreadsheet.permissions = [
        {**one, "role": "writer"} if one["role"] == "owner" else one for one in spreadsheet.permissions
    ]


def _found(spreadsheet: Spreadsheet, call: Call) -> Json:
    for one in spreadsheet.permissions:
        if one["id"] == call.params["permissionId"]:
            return one
    raise no_such_permission(call.params["permissionId"])


def _shown(permission: Json, call: Call) -> Json:
    chosen: Json = select(permission, parse_mask(call.params.get("fields") or SHORT))
    return chosen
