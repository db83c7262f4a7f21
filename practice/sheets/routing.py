"""Which operation of Google's a request means, by the names of the discovery documents."""

import re
from typing import NamedTuple
from urllib.parse import unquote

_FILE = "/drive/v3/files/{fileId}"
_SPREADSHEET = "/v4/spreadsheets/{spreadsheetId}"

_PERMISSION = f"{_FILE}/permissions/{{permissionId}}"
_METADATA = f"{_SPREADSHEET}/developerMetadata"

# The more literal path stands first where two could match.
PATHS = {
    "sheets.spreadsheets.create": ("POST", "/v4/spreadsheets"),
    "sheets.spreadsheets.batchUpdate": ("POST", f"{_SPREADSHEET}:batchUpdate"),
    "sheets.spreadsheets.getByDataFilter": ("POST", f"{_SPREADSHEET}:getByDataFilter"),
    "sheets.spreadsheets.get": ("GET", _SPREADSHEET),
    "sheets.spreadsheets.values.append": ("POST", f"{_SPREADSHEET}/values/{{range}}:append"),
    "sheets.spreadsheets.values.clear": ("POST", f"{_SPREADSHEET}/values/{{range}}:clear"),
    "sheets.spreadsheets.values.get": ("GET", f"{_SPREADSHEET}/values/{{range}}"),
    "sheets.spreadsheets.values.update": ("PUT", f"{_SPREADSHEET}/values/{{range}}"),
    "sheets.spreadsheets.values.batchGet": ("GET", f"{_SPREADSHEET}/values:batchGet"),
    "sheets.spreadsheets.values.batchUpdate": ("POST", f"{_SPREADSHEET}/values:batchUpdate"),
    "sheets.spreadsheets.values.batchClear": ("POST", f"{_SPREADSHEET}/values:batchClear"),
    "sheets.spreadsheets.values.batchGetByDataFilter": ("POST", f"{_SPREADSHEET}/values:batchGetByDataFilter"),
    "sheets.spreadsheets.values.batchUpdateByDataFilter": ("POST", f"{_SPREADSHEET}/values:batchUpdateByDataFilter"),
    "sheets.spreadsheets.values.batchClearByDataFilter": ("POST", f"{_SPREADSHEET}/values:batchClearByDataFilter"),
    "sheets.spreadsheets.sheets.copyTo": ("POST", f"{_SPREADSHEET}/sheets/{{sheetId}}:copyTo"),
    "sheets.spreadsheets.developerMetadata.search": ("POST", f"{_METADATA}:search"),
    "sheets.spreadsheets.developerMetadata.get": ("GET", f"{_METADATA}/{{metadataId}}"),
    "drive.files.create": ("POST", "/drive/v3/files"),
    "drive.files.list": ("GET", "/drive/v3/files"),
    "drive.files.get": ("GET", _FILE),
    "drive.files.update": ("PATCH", _FILE),
    "drive.files.delete": ("DELETE", _FILE),
    "drive.files.copy": ("POST", f"{_FILE}/copy"),
    "drive.files.export": ("GET", f"{_FILE}/export"),
    "drive.comments.list": ("GET", f"{_FILE}/comments"),
    "drive.permissions.list": ("GET", f"{_FILE}/permissions"),
    "drive.permissions.create": ("POST", f"{_FILE}/permissions"),
    "drive.permissions.get": ("GET", _PERMISSION),
    "drive.permissions.update": ("PATCH", _PERMISSION),
    "drive.permissions.delete": ("DELETE", _PERMISSION),
}


class Matched(NamedTuple):
    """An operation and the parameters that stood in the path."""

    operation: str
    params: dict[str, str]


def match(verb: str, raw_path: str) -> Matched | None:
    """The operation of a request; the path is still percent-encoded, so that a slash in a tab's title is safe."""
    for operation, wanted_verb, pattern in _PATTERNS:
        found = pattern.fullmatch(raw_path) if verb == wanted_verb else None
        if found:
            return Matched(operation, {name: unquote(value) for name, value in found.groupdict().items()})
    return None


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(template)))


_PATTERNS = [(operation, verb, _pattern(template)) for operation, (verb, template) in PATHS.items()]
