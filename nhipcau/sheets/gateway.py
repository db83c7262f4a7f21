"""Brings whole books in line: one look at the tabs, one read, at most one structural write and one of values each."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gspread
import requests
from google.auth.exceptions import RefreshError, TransportError
from gspread.exceptions import APIError, SpreadsheetNotFound
from gspread.utils import absolute_range_name, rowcol_to_a1
from tenacity import RetryError, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter
from tenacity.wait import wait_base

from nhipcau.ports import Row, TabOutcome, TabRows, TryLater
from nhipcau.settings.rulebook import Tab
from nhipcau.sheets.cells import FORMATS, SheetValue
from nhipcau.sheets.merge import CellWrite, TabPlan, Titles, plan_tab
from nhipcau.sheets.tabs import DECLARATIONS, Column, TabDeclaration

AWAY = {408, 429, 500, 502, 503, 504}
SPARE_ROWS = 200
"""Rows added beyond what is needed whenever the grid must grow, so that it does not grow every time."""
CELLS_A_REQUEST = 40_000
"""Keeps a request well under the advised 2 MB."""
PATIENCE = wait_exponential_jitter(initial=1, max=20)
"""Between two attempts while the service is away."""

Request = dict[str, Any]


@dataclass(frozen=True)
class _Sheet:
    """A tab as it is now."""

    id: int
    rows: int
    columns: int


@dataclass(frozen=True)
class _Book:
    """A book as it is now: its tabs by title, and how it reads what people type."""

    sheets: Mapping[str, _Sheet]
    locale: str
    zone: str


class GoogleSheets:
    """Implements ports.Sheets over real gspread."""

    def __init__(
        self,
        connect: Callable[[], gspread.Client],
        books: Mapping[str, str],
        tabs: Mapping[str, Tab],
        titles: Mapping[str, Titles],
        counters: Counter[str],
        locale: str,
        zone: str,
        patience: wait_base = PATIENCE,
    ) -> None:
        self._connect = connect
        self._locale = locale
        self._zone = zone
        self._patience = patience
        self._books = books
        self._tabs = tabs
        self._titles = titles
        self._counters = counters
        self._client: gspread.Client | None = None
        self._opened: dict[str, gspread.Spreadsheet] = {}

    def requests(self) -> Mapping[str, int]:
        return dict(self._counters)

    def workbook(self, book: str) -> bytes:
        """A whole book as an Excel file, as Google exports it."""
        content: bytes = self._open(book).export(gspread.utils.ExportFormat.EXCEL)
        return content

    def sync(self, tabs: Sequence[TabRows], bases: Mapping[str, Mapping[str, Row]]) -> list[TabOutcome]:
        """Book by book: one that is refused leaves the others alone.

        Raises TryLater when the service stays away through all attempts.
        """
        outcomes: dict[str, TabOutcome] = {}
        for book in dict.fromkeys(self._tabs[tab.tab].book for tab in tabs):
            part = [tab for tab in tabs if self._tabs[tab.tab].book == book]
            try:
                done = self._patiently(book, part, bases)
            except (APIError, RefreshError) as refusal:
                self._opened.pop(book, None)
                done = [TabOutcome(tab.tab, trouble="book_refused", where=_words(refusal)) for tab in part]
            outcomes |= {outcome.tab: outcome for outcome in done}
        return [outcomes[tab.tab] for tab in tabs]

    def _patiently(
        self, book: str, tabs: Sequence[TabRows], bases: Mapping[str, Mapping[str, Row]]
    ) -> list[TabOutcome]:
        """The whole book again from its reading: every write goes to a place found by key, so it is safe to repeat."""
        attempts = Retrying(
            retry=retry_if_exception(_is_away),
            stop=stop_after_attempt(4),
            wait=self._patience,
        )
        try:
            return attempts(self._sync_book, book, tabs, bases)
        except RetryError as away:
            raise TryLater(f"sheets: {away.last_attempt.exception()}", 60) from away

    def _sync_book(
        self, book: str, tabs: Sequence[TabRows], bases: Mapping[str, Mapping[str, Row]]
    ) -> list[TabOutcome]:
        spreadsheet = self._open(book)
        found = self._look(spreadsheet)
        known = [self._tabs[tab.tab].title for tab in tabs if self._tabs[tab.tab].title in found.sheets]
        grids = self._read(spreadsheet, known)
        plans = {
            tab.tab: plan_tab(
                DECLARATIONS[tab.tab],
                self._titles[tab.tab],
                grids.get(self._tabs[tab.tab].title, []),
                tab.rows,
                bases.get(tab.tab, {}),
            )
            for tab in tabs
        }
        self._write(spreadsheet, found, plans)
        return [_outcome(name, plan) for name, plan in plans.items()]

    def _open(self, book: str) -> gspread.Spreadsheet:
        """By title among the files shared with the account; made when there is none yet."""
        if book not in self._opened:
            self._client = self._client or self._connect()
            try:
                self._opened[book] = self._client.open(self._books[book])
            except SpreadsheetNotFound:
                self._opened[book] = self._client.create(self._books[book])
        return self._opened[book]

    def _look(self, spreadsheet: gspread.Spreadsheet) -> _Book:
        grid = "sheets.properties(sheetId,title,gridProperties(rowCount,columnCount))"
        found = spreadsheet.fetch_sheet_metadata({"fields": f"properties(locale,timeZone),{grid}"})
        sheets = {sheet["properties"]["title"]: _sheet(sheet["properties"]) for sheet in found["sheets"]}
        return _Book(sheets, found["properties"]["locale"], found["properties"]["timeZone"])

    def _read(self, spreadsheet: gspread.Spreadsheet, titles: Sequence[str]) -> dict[str, list[list[SheetValue]]]:
        if not titles:
            return {}
        options: dict[str, Any] = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
        answer = spreadsheet.values_batch_get([absolute_range_name(title) for title in titles], options)
        return {title: part.get("values", []) for title, part in zip(titles, answer["valueRanges"], strict=True)}

    def _write(self, spreadsheet: gspread.Spreadsheet, found: _Book, plans: Mapping[str, TabPlan]) -> None:
        structure = self._at_home(found)
        new_ids = itertools.count(max((sheet.id for sheet in found.sheets.values()), default=0) + 1)
        for name, plan in plans.items():
            structure += self._structure(name, plan, found.sheets, new_ids)
        if structure:
            spreadsheet.batch_update({"requests": structure})
        data = [_value_range(self._tabs[name].title, write) for name, plan in plans.items() for write in plan.writes]
        for chunk in _chunks(data):
            spreadsheet.values_batch_update({"valueInputOption": "RAW", "data": chunk})

    def _at_home(self, found: _Book) -> list[Request]:
        """In the network's locale and zone: else "1/5/2026", typed by a person, would be the 5th of January."""
        if (found.locale, found.zone) == (self._locale, self._zone):
            return []
        home = {"locale": self._locale, "timeZone": self._zone}
        return [{"updateSpreadsheetProperties": {"properties": home, "fields": "locale,timeZone"}}]

    def _structure(
        self, name: str, plan: TabPlan, sheets: Mapping[str, _Sheet], new_ids: Iterator[int]
    ) -> list[Request]:
        """Make the tab, or grow its grid before anything is written past its edge (R25).

        A new tab's id is of our choosing, so that it can be formatted by the request that makes it.
        """
        title, declared = self._tabs[name].title, DECLARATIONS[name]
        if title not in sheets:
            return _new_tab(title, declared, plan, next(new_ids))
        sheet, grown = sheets[title], []
        if plan.rows_needed > sheet.rows:
            grown.append(_grow(sheet.id, "ROWS", plan.rows_needed - sheet.rows + SPARE_ROWS))
        if plan.columns_needed > sheet.columns:
            grown.append(_grow(sheet.id, "COLUMNS", plan.columns_needed - sheet.columns))
        return grown


