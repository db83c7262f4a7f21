"""What differs between a spreadsheet and what is declared, and what mends it. What people made already is adopted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gspread.utils import absolute_range_name

from nhipcau.rules.sheets.cells import Titles, typed
from nhipcau.rules.sheets.columns import Column, TabDeclaration
from nhipcau.rules.sheets.layout import titled
from nhipcau.sheets.books import Book
from nhipcau.sheets.requests import (
    FORMATS,
    TAB_MARK,
    Aspect,
    Request,
    applies,
    at_home,
    dress,
    freeze,
    grow,
    hint,
    rule,
    tab_mark,
    whole_dress,
)
from nhipcau.sheets.shelf import Shelf

_FIELDS = (
    "properties(locale,timeZone),sheets(properties(sheetId,title,gridProperties),developerMetadata,protectedRanges,"
    "conditionalFormats,data(rowData(values(formattedValue,note,dataValidation,userEnteredFormat(numberFormat)))))"
)


@dataclass(frozen=True)
class Difference:
    """One sentence of templates/sheets/differences, and the requests that mend it (none: `nhipcau sync` does)."""

    code: str
    tab: str = ""
    column: str = ""
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True)
class _Tab:
    """A tab that is there: the cells of its first two rows, and our marks."""

    declared: TabDeclaration
    titles: Titles
    title: str
    told: Mapping[str, Any]
    marks: Mapping[str, int]

    @property
    def sheet(self) -> int:
        number: int = self.told["properties"]["sheetId"]
        return number

    def cell(self, row: int, place: int) -> Mapping[str, Any]:
        rows: Sequence[Any] = self.told.get("data", [{}])[0].get("rowData", [])
        cells = rows[row].get("values", []) if row < len(rows) else []
        found: Mapping[str, Any] = cells[place] if place < len(cells) else {}
        return found

    @property
    def header(self) -> list[str]:
        width = self.told["properties"]["gridProperties"]["columnCount"]
        return [typed(self.cell(0, place).get("formattedValue", "")) for place in range(width)]

    @property
    def protected(self) -> set[int]:
        """The columns over which a protected range lies."""
        spans = (one["range"] for one in self.told.get("protectedRanges", []))
        width = len(self.header)
        return {n for s in spans for n in range(s.get("startColumnIndex", 0), s.get("endColumnIndex", width))}

    def coloured(self, place: int) -> set[str]:
        """The words that have a colour in a column."""
        rules = (
            one["booleanRule"]["condition"] for one in self.told.get("conditionalFormats", []) if _covers(one, place)
        )
        return {rule["values"][0]["userEnteredValue"] for rule in rules if rule["type"] == "TEXT_EQ"}


def _covers(one: Mapping[str, Any], place: int) -> bool:
    spans = ((part.get("startColumnIndex", 0), part.get("endColumnIndex", place + 1)) for part in one["ranges"])
    return "booleanRule" in one and any(first <= place < end for first, end in spans)


def differences(book: Book, shelf: Shelf, tabs: Sequence[str]) -> list[Difference]:
    """Everything in which the book differs; one read, and one for the marks."""
    known = book.look()
    there = {tab: known.sheets[tab] for tab in tabs if tab in known.sheets}
    told = book.spreadsheet.fetch_sheet_metadata(
        {"fields": _FIELDS, "ranges": [absolute_range_name(known.titles[sheet], "1:2") for sheet in there.values()]}
    )
    sheets = {one["properties"]["sheetId"]: one for one in told["sheets"]}
    marks: dict[int, dict[str, int]] = {}
    for sheet, column, place in book.column_marks():
        marks.setdefault(sheet, {})[column] = place
    found = [] if (known.locale, known.zone) == (shelf.locale, shelf.zone) else [_home(shelf)]
    for tab in tabs:
        title = shelf.tabs[tab].title
        if tab not in there:
            found.append(Difference("double_tab" if tab in known.doubles else "tab_missing", title))
            continue
        one = sheets[there[tab]]
        seen = _Tab(shelf.declared[tab], shelf.titles[tab], title, one, marks.get(there[tab], {}))
        found += _of_tab(seen)
    return found


def _home(shelf: Shelf) -> Difference:
    return Difference("not_at_home", requests=(at_home(shelf.locale, shelf.zone),))


def _of_tab(tab: _Tab) -> Iterator[Difference]:
    if tab.told["properties"]["gridProperties"].get("frozenRowCount", 0) != 1:
        yield Difference("not_frozen", tab.title, requests=(freeze(tab.sheet),))
    if not any(one["metadataKey"] == TAB_MARK for one in tab.told.get("developerMetadata", [])):
        yield Difference("tab_not_marked", tab.title, requests=(tab_mark(tab.sheet, tab.declared),))
    width = len(tab.header)
    for column in tab.declared.columns:
        places = titled(column, tab.titles, tab.header) or [tab.marks[c] for c in [column.key] if c in tab.marks]
        if places:
            yield from _of_column(tab, column, places[0])
        else:
            yield _added(tab, column, width)
            width += 1


def _of_column(tab: _Tab, column: Column, place: int) -> Iterator[Difference]:
    for aspect in Aspect:
        if applies(aspect, column) and not _is_so(tab, column, place, aspect):
            mended = tuple(dress(column, tab.titles, tab.sheet, place, {aspect}))
            yield Difference(f"{aspect.value}_differs", tab.title, tab.titles.title(column), mended)


def _is_so(tab: _Tab, column: Column, place: int, aspect: Aspect) -> bool:
    below = tab.cell(1, place)
    if aspect is Aspect.HEADER:
        return bool(tab.cell(0, place).get("note", "") == hint(column, tab.titles))
    if aspect is Aspect.FORMAT:
        return bool(below.get("userEnteredFormat", {}).get("numberFormat") == FORMATS[column.kind])
    if aspect is Aspect.CHOICES:
        return bool(below.get("dataValidation", {}).get("condition") == rule(column, tab.titles)["condition"])
    if aspect is Aspect.COLOURS:
        return {tab.titles.word(code) for code in column.tones} <= tab.coloured(place)
    return place in tab.protected if aspect is Aspect.PROTECTION else tab.marks.get(column.key) == place


def _added(tab: _Tab, column: Column, place: int) -> Difference:
    """A column that the tab lacks, put at its right end."""
    words = [{"userEnteredValue": {"stringValue": tab.titles.title(column)}}]
    start = {"sheetId": tab.sheet, "rowIndex": 0, "columnIndex": place}
    write = {"updateCells": {"start": start, "rows": [{"values": words}], "fields": "userEnteredValue"}}
    looks = whole_dress(column, tab.titles, tab.sheet, place)
    return Difference(
        "column_missing", tab.title, tab.titles.title(column), (grow(tab.sheet, "COLUMNS", 1), write, *looks)
    )


def mend(book: Book, found: Sequence[Difference]) -> int:
    """Mend what requests can, in one. Returns how many differences that were."""
    requests = [request for difference in found for request in difference.requests]
    if requests:
        book.forget()
        book.spreadsheet.batch_update({"requests": requests})
    return sum(bool(difference.requests) for difference in found)


def share(book: Book, editors: Sequence[str]) -> list[str]:
    """Share the book with those of the accounts that have it not. Returns which those were."""
    missing = _unshared(book, editors)
    for account in missing:
        book.spreadsheet.share(account, perm_type="user", role="writer", notify=False)
    return missing


def _unshared(book: Book, editors: Sequence[str]) -> list[str]:
    if not editors:
        return []
    there = {str(one.get("emailAddress", "")).lower() for one in book.spreadsheet.list_permissions()}
    return [account for account in editors if account not in there]
