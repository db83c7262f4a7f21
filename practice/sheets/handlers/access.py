"""Opening a spreadsheet for the account that calls, and reading the parameters they all share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from practice.core.calls import Call
from practice.sheets.editing import Edit
from practice.sheets.errors import bad_choice, bad_payload
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json
from practice.sheets.world import SheetsWorld


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
    body: Json = _without_nulls(call.json) if isinstance(call.json, dict) else {}
    return body


def _without_nulls(value: Any) -> Any:
    """In objects only: a null in a row of values means "leave this cell"."""
    if isinstance(value, dict):
        return {name: _without_nulls(member) for name, member in value.items() if member is not None}
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [_without_nulls(item) for item in value]
    return value


def is_set(value: Any) -> bool:
    """A boolean parameter, which comes as a JSON boolean or as text."""
    return str(value).lower() == "true"


def choice(source: Json, name: str, allowed: tuple[str, ...]) -> str:
    """An enumeration, by default the first of the allowed values; raise a 400 for one that Google has not."""
    value = source.get(name) or allowed[0]
    if value not in allowed:
        raise bad_payload([bad_choice(name, str(value))])
    return str(value)
