"""The requests that make a tab what its declaration says: size, header, formats, choices, notes, protection, marks."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import Enum
from itertools import chain
from typing import Any

from nhipcau.rules.sheets.cells import Titles
from nhipcau.rules.sheets.columns import Column, Kind, Owner, TabDeclaration
from nhipcau.sheets.colours import FILLS, HEADERS, INKS, rgb, tab_colour

Request = dict[str, Any]

TAB_MARK, COLUMN_MARK = "nhipcau.tab", "nhipcau.column"
"""Hidden developer metadata by which a tab or a column is known whatever people call it and wherever they move it."""
SPARE_ROWS = 200
"""Rows added beyond what is needed whenever the grid must grow, so that it does not grow every time."""
OURS = "Nhịp Cầu"
"""The description of our protected ranges, by which they are found again."""

_SEEN_BY_ALL = "DOCUMENT"

FORMATS = {
    Kind.NUMBER: {"type": "NUMBER", "pattern": "#,##0"},
    Kind.MONEY: {"type": "NUMBER", "pattern": '#,##0"  "'},
    Kind.PERCENT: {"type": "NUMBER", "pattern": '0"%"'},
    Kind.DAY: {"type": "DATE", "pattern": "dd/mm/yyyy"},
    Kind.MOMENT: {"type": "DATE_TIME", "pattern": "hh:mm dd/mm/yyyy"},
    Kind.TEXT: {"type": "TEXT"},
    Kind.WORDS: {"type": "TEXT"},
}
CENTRED = {Kind.NUMBER, Kind.PERCENT, Kind.DAY, Kind.MOMENT}
"""Short and alike from row to row: at the right edge they would stick to the text of the next column, from which two
spaces keep sums of money."""


class Aspect(Enum):
    """What about a column may differ from its declaration. Its width and its place are people's own matter."""

    HEADER = "header"
    FORMAT = "format"
    CHOICES = "choices"
    COLOURS = "colours"
    PROTECTION = "protection"
    MARK = "mark"


def new_tab(
    title: str, declared: TabDeclaration, titles: Titles, sheet: int, rows: int, *, spare: bool = False
) -> list[Request]:
    """A tab of that id and everything about it. Its id is ours to choose, so that one request does it all.

    `spare`: the empty tab with which every book begins becomes this one.
    """
    grid = {"rowCount": rows + SPARE_ROWS, "columnCount": len(declared.columns), "frozenRowCount": 1}
    properties: Request = {"sheetId": sheet, "title": title, "gridProperties": grid}
    if colour := tab_colour(declared):
        properties["tabColor"] = rgb(colour)
    fields = ",".join(name for name in properties if name != "sheetId")
    make = {"updateSheetProperties": {"properties": properties, "fields": fields}} if spare else _add(properties)
    dressed = (whole_dress(column, titles, sheet, place) for place, column in enumerate(declared.columns))
    return [make, tab_mark(sheet, declared), *chain.from_iterable(dressed)]


def _add(properties: Request) -> Request:
    return {"addSheet": {"properties": properties}}


def whole_dress(column: Column, titles: Titles, sheet: int, place: int) -> Iterator[Request]:
    """Everything about a column that is new."""
    yield from dress(column, titles, sheet, place, set(Aspect))
    yield _width(sheet, place, column)


def dress(column: Column, titles: Titles, sheet: int, place: int, aspects: Collection[Aspect]) -> Iterator[Request]:
    """What makes these aspects of a column as declared, wherever it stands."""
    for aspect in Aspect:
        if aspect in aspects and applies(aspect, column):
            yield from _DRESSING[aspect](sheet, place, column, titles)


def applies(aspect: Aspect, column: Column) -> bool:
    """Only people's columns have choices, only words have colours, only the bot's are protected."""
    if aspect is Aspect.CHOICES:
        return column.owner is Owner.PEOPLE and bool(column.choices or column.kind is Kind.DAY)
    if aspect is Aspect.COLOURS:
        return bool(column.tones)
    return aspect is not Aspect.PROTECTION or column.owner is Owner.BOT


def grow(sheet: int, dimension: str, length: int) -> Request:
    return {"appendDimension": {"sheetId": sheet, "dimension": dimension, "length": length}}


