"""What each operation does: a call goes in, the content of the answer comes out."""

from collections.abc import Callable
from typing import Any

from practice.core.calls import Call
from practice.sheets.handlers import files, permissions, spreadsheets, values
from practice.sheets.world import SheetsWorld

HANDLERS: dict[str, Callable[[SheetsWorld, Call], Any]] = {
    "sheets.spreadsheets.create": spreadsheets.create,
    "sheets.spreadsheets.get": spreadsheets.get,
    "sheets.spreadsheets.getByDataFilter": spreadsheets.get_by_data_filter,
    "sheets.spreadsheets.batchUpdate": spreadsheets.batch_update,
    "sheets.spreadsheets.values.get": values.get,
    "sheets.spreadsheets.values.update": values.update,
    "sheets.spreadsheets.values.append": values.append,
    "sheets.spreadsheets.values.clear": values.clear,
    "sheets.spreadsheets.values.batchGet": values.batch_get,
    "sheets.spreadsheets.values.batchUpdate": values.batch_update,
    "sheets.spreadsheets.values.batchClear": values.batch_clear,
    "sheets.spreadsheets.values.batchGetByDataFilter": values.batch_get_by_data_filter,
    "sheets.spreadsheets.values.batchUpdateByDataFilter": values.batch_update_by_data_filter,
    "sheets.spreadsheets.values.batchClearByDataFilter": values.batch_clear_by_data_filter,
    "sheets.spreadsheets.sheets.copyTo": spreadsheets.copy_to,
    "sheets.spreadsheets.developerMetadata.search": spreadsheets.search_metadata,
    "sheets.spreadsheets.developerMetadata.get": spreadsheets.get_metadata,
    "drive.files.create": files.create,
    "drive.files.list": files.list_files,
    "drive.files.get": files.get,
    "drive.files.update": files.update,
    "drive.files.delete": files.delete,
    "drive.files.copy": files.copy,
    "drive.files.export": files.export,
    "drive.comments.list": files.list_comments,
    "drive.permissions.list": permissions.list_permissions,
    "drive.permissions.create": permissions.create,
    "drive.permissions.get": permissions.get,
    "drive.permissions.update": permissions.update,
    "drive.permissions.delete": permissions.delete,
}
