"""Requests about developer metadata."""

from practice.sheets.editing import Edit, mask_of, required
from practice.sheets.errors import refused
from practice.sheets.fields import merge
from practice.sheets.metadata import checked_location, matching
from practice.sheets.tabs import Json


def create_developer_metadata(edit: Edit, body: Json) -> Json:
    """Put a note for programs somewhere."""
    wanted = required(body, "developerMetadata")
    number = wanted.get("metadataId") or edit.spreadsheet.take_id()
    if any(number == one["metadataId"] for one in edit.spreadsheet.metadata):
        raise refused(f"Developer metadata with ID {number} already exists.")
    made = {
        "metadataId": number,
        "metadataKey": _checked_key(wanted),
        **({"metadataValue": wanted["metadataValue"]} if wanted.get("metadataValue") else {}),
        "location": checked_location(edit.spreadsheet, required(wanted, "location")),
        "visibility": wanted.get("visibility", "DOCUMENT"),
    }
    edit.spreadsheet.metadata.append(made)
    return {"developerMetadata": made}


def update_developer_metadata(edit: Edit, body: Json) -> Json:
    """Change every note that the filters select."""
    mask, wanted, spreadsheet = mask_of(body), required(body, "developerMetadata"), edit.spreadsheet
    changed = []
    for old in _selected(edit, body.get("dataFilters") or []):
        new = merge(old, {**wanted, "metadataId": old["metadataId"]}, mask)
        new["location"] = checked_location(spreadsheet, new["location"])
        spreadsheet.metadata[spreadsheet.metadata.index(old)] = new
        changed.append(new)
    return {"developerMetadata": changed}


def delete_developer_metadata(edit: Edit, body: Json) -> Json:
    """Remove every note that the filter selects."""
    gone = _selected(edit, [required(body, "dataFilter")])
    edit.spreadsheet.metadata = [one for one in edit.spreadsheet.metadata if one not in gone]
    return {"deletedDeveloperMetadata": gone}


def _selected(edit: Edit, filters: list[Json]) -> list[Json]:
    found: list[Json] = []
    for data_filter in filters:
        found += [one for one in matching(edit.spreadsheet, data_filter) if one not in found]
    return found


def _checked_key(wanted: Json) -> str:
    if not wanted.get("metadataKey"):
        raise refused("Must specify a metadata key.")
    return str(wanted["metadataKey"])
