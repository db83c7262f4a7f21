"""The requests that make a tab what its declaration says: size, header, formats, choices, notes, protection, marks."""

from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum
from typing import Any

from nhipcau.rules.sheets.cells import Titles
from nhipcau.rules.sheets.columns import Column, Kind, Owner, TabDeclaration

Request = dict[str, Any]

TAB_MARK, COLUMN_MARK = "nhipcau.tab", "nhipcau.column"
"""Hidden developer metadata by which a tab or a column is known whatever people call it and wherever they move it."""
SPARE_ROWS = 200
"""Rows added beyond what is needed whenever the grid must grow, so that it does not grow every time."""
OURS = "Nhịp Cầu"
"""The description of our protected ranges, by which they are found again."""

_GREY = {"red": 0.93, "green": 0.94, "blue": 0.95}
_GREEN = {"red": 0.85, "green": 0.93, "blue": 0.83}
_SEEN_BY_ALL = "DOCUMENT"

FORMATS = {
    Kind.NUMBER: {"type": "NUMBER", "pattern": "#,##0"},
    Kind.MONEY: {"type": "NUMBER", "pattern": "#,##0"},
    Kind.PERCENT: {"type": "NUMBER", "pattern": '0"%"'},
    Kind.DAY: {"type": "DATE", "pattern": "dd/mm/yyyy"},
    Kind.MOMENT: {"type": "DATE_TIME", "pattern": "hh:mm dd/mm/yyyy"},
    Kind.TEXT: {"type": "TEXT"},
    Kind.WORDS: {"type": "TEXT"},
}


class Aspect(Enum):
    """What about a column may differ from its declaration. Its width and its place are people's own matter."""

    HEADER = "header"
    FORMAT = "format"
    CHOICES = "choices"
    PROTECTION = "protection"
    MARK = "mark"


def new_tab(title: str, declared: TabDeclaration, titles: Titles, sheet: int, rows: int) -> list[Request]:
    """A tab of that id and everything about it. Its id is ours to choose, so that one request does it all."""
    grid = {"rowCount": rows + SPARE_ROWS, "columnCount": len(declared.columns), "frozenRowCount": 1}
    make = {"addSheet": {"properties": {"sheetId": sheet, "title": title, "gridProperties": grid}}}
    places = list(enumerate(declared.columns))
    looks = [request for place, column in places for request in dress(column, titles, sheet, place, set(Aspect))]
    return [make, tab_mark(sheet, declared), *looks, *(_width(sheet, place, column) for place, column in places)]


def dress(column: Column, titles: Titles, sheet: int, place: int, aspects: Collection[Aspect]) -> Iterator[Request]:
    """What makes these aspects of a column as declared, wherever it stands."""
    for aspect in Aspect:
        if aspect in aspects and applies(aspect, column):
            yield _DRESSING[aspect](sheet, place, column, titles)


def applies(aspect: Aspect, column: Column) -> bool:
    """Only people's columns have choices, only the bot's are protected."""
    if aspect is Aspect.CHOICES:
        return column.owner is Owner.PEOPLE and bool(column.choices or column.kind is Kind.DAY)
    return aspect is not Aspect.PROTECTION or column.owner is Owner.BOT


def grow(sheet: int, dimension: str, length: int) -> Request:
    return {"appendDimension": {"sheetId": sheet, "dimension": dimension, "length": length}}


def freeze(sheet: int) -> Request:
    properties = {"sheetId": sheet, "gridProperties": {"frozenRowCount": 1}}
    return {"updateSheetProperties": {"properties": properties, "fields": "gridProperties.frozenRowCount"}}


def at_home(locale: str, zone: str) -> Request:
    """In the network's locale and zone: else "1/5/2026", typed by a person, would be the 5th of January."""
    properties = {"locale": locale, "timeZone": zone}
    return {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}}


def tab_mark(sheet: int, declared: TabDeclaration) -> Request:
    return _mark(TAB_MARK, declared.name, {"sheetId": sheet})


def _mark(key: str, value: str, location: Request) -> Request:
    metadata = {"metadataKey": key, "metadataValue": value, "location": location, "visibility": _SEEN_BY_ALL}
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def _span(sheet: int, place: int) -> Request:
    return {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}


def _cells(sheet: int, place: int, first_row: int = 1) -> Request:
    return {"sheetId": sheet, "startRowIndex": first_row, "startColumnIndex": place, "endColumnIndex": place + 1}


def _header(sheet: int, place: int, column: Column, titles: Titles) -> Request:
    """Bold, with a hint; green over the columns that people fill in."""
    colour = _GREY if column.owner is Owner.BOT else _GREEN
    look = {"textFormat": {"bold": True}, "backgroundColor": colour, "wrapStrategy": "WRAP"}
    cell = {"userEnteredFormat": look, "note": hint(column, titles)}
    area = {**_cells(sheet, place, 0), "endRowIndex": 1}
    fields = "userEnteredFormat(textFormat.bold,backgroundColor,wrapStrategy),note"
    return {"repeatCell": {"range": area, "cell": cell, "fields": fields}}


def hint(column: Column, titles: Titles) -> str:
    """What the note over a column says: its own words, or whose the column is."""
    words = titles.hints.get(column.key) or titles.hints.get(column.owner.value, {})
    return words.get(titles.language, "")


def _format(sheet: int, place: int, column: Column, titles: Titles) -> Request:
    wrap = "WRAP" if column.wraps else "OVERFLOW_CELL"
    shape = {"numberFormat": FORMATS[column.kind], "wrapStrategy": wrap, "verticalAlignment": "TOP"}
    fields = "userEnteredFormat(numberFormat,wrapStrategy,verticalAlignment)"
    return {"repeatCell": {"range": _cells(sheet, place), "cell": {"userEnteredFormat": shape}, "fields": fields}}


def _width(sheet: int, place: int, column: Column) -> Request:
    wide = {"pixelSize": column.width}
    return {"updateDimensionProperties": {"range": _span(sheet, place), "properties": wide, "fields": "pixelSize"}}


def rule(column: Column, titles: Titles) -> Request:
    """A drop-down, or a calendar. Not strict: what else is typed gets a sentence, not a locked cell."""
    if column.kind is Kind.DAY:
        return {"condition": {"type": "DATE_IS_VALID"}, "showCustomUi": True}
    values = [{"userEnteredValue": titles.word(code)} for code in column.choices]
    return {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True}


def _choices(sheet: int, place: int, column: Column, titles: Titles) -> Request:
    return {"setDataValidation": {"range": _cells(sheet, place), "rule": rule(column, titles)}}


def _protection(sheet: int, place: int, column: Column, titles: Titles) -> Request:
    """A warning, not a lock: a locked column could not be sorted or moved, and what is typed over is put right."""
    protected = {"range": _cells(sheet, place, 0), "description": OURS, "warningOnly": True}
    return {"addProtectedRange": {"protectedRange": protected}}


def _column_mark(sheet: int, place: int, column: Column, titles: Titles) -> Request:
    return _mark(COLUMN_MARK, column.key, {"dimensionRange": _span(sheet, place)})


_DRESSING: Mapping[Aspect, Callable[[int, int, Column, Titles], Request]] = {
    Aspect.HEADER: _header,
    Aspect.FORMAT: _format,
    Aspect.CHOICES: _choices,
    Aspect.PROTECTION: _protection,
    Aspect.MARK: _column_mark,
}
