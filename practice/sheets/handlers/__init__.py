"""What each operation does: a call goes in, the content of the answer comes out."""

from collections.abc import Callable
from typing import Any

from practice.core.calls import Call
from practice.sheets.handlers import drive, spreadsheets, values
from practice.sheets.world import SheetsWorld

HANDLERS: dict[str, Callable[[SheetsWorld, Call], Any]] = {
    "sheets.spreadsheets.create": spreadsheets.create,
    "sheets.spreadsheets.get": spreadsheets.get,
    "sheets.spreadsheets.batchUpdate": spreadsheets.batch_update,
    "sheets.spreadsheets.values.get": values.get,
    "sheets.spreadsheets.values.update": values.update,
    "sheets.spreadsheets.values.append": values.append,
    "sheets.spreadsheets.values.clear": values.clear,
    "sheets.spreadsheets.values.batchGet": values.batch_get,
    "sheets.spreadsheets.values.batchUpdate": values.batch_update,
    "sheets.spreadsheets.values.batchClear": values.batch_clear,
    "drive.files.create": drive.create,
    "drive.files.list": drive.list_files,
    "drive.files.get": drive.get,
    "drive.files.delete": drive.delete,
}
