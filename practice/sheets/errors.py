"""Refusals, worded as Google words them."""

import re
from typing import Any

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
}


class GoogleError(Exception):
    """A request that Sheets refuses: HTTP code, message and, where Google gives them, details."""

    def __init__(self, code: int, message: str, details: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details

    def body(self) -> dict[str, Any]:
        """The JSON body that Google sends with this refusal."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": STATUS[self.code]}
        if self.details:
            error["details"] = self.details
        return {"error": error}


class DriveError(GoogleError):
    """A request that Drive refuses: Drive names a reason and the parameter at fault, and has no status."""

    def __init__(self, code: int, message: str, reason: str, location: str | None = None) -> None:
        super().__init__(code, message)
        self.reason = reason
        self.location = location

    def body(self) -> dict[str, Any]:
        """The JSON body that Google sends with this refusal."""
        fault = {"message": self.message, "domain": "global", "reason": self.reason}
        if self.location:
            fault |= {"location": self.location, "locationType": "parameter"}
        return {"error": {"code": self.code, "message": self.message, "errors": [fault]}}


def refused(message: str) -> GoogleError:
    """A 400: the request makes no sense for this spreadsheet."""
    return GoogleError(400, message)


def not_ours(what: str) -> GoogleError:
    """A 501, loud on purpose: Google knows this, the practice server does not."""
    return GoogleError(501, f"The practice server has no {what}; see docs/practice-sheets.md for what it has.")


def no_such_file(file_id: str) -> DriveError:
    """Drive's 404."""
    return DriveError(404, f"File not found: {file_id}.", "notFound", "fileId")


def no_such_permission(permission_id: str) -> DriveError:
    """Drive's 404 for a permission."""
    return DriveError(404, f"Permission not found: {permission_id}.", "notFound", "permissionId")


def not_permitted() -> DriveError:
    """Drive's 403."""
    message = "The user does not have sufficient permissions for this file."
    return DriveError(403, message, "insufficientFilePermissions")


def malformed(field: str, kind: str, shown: str) -> GoogleError:
    """A 400 for JSON of the wrong type, with the field named as Google names it."""
    return bad_payload([f"Invalid value at '{field}' ({kind}), {shown}"])


def bad_choice(name: str, value: str) -> str:
    """What Google says of an enumeration's value that it does not have, as in `value_render_option`."""
    field = "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)
    kind = f"type.googleapis.com/google.apps.sheets.v4.{name[0].upper()}{name[1:]}"
    return f"Invalid value at '{field}' ({kind}), \"{value}\""


def bad_payload(problems: list[str]) -> GoogleError:
    """A 400 for a request that does not fit its schema."""
    violations = [_violation(problem) for problem in problems]
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": violations}
    return GoogleError(400, "\n".join(problems), [detail])


def _violation(problem: str) -> dict[str, str]:
    found = re.search(r" at '([^']*)'", problem)
    return {**({"field": found[1]} if found else {}), "description": problem}
