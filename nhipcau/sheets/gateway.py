"""Brings whole books in line: one read, at most one structural write, and one write of values for every 2 MB."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from json import dumps
from typing import Any

import gspread
import requests
from google.auth.exceptions import RefreshError, TransportError
from gspread.exceptions import APIError
from gspread.utils import absolute_range_name, rowcol_to_a1
from tenacity import RetryError, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter
from tenacity.wait import wait_base

from nhipcau.ports import Decide, TryLater
from nhipcau.rules.sheets.cells import Grid, SheetValue, same
from nhipcau.rules.sheets.layout import TabTrouble, header_of, titled
from nhipcau.rules.sheets.writes import Block, TabPlan
from nhipcau.sheets.books import Book, TabSeen, is_there
from nhipcau.sheets.budget import Budget
from nhipcau.sheets.requests import SPARE_ROWS, Request, archive, at_home, grow, new_tab
from nhipcau.sheets.shelf import Shelf

AWAY = {408, 429, 500, 502, 503, 504}
BYTES_A_REQUEST = 1_900_000
"""Under the 2 MB that Google advises, with room for what surrounds the values."""
BYTES_A_PART = 600_000
"""Of a large block: small enough to fill up requests well."""
PATIENCE = wait_exponential_jitter(initial=1, max=20)
"""Between two attempts while the service is away."""
ATTEMPTS = 4
_HEARD = {
    "includeValuesInResponse": True,
    "responseValueRenderOption": "UNFORMATTED_VALUE",
    "responseDateTimeRenderOption": "SERIAL_NUMBER",
}


class NotAsWritten(Exception):
    """What Google read back after a write is not what was to be written (R25)."""


class GoogleSheets:
    """Implements ports.Sheets over real gspread."""

    def __init__(
        self, connect: Callable[[], gspread.Client], shelf: Shelf, budget: Budget, patience: wait_base = PATIENCE
    ) -> None:
        self._connect = connect
        self._shelf = shelf
        self._budget = budget
        self._patience = patience
        self._client: gspread.Client | None = None
        self._opened: dict[str, Book] = {}

    def requests(self) -> Mapping[str, int]:
        return dict(self._budget.spent)

    def workbook(self, book: str) -> bytes:
        """A whole book as an Excel file, as Google exports it."""
        content: bytes = self.open(book).spreadsheet.export(gspread.utils.ExportFormat.EXCEL)
        return content

    def sync(self, tabs: Sequence[str], decide: Decide, now: datetime) -> dict[str, TabTrouble]:
        """Book by book: one that is refused leaves the others alone.

        Raises TryLater when the service stays away through all attempts, or the minute's requests are used up.
        """
        self._budget.now = now
        troubles: dict[str, TabTrouble] = {}
        for book in dict.fromkeys(self._shelf.tabs[tab].book for tab in tabs):
            part = [tab for tab in tabs if self._shelf.tabs[tab].book == book]
            try:
                troubles |= self._patiently(book, part, decide)
            except (APIError, RefreshError) as refusal:
                self._opened.pop(book, None)
                troubles |= {tab: TabTrouble("book_refused", _words(refusal)) for tab in part}
        return troubles

    def _patiently(self, book: str, tabs: Sequence[str], decide: Decide) -> dict[str, TabTrouble]:
        """The whole book again from its reading: every write goes to a place found by key, so it is safe to repeat."""
        attempts = Retrying(retry=retry_if_exception(_is_away), stop=stop_after_attempt(ATTEMPTS), wait=self._patience)
        try:
            return attempts(self._sync_book, book, tabs, decide)
        except RetryError as away:
            raise TryLater(f"sheets: {away.last_attempt.exception()}", 60) from away

    def _sync_book(self, name: str, tabs: Sequence[str], decide: Decide) -> dict[str, TabTrouble]:
        book = self.open(name)
        seen = book.read(tabs)
        doubles = book.look().doubles
        whole = [tab for tab in tabs if tab not in doubles]
        plans = decide({tab: self._in_our_words(book, tab, seen) for tab in whole}, book.editor)
        self._build(book, seen, plans)
        self._fill(book, seen, plans)
        self._archive(book, seen, plans)
        return {tab: TabTrouble("double_tab", where) for tab, where in doubles.items() if tab in tabs}

    def has(self, book: str) -> bool:
        """Whether there is such a spreadsheet; none is made."""
        return book in self._opened or is_there(self._connected(), self._shelf.books[book])

    def open(self, book: str) -> Book:
        if book not in self._opened:
            tabs = {name: tab.title for name, tab in self._shelf.tabs.items() if tab.book == book}
            self._opened[book] = Book(self._connected(), self._shelf.books[book], tabs)
        return self._opened[book]

    def _connected(self) -> gspread.Client:
        self._client = self._client or self._connect()
        return self._client

    def _in_our_words(self, book: Book, tab: str, seen: Mapping[str, TabSeen]) -> Grid:
        """The tab's cells, the columns that people gave another title under ours again."""
        if tab not in seen or not seen[tab].grid:
            return []
        sheet, grid = seen[tab].sheet, seen[tab].grid
        shown = header_of(grid)
        lost = [c for c in self._shelf.declared[tab].columns if not titled(c, self._shelf.titles[tab], shown)]
        if not lost:
            return grid
        renamed = book.renamed(sheet, grid[0], [column.key for column in lost])
        ours = {renamed[c.key]: self._shelf.titles[tab].title(c) for c in lost if c.key in renamed}
        width = max([len(grid[0]), *(place + 1 for place in ours)])
        header = [*grid[0], *[""] * (width - len(grid[0]))]
        return [[ours.get(place, shown) for place, shown in enumerate(header)], *grid[1:]]

    def _build(self, book: Book, seen: Mapping[str, TabSeen], plans: Mapping[str, TabPlan]) -> None:
        """Make tabs and grow grids before anything is written past an edge (R25), in one request."""
        known, shelf = book.look(), self._shelf
        home = (known.locale, known.zone) == (shelf.locale, shelf.zone)
        structure = [] if home else [at_home(shelf.locale, shelf.zone)]
        new = [tab for tab in shelf.declared if tab in plans and tab not in seen]
        structure += self._new(book, {tab: plans[tab] for tab in new}) if new else []
        for tab in plans.keys() & seen.keys():
            structure += self._grown(seen[tab], plans[tab])
        if structure:
            book.forget()
            book.spreadsheet.batch_update({"requests": structure})

    def _new(self, book: Book, plans: Mapping[str, TabPlan]) -> list[Request]:
        """The tabs in the order in which they are read, the first of them in the place of an empty one."""
        shelf, spare = self._shelf, book.spare()
        numbers = itertools.count(max(book.look().titles, default=0) + 1)
        sheets = itertools.chain([] if spare is None else [spare], numbers)
        made: list[Request] = []
        for sheet, (tab, plan) in zip(sheets, plans.items(), strict=False):
            words = shelf.tabs[tab].title, shelf.declared[tab], shelf.titles[tab]
            made += new_tab(*words, sheet, plan.rows_needed, spare=sheet == spare)
        return made

    def _grown(self, tab: TabSeen, plan: TabPlan) -> Iterator[Request]:
        if plan.rows_needed > tab.rows:
            yield grow(tab.sheet, "ROWS", plan.rows_needed - tab.rows + SPARE_ROWS)
        if plan.columns_needed > tab.columns:
            yield grow(tab.sheet, "COLUMNS", plan.columns_needed - tab.columns)

    def _archive(self, book: Book, seen: Mapping[str, TabSeen], plans: Mapping[str, TabPlan]) -> None:
        """Leave past rows to a copy of their tab, so that what is read at every sync does not grow for ever."""
        leaving = [(seen[tab].sheet, plan) for tab, plan in plans.items() if plan.leaving]
        if not leaving:
            return
        titles, requests = book.look().titles, list[Request]()
        for number, (sheet, plan) in enumerate(leaving):
            requests += archive(sheet, max(titles) + 1 + number, len(titles) + number, plan.archive, plan.leaving)
        book.forget()
        book.spreadsheet.batch_update({"requests": requests})

    def _fill(self, book: Book, seen: Mapping[str, TabSeen], plans: Mapping[str, TabPlan]) -> None:
        titles = {tab: seen[tab].title if tab in seen else self._shelf.tabs[tab].title for tab in plans}
        blocks = ((tab, part) for tab, plan in plans.items() for block in plan.blocks for part in _cut(block))
        data = [_value_range(titles[tab], block) for tab, block in blocks]
        for chunk in _chunks(data):
            answer = book.spreadsheet.values_batch_update({"valueInputOption": "RAW", "data": chunk, **_HEARD})
            _check(chunk, answer)


