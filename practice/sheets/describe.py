"""The Spreadsheet resource that `spreadsheets.get` answers."""

from typing import Any

from practice.sheets.defaults import DEFAULT_FORMAT, THEME
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab, grid_range


def describe(spreadsheet: Spreadsheet) -> Json:
    """Everything but the cells; what is empty is left out."""
    resource: Json = {
        "spreadsheetId": spreadsheet.id,
        "properties": spreadsheet_properties(spreadsheet),
        "sheets": [describe_tab(tab, index) for index, tab in enumerate(spreadsheet.tabs)],
        "namedRanges": spreadsheet.named_ranges,
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{spreadsheet.id}/edit",
    }
    return _without_empty(resource)


def spreadsheet_properties(spreadsheet: Spreadsheet) -> Json:
    """SpreadsheetProperties."""
    return {
        "title": spreadsheet.title,
        "locale": spreadsheet.locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": spreadsheet.time_zone,
        "defaultFormat": DEFAULT_FORMAT,
        "spreadsheetTheme": THEME,
    }


def describe_tab(tab: Tab, index: int) -> Json:
    """A Sheet resource without its cells."""
    resource = {
        "properties": tab.properties(index),
        "merges": [grid_range(area, tab.sheet_id) for area in tab.merges],
        "protectedRanges": tab.protected,
        "conditionalFormats": tab.conditional,
        "basicFilter": tab.basic_filter,
    }
    return _without_empty(resource)


def _without_empty(resource: dict[str, Any]) -> Json:
    return {name: value for name, value in resource.items() if value not in (None, [], {})}
