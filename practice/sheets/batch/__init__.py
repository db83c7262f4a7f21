"""The kinds of request that `spreadsheets.batchUpdate` carries, all or nothing."""

from typing import Any

from practice.sheets.batch import cells, dimensions, merging, noting, owned, pasting, rules, tabs
from practice.sheets.editing import Edit, Handler
from practice.sheets.errors import GoogleError, not_ours, refused
from practice.sheets.tabs import Json

KINDS: dict[str, Handler] = {
    "addSheet": tabs.add_sheet,
    "deleteSheet": tabs.delete_sheet,
    "duplicateSheet": tabs.duplicate_sheet,
    "updateSheetProperties": tabs.update_sheet_properties,
    "updateSpreadsheetProperties": tabs.update_spreadsheet_properties,
    "appendDimension": dimensions.append,
    "insertDimension": dimensions.insert,
    "deleteDimension": dimensions.delete,
    "moveDimension": dimensions.move,
    "updateDimensionProperties": dimensions.update_properties,
    "autoResizeDimensions": dimensions.auto_resize,
    "repeatCell": cells.repeat_cell,
    "updateCells": cells.update_cells,
    "appendCells": cells.append_cells,
    "sortRange": cells.sort_range,
    "copyPaste": pasting.copy_paste,
    "cutPaste": pasting.cut_paste,
    "mergeCells": merging.merge_cells,
    "unmergeCells": merging.unmerge_cells,
    "addProtectedRange": owned.add_protected_range,
    "updateProtectedRange": owned.update_protected_range,
    "deleteProtectedRange": owned.delete_protected_range,
    "addNamedRange": owned.add_named_range,
    "updateNamedRange": owned.update_named_range,
    "deleteNamedRange": owned.delete_named_range,
    "setDataValidation": rules.set_data_validation,
    "addConditionalFormatRule": rules.add_conditional_format_rule,
    "updateConditionalFormatRule": rules.update_conditional_format_rule,
    "deleteConditionalFormatRule": rules.delete_conditional_format_rule,
    "setBasicFilter": rules.set_basic_filter,
    "clearBasicFilter": rules.clear_basic_filter,
    "createDeveloperMetadata": noting.create_developer_metadata,
    "updateDeveloperMetadata": noting.update_developer_metadata,
    "deleteDeveloperMetadata": noting.delete_developer_metadata,
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