def _is_away(trouble: BaseException) -> bool:
    if isinstance(trouble, APIError):
        return trouble.response.status_code in AWAY
    if isinstance(trouble, RefreshError):
        return bool(trouble.retryable)
    return isinstance(trouble, (requests.ConnectionError, requests.Timeout, TransportError, NotAsWritten))


def _words(refusal: APIError | RefreshError) -> str:
    """What Google said, in one short line."""
    if isinstance(refusal, RefreshError):
        return str(refusal.args[0]).partition("\n")[0][:200]
    said = str(refusal.error.get("message", "")).partition("\n")[0]
    return f"{refusal.response.status_code} {said}"[:200]


def _value_range(title: str, block: Block) -> Request:
    first = rowcol_to_a1(block.row + 1, block.column + 1)
    last = rowcol_to_a1(block.row + len(block.values), block.column + block.width)
    return {"range": absolute_range_name(title, f"{first}:{last}"), "values": [list(row) for row in block.values]}


def _chunks(data: Sequence[Request]) -> list[list[Request]]:
    """As few requests as hold it."""
    chunks: list[list[Request]] = []
    room = 0
    for item in data:
        size = _size(item)
        if room < size:
            chunks.append([])
            room = BYTES_A_REQUEST
        chunks[-1].append(item)
        room -= size
    return chunks


