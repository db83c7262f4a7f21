"""The Spreadsheet resource that `spreadsheets.get` answers."""

from collections.abc import Sequence
from typing import Any

from practice.sheets.calculating import Calculator
from practice.sheets.defaults import DEFAULT_FORMAT, THEME
from practice.sheets.griddata import grid_data, metadata_of
from practice.sheets.ranges import Located
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab, grid_range


def describe(
    spreadsheet: Spreadsheet, calculator: Calculator | None = None, located: Sequence[Located] | None = None
) -> Json:
    """The spreadsheet; what is empty is left out.

    With a calculator the cells come along; with `located` only the tabs, and of their cells the areas, named there.
    """
    tabs = [
        describe_tab(spreadsheet, tab, index) | _cells(spreadsheet, calculator, tab, located)
        for index, tab in enumerate(spreadsheet.tabs)
        if located is None or any(one.tab is tab for one in located)
    ]
    resource: Json = {
        "spreadsheetId": spreadsheet.id,
        "properties": spreadsheet_properties(spreadsheet),
        "sheets": tabs,
        "namedRanges": spreadsheet.named_ranges,
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{spreadsheet.id}/edit",
        "developerMetadata": metadata_of(spreadsheet, None),
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


def describe_tab(spreadsheet: Spreadsheet, tab: Tab, index: int) -> Json:
    """A Sheet resource without its cells."""
    resource = {
        "properties": tab.properties(index),
        "merges": [grid_range(area, tab.sheet_id) for area in tab.merges],
        "protectedRanges": tab.protected,
        "conditionalFormats": tab.conditional,
        "basicFilter": tab.basic_filter,
        "developerMetadata": metadata_of(spreadsheet, tab),
    }
    return _without_empty(resource)


def _cells(
    spreadsheet: Spreadsheet, calculator: Calculator | None, tab: Tab, located: Sequence[Located] | None
) -> Json:
    if calculator is None:
        return {}
    areas = [tab.whole] if located is None else [one.clipped() for one in located if one.tab is tab]
    return {"data": [grid_data(spreadsheet, calculator, tab, area) for area in areas]}


def _without_empty(resource: dict[str, Any]) -> Json:
    return {name: value for name, value in resource.items() if value not in (None, [], {})}
