"""Developer metadata: notes for programs, on a spreadsheet, a tab, or single rows and columns."""

from practice.sheets.a1 import Area
from practice.sheets.errors import refused
from practice.sheets.ranges import Located, locate
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab


def location_type(location: Json) -> str:
    """SPREADSHEET, SHEET, ROW or COLUMN."""
    if "dimensionRange" in location:
        return "COLUMN" if location["dimensionRange"].get("dimension") == "COLUMNS" else "ROW"
    return "SPREADSHEET" if location.get("spreadsheet") else "SHEET"


def checked_location(spreadsheet: Spreadsheet, location: Json) -> Json:
    """The location as it is stored; raise a 400 unless it is the spreadsheet, a tab, or one row or column."""
    if "dimensionRange" in location:
        wanted = location["dimensionRange"]
        spreadsheet.tab_numbered(wanted.get("sheetId", 0))
        start, end = wanted.get("startIndex", 0), wanted.get("endIndex", 0)
        if end - start != 1:
            raise refused("Developer metadata can be put on a single row or column only.")
        kept = {"dimension": wanted.get("dimension", "ROWS"), "startIndex": start, "endIndex": end}
        sheet = {"sheetId": wanted["sheetId"]} if wanted.get("sheetId") else {}
        location = {"dimensionRange": {**sheet, **kept}}
    elif location.get("spreadsheet"):
        location = {"spreadsheet": True}
    elif "sheetId" in location:
        location = {"sheetId": spreadsheet.tab_numbered(location["sheetId"]).sheet_id}
    else:
        raise refused("Must specify a location for developer metadata.")
    return {"locationType": location_type(location), **location}


def matching(spreadsheet: Spreadsheet, data_filter: Json) -> list[Json]:
    """The developer metadata that a DataFilter selects."""
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is None:
        areas = filtered_areas(spreadsheet, data_filter)
        return [one for one in spreadsheet.metadata if any(_lies_in(spreadsheet, one, area) for area in areas)]
    return [one for one in spreadsheet.metadata if _looked_up(one, lookup)]


def filtered_areas(spreadsheet: Spreadsheet, data_filter: Json) -> list[Located]:
    """The rectangles that a DataFilter selects."""
    if "a1Range" in data_filter:
        return [locate(spreadsheet, data_filter["a1Range"])]
    if "gridRange" in data_filter:
        tab = spreadsheet.tab_numbered(data_filter["gridRange"].get("sheetId", 0))
        return [_located(tab, tab.area_of(data_filter["gridRange"]))]
    if "developerMetadataLookup" not in data_filter:
        raise refused("A data filter needs a range or a developer metadata lookup.")
    return [area for one in matching(spreadsheet, data_filter) for area in _areas_of(spreadsheet, one)]


def _looked_up(metadata: Json, lookup: Json) -> bool:
    names = ("metadataId", "metadataKey", "metadataValue", "visibility")
    if any(name in lookup and metadata.get(name) != lookup[name] for name in names):
        return False
    location = metadata["location"]
    if lookup.get("locationType") not in (None, location["locationType"]):
        return False
    wanted = lookup.get("metadataLocation")
    if wanted is None:
        return True
    if lookup.get("locationMatchingStrategy") == "INTERSECTING_LOCATION":
        return _intersects(location, wanted)
    return all(location.get(name) == value for name, value in wanted.items())


def _intersects(location: Json, wanted: Json) -> bool:
    """On one tab, or the spreadsheet as a whole on either side."""
    if location.get("spreadsheet") or wanted.get("spreadsheet"):
        return True
    return sheet_of(location) == sheet_of(wanted)


def sheet_of(location: Json) -> int | None:
    """The id of the tab that a location lies on; None for the spreadsheet itself."""
    if location.get("spreadsheet"):
        return None
    number: int = location.get("dimensionRange", location).get("sheetId", 0)
    return number


def _areas_of(spreadsheet: Spreadsheet, metadata: Json) -> list[Located]:
    location = metadata["location"]
    if location.get("spreadsheet"):
        return [_located(tab, tab.whole) for tab in spreadsheet.tabs]
    tab = spreadsheet.tab_numbered(sheet_of(location) or 0)
    span = location.get("dimensionRange")
    if span is None:
        return [_located(tab, tab.whole)]
    return [_located(tab, tab.stripe(span["dimension"], span["startIndex"], span["endIndex"]))]


def _lies_in(spreadsheet: Spreadsheet, metadata: Json, area: Located) -> bool:
    return any(own.tab is area.tab and own.area == area.area for own in _areas_of(spreadsheet, metadata))


def _located(tab: Tab, area: Area) -> Located:
    return Located(tab, area.as_bounds())