def _cut(block: Block) -> Iterator[Block]:
    """A block in parts of rows that each leave a request room for others."""
    sizes = [_size(row) for row in block.values]
    start = room = 0
    for number, size in enumerate(sizes):
        if size > room and number > start:
            yield Block(block.row + start, block.column, block.values[start:number])
            start = number
        room = (room if number > start else BYTES_A_PART) - size
    yield Block(block.row + start, block.column, block.values[start:])


def _size(part: object) -> int:
    return len(dumps(part, ensure_ascii=False).encode()) + 2


def _check(written: Sequence[Request], answer: Mapping[str, Any]) -> None:
    """Google's own reading of the cells after the write: as many, and the same values (R25).

    Raises NotAsWritten; a write may always be done again.
    """
    for wanted, response in zip(written, answer.get("responses", []), strict=True):
        shown = response.get("updatedData", {}).get("values", [])
        cells = zip(_flat(wanted["values"], wanted["values"]), _flat(shown, wanted["values"]), strict=True)
        if not all(same(ours, theirs) for ours, theirs in cells):
            raise NotAsWritten(wanted["range"])


def _flat(values: Sequence[Sequence[SheetValue]], shape: Sequence[Sequence[SheetValue]]) -> Iterator[SheetValue]:
    """The values cell by cell in a given shape: Google leaves out empty ends of rows, and empty last rows."""
    for row, wanted in enumerate(shape):
        shown = values[row] if row < len(values) else []
        for place in range(len(wanted)):
            yield shown[place] if place < len(shown) else ""