def _is_away(trouble: BaseException) -> bool:
    if isinstance(trouble, APIError):
        return trouble.response.status_code in AWAY
    if isinstance(trouble, RefreshError):
        return bool(trouble.retryable)
    return isinstance(trouble, (requests.ConnectionError, requests.Timeout, TransportError))


def _words(refusal: APIError | RefreshError) -> str:
    """What Google said, in one short line."""
    if isinstance(refusal, RefreshError):
        return str(refusal.args[0]).partition("\n")[0][:200]
    said = str(refusal.error.get("message", "")).partition("\n")[0]
    return f"{refusal.response.status_code} {said}"[:200]


def _sheet(properties: Mapping[str, Any]) -> _Sheet:
    grid = properties["gridProperties"]
    return _Sheet(properties["sheetId"], grid["rowCount"], grid["columnCount"])


def _new_tab(title: str, declared: TabDeclaration, plan: TabPlan, new_id: int) -> list[Request]:
    grid = {"rowCount": plan.rows_needed + SPARE_ROWS, "columnCount": len(declared.columns), "frozenRowCount": 1}
    make = {"addSheet": {"properties": {"sheetId": new_id, "title": title, "gridProperties": grid}}}
    top = {"sheetId": new_id, "startRowIndex": 0, "endRowIndex": 1}
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    head = {"repeatCell": {"range": top, "cell": bold, "fields": "userEnteredFormat.textFormat.bold"}}
    looks = [_column_look(new_id, number, column) for number, column in enumerate(declared.columns)]
    return [make, head, *itertools.chain(*looks)]


def _column_look(sheet: int, number: int, column: Column) -> list[Request]:
    cells = {"sheetId": sheet, "startRowIndex": 1, "startColumnIndex": number, "endColumnIndex": number + 1}
    span = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": number, "endIndex": number + 1}
    shape = {"userEnteredFormat": {"numberFormat": FORMATS[column.kind]}}
    wide = {"pixelSize": column.width}
    return [
        {"repeatCell": {"range": cells, "cell": shape, "fields": "userEnteredFormat.numberFormat"}},
        {"updateDimensionProperties": {"range": span, "properties": wide, "fields": "pixelSize"}},
    ]


def _grow(sheet: int, dimension: str, length: int) -> Request:
    return {"appendDimension": {"sheetId": sheet, "dimension": dimension, "length": length}}


def _value_range(title: str, write: CellWrite) -> Request:
    first = rowcol_to_a1(write.row + 1, write.column + 1)
    last = rowcol_to_a1(write.row + len(write.values), write.column + write.width)
    return {"range": absolute_range_name(title, f"{first}:{last}"), "values": [list(row) for row in write.values]}


def _chunks(data: Sequence[Request]) -> list[list[Request]]:
    chunks: list[list[Request]] = []
    room = 0
    for item in data:
        cells = len(item["values"]) * len(item["values"][0])
        if room < cells:
            chunks.append([])
            room = CELLS_A_REQUEST
        chunks[-1].append(item)
        room -= cells
    return chunks


def _outcome(name: str, plan: TabPlan) -> TabOutcome:
    return TabOutcome(name, plan.added, plan.changed, plan.restored, plan.trouble, plan.where)