def archive(sheet: int, copy: int, place: int, title: str, rows: Sequence[int]) -> Iterator[Request]:
    """Copy a tab as it is at that moment, then take the rows out of it, from the last one up.

    Whatever people did since the reading, nothing is lost: all of it is in the copy, which is no tab of ours.
    """
    made = {"sourceSheetId": sheet, "newSheetId": copy, "newSheetName": title, "insertSheetIndex": place}
    yield {"duplicateSheet": made}
    mark = {"metadataKey": TAB_MARK, "metadataLocation": {"sheetId": copy}}
    yield {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": mark}}}
    for first, end in reversed(_stretches(rows)):
        span = {"sheetId": sheet, "dimension": "ROWS", "startIndex": first, "endIndex": end}
        yield {"deleteDimension": {"range": span}}


def _stretches(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows that follow one another, as first and end."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row:
            found[-1] = (found[-1][0], row + 1)
        else:
            found.append((row, row + 1))
    return found


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


def _header(sheet: int, place: int, column: Column, titles: Titles) -> Iterator[Request]:
    """Bold, with a hint; the colour says whose the column is."""
    look = {
        "textFormat": {"bold": True},
        "backgroundColor": rgb(HEADERS[column.owner]),
        "wrapStrategy": "WRAP",
        "horizontalAlignment": across(column, title=True),
        "verticalAlignment": "MIDDLE",
    }
    cell = {"userEnteredFormat": look, "note": hint(column, titles)}
    area = {**_cells(sheet, place, 0), "endRowIndex": 1}
    fields = (
        "userEnteredFormat(textFormat.bold,backgroundColor,wrapStrategy,horizontalAlignment,verticalAlignment),note"
    )
    yield {"repeatCell": {"range": area, "cell": cell, "fields": fields}}


def across(column: Column, *, title: bool = False) -> str:
    """Where in its cell a text stands; a title over sums of money would stick to the next one at the right."""
    if column.kind is Kind.MONEY:
        return "CENTER" if title else "RIGHT"
    return "CENTER" if column.kind in CENTRED else "LEFT"


def hint(column: Column, titles: Titles) -> str:
    """What the note over a column says: its own words, or whose the column is."""
    words = titles.hints.get(column.key) or titles.hints.get(column.owner.value, {})
    return words.get(titles.language, "")


def _format(sheet: int, place: int, column: Column, titles: Titles) -> Iterator[Request]:
    """What does not wrap is clipped: a long text over its neighbour's empty cell looks like the neighbour's."""
    wrap = "WRAP" if column.wraps else "CLIP"
    shape = {
        "numberFormat": FORMATS[column.kind],
        "wrapStrategy": wrap,
        "horizontalAlignment": across(column),
        "verticalAlignment": "TOP",
    }
    fields = f"userEnteredFormat({','.join(shape)})"
    yield {"repeatCell": {"range": _cells(sheet, place), "cell": {"userEnteredFormat": shape}, "fields": fields}}


def _width(sheet: int, place: int, column: Column) -> Request:
    """And whether it is hidden; a column that people show, hide or widen later is left as they have it."""
    shape = {"pixelSize": column.width, **({"hiddenByUser": True} if column.hidden else {})}
    span = _span(sheet, place)
    return {"updateDimensionProperties": {"range": span, "properties": shape, "fields": ",".join(shape)}}


def rule(column: Column, titles: Titles) -> Request:
    """A drop-down, or a calendar. Not strict: what else is typed gets a sentence, not a locked cell."""
    if column.kind is Kind.DAY:
        return {"condition": {"type": "DATE_IS_VALID"}, "showCustomUi": True}
    values = [{"userEnteredValue": titles.word(code)} for code in column.choices]
    return {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True}


def _choices(sheet: int, place: int, column: Column, titles: Titles) -> Iterator[Request]:
    yield {"setDataValidation": {"range": _cells(sheet, place), "rule": rule(column, titles)}}


def _colours(sheet: int, place: int, column: Column, titles: Titles) -> Iterator[Request]:
    """The colour follows the word, wherever rows are sorted to, and costs nothing when a word changes."""
    for code, tone in column.tones.items():
        condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": titles.word(code)}]}
        look = {"backgroundColor": rgb(FILLS[tone]), "textFormat": {"foregroundColor": rgb(INKS[tone])}}
        wanted = {"ranges": [_cells(sheet, place)], "booleanRule": {"condition": condition, "format": look}}
        yield {"addConditionalFormatRule": {"rule": wanted, "index": 0}}


def _protection(sheet: int, place: int, column: Column, titles: Titles) -> Iterator[Request]:
    """A warning, not a lock: a locked column could not be sorted or moved, and what is typed over is put right."""
    protected = {"range": _cells(sheet, place, 0), "description": OURS, "warningOnly": True}
    yield {"addProtectedRange": {"protectedRange": protected}}


def _column_mark(sheet: int, place: int, column: Column, titles: Titles) -> Iterator[Request]:
    yield _mark(COLUMN_MARK, column.key, {"dimensionRange": _span(sheet, place)})


_DRESSING: Mapping[Aspect, Callable[[int, int, Column, Titles], Iterator[Request]]] = {
    Aspect.HEADER: _header,
    Aspect.FORMAT: _format,
    Aspect.CHOICES: _choices,
    Aspect.COLOURS: _colours,
    Aspect.PROTECTION: _protection,
    Aspect.MARK: _column_mark,
}
