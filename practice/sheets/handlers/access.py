"""Opening a spreadsheet for the account that calls, and reading the parameters they all share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from practice.core.calls import Call
from practice.sheets.editing import Edit
from practice.sheets.errors import malformed
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json
from practice.sheets.world import SheetsWorld

_TYPES = "type.googleapis.com/google.apps.sheets.v4."


def opened(world: SheetsWorld, call: Call) -> Spreadsheet:
    """The spreadsheet for reading; raise a 404 or a 403."""
    spreadsheet = world.get(call.params["spreadsheetId"])
    spreadsheet.check_access(call.account, writing=False)
    return spreadsheet


@contextmanager
def changing(world: SheetsWorld, call: Call) -> Iterator[Edit]:
    """The spreadsheet for writing; raise a 404 or a 403."""
    spreadsheet = world.get(call.params["spreadsheetId"])
    spreadsheet.check_access(call.account, writing=True)
    with world.editing(spreadsheet, call.account) as edit:
        yield edit


def body_of(call: Call) -> Json:
    """The JSON object that was sent, empty if nothing was; members that are null count as absent."""
    body = call.json if isinstance(call.json, dict) else {}
    return {name: value for name, value in body.items() if value is not None}


def is_set(value: Any) -> bool:
    """A boolean parameter, which comes as a JSON boolean or as text."""
    return str(value).lower() == "true"


def choice(source: Json, name: str, allowed: tuple[str, ...]) -> str:
    """An enumeration, by default the first of the allowed values; raise a 400 for one that Google has not."""
    value = source.get(name) or allowed[0]
    if value not in allowed:
        field = "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)
        raise malformed(field, _TYPES + name[0].upper() + name[1:], f'"{value}"')
    return str(value)
