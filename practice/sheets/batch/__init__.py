"""The kinds of request that `spreadsheets.batchUpdate` carries, all or nothing."""

from typing import Any

from practice.sheets.batch import cells, dimensions, tabs
from practice.sheets.batch.edit import Edit, Handler
from practice.sheets.errors import GoogleError, not_ours, refused
from practice.sheets.tabs import Json

KINDS: dict[str, Handler] = {
    "addSheet": tabs.add_sheet,
    "deleteSheet": tabs.delete_sheet,
    "updateSheetProperties": tabs.update_sheet_properties,
    "updateSpreadsheetProperties": tabs.update_spreadsheet_properties,
    "appendDimension": dimensions.append,
    "insertDimension": dimensions.insert,
    "deleteDimension": dimensions.delete,
    "moveDimension": dimensions.move,
    "repeatCell": cells.repeat_cell,
    "updateCells": cells.update_cells,
    "sortRange": cells.sort_range,
}


def run_batch(edit: Edit, requests: list[Any]) -> list[Json]:
    """Carry out the requests in order; return one reply each. The first refusal is raised, with its place named."""
    if not requests:
        raise refused("Must specify at least one request.")
    return [_run(edit, place, request) for place, request in enumerate(requests)]


def _run(edit: Edit, place: int, request: Json) -> Json:
    if len(request) != 1:
        raise refused(f"Invalid value at 'requests[{place}]' (oneof), oneof field 'kind' must be set exactly once.")
    ((kind, body),) = request.items()
    handler = KINDS.get(kind)
    if handler is None:
        raise not_ours(f"batchUpdate request {kind!r}")
    try:
        reply = handler(edit, body)
    except GoogleError as error:
        raise GoogleError(error.code, f"Invalid requests[{place}].{kind}: {error.message}", error.details) from error
    return {} if reply is None else {kind: reply}
