"""Google's Sheets and Drive, served for a session and emptied for every test; the real gspread speaks to them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pytest
from tenacity import wait_none

from nhipcau.ports import Row, TabRows
from nhipcau.settings.installation import PROJECT
from nhipcau.settings.rulebook import Rulebook
from nhipcau.sheets.client import connect
from nhipcau.sheets.gateway import GoogleSheets
from nhipcau.sheets.words import load_titles
from practice.core.clock import PracticeClock
from practice.core.pipeline import Core
from practice.server import build, serve_in_thread
from practice.sheets.accounts import new_private_key, service_account
from practice.sheets.service import SheetsService
from practice.sheets.world import SheetsWorld
from tests.fakes.clock import HANOI
from tests.fakes.fixtures import book
from tests.fakes.practice import START

ROSTER, FINANCE = "Nhịp Cầu - Điều phối", "Nhịp Cầu - Phụ cấp"
EMPTY: dict[str, Row] = {}

__all__ = ["book"]


class Google:
    """The served spreadsheets, our gateway to them, and what it cost."""

    def __init__(self, service: SheetsService, core: Core, base_url: str, rulebook: Rulebook) -> None:
        self.service = service
        self.core = core
        self._book = rulebook
        self.base_url = base_url
        self._key = new_private_key()
        self.counters: Counter[str] = Counter()
        self.bases: dict[str, Mapping[str, Row]] = {}
        self.sheets = self.another_process()

    @property
    def world(self) -> SheetsWorld:
        return self.service.world

    def empty(self) -> None:
        self.service.reset()
        self.core.faults.clear()
        self.core.log.clear()
        self.bases = {}
        self.sheets = self.another_process()

    def another_process(self, base_url: str = "") -> GoogleSheets:
        """A gateway that has opened nothing yet; it does not sleep between attempts."""
        url = base_url or self.base_url
        credentials = service_account(url, private_key=self._key)
        self.counters = Counter()
        return GoogleSheets(
            partial(connect, credentials, url, self.counters),
            self._book.books,
            self._book.tabs,
            load_titles(PROJECT / "templates", "vi"),
            self.counters,
            "vi_VN",
            str(HANOI),
            wait_none(),
        )

    def sync(self, **tabs: Mapping[str, Row]) -> dict[str, Any]:
        """One sync of these tabs, remembering what was written as the job does. Returns the outcomes by tab."""
        rows = [TabRows(name, kept) for name, kept in tabs.items()]
        outcomes = self.sheets.sync(rows, {name: self.bases.get(name, EMPTY) for name in tabs})
        for tab, outcome in zip(rows, outcomes, strict=True):
            if not outcome.trouble:
                self.bases[tab.tab] = tab.rows
        return {outcome.tab: outcome for outcome in outcomes}

    def cost(self, **tabs: Mapping[str, Row]) -> dict[str, int]:
        """What one sync of these tabs costs in requests."""
        before = Counter(self.counters)
        self.sync(**tabs)
        return dict(self.counters - before)

    def fails(self, kind: str, method: str | None = None, **rest: Any) -> None:
        """The next call (of that method) fails in that way."""
        self.core.faults.add(kind, "sheets", method=method, **{"count": 1, **rest})

    def rows(self, tab: str = "Danh sách", book: str = ROSTER) -> list[list[Any]]:
        """What a person sees."""
        return self.world.rows(book, tab)


@pytest.fixture(scope="session")
def served_google(book: Rulebook) -> Iterator[Google]:
    clock = PracticeClock(START)
    service = SheetsService(clock)
    app = build(clock, service)
    with serve_in_thread(app) as running:
        yield Google(service, app.state.core, running.base_url, book)


@pytest.fixture
def google(served_google: Google) -> Iterator[Google]:
    """Empty; a test fails in which a request was accepted that Google's specification forbids."""
    served_google.empty()
    yield served_google
    assert served_google.core.log.unexplained() == []


def person(code: str, **changes: Any) -> Row:
    row = {
        "code": code,
        "name": "Nguyễn Thị Ánh",
        "unit": "LĐLĐ Hà Nội",
        "level": "Cấp tỉnh, ngành",
        "phone": "0912 345 001",
        "chat": "active",
        "leave_until": None,
    }
    return {**row, **changes}


def roster(count: int, **changes: Any) -> dict[str, Row]:
    return {f"CTV{n:03}": person(f"CTV{n:03}", **changes) for n in range(1, count + 1)}
