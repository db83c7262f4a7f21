"""Google's Sheets and Drive, served for a session and emptied for every test; the real gspread speaks to them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from gspread.http_client import HTTPClient
from tenacity import wait_none

from nhipcau.jobs.sheet_desk import declared_for, titles_for
from nhipcau.ports import Editor, Row
from nhipcau.rules.sheets.cells import Grid, to_sheet
from nhipcau.rules.sheets.layout import REPLY, Rows, TabTrouble, lay_out
from nhipcau.rules.sheets.merge import Answered, Known, Merge, intake, merge
from nhipcau.rules.sheets.tabs import DECLARATIONS
from nhipcau.rules.sheets.writes import Block, TabPlan, blocks, outgrown
from nhipcau.settings.installation import PROJECT
from nhipcau.settings.rulebook import Rulebook
from nhipcau.sheets.budget import Budget
from nhipcau.sheets.client import connect
from nhipcau.sheets.gateway import GoogleSheets
from nhipcau.sheets.shelf import Shelf
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
NOW = datetime(2026, 5, 4, 5, 0, tzinfo=UTC)

__all__ = ["book"]


def shelf_of(rulebook: Rulebook) -> Shelf:
    titles = titles_for(rulebook, load_titles(PROJECT / "templates", "vi"))
    declared = declared_for(rulebook, DECLARATIONS)
    return Shelf(rulebook.books, rulebook.tabs, declared, titles, "vi_VN", str(HANOI))


class Keeper:
    """Decides as the network does, of rows that a test gives; whatever people type into their columns it takes."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.bases: dict[str, Rows] = {}
        self.rows: dict[str, dict[str, dict[str, Any]]] = {}
        self.merged: dict[str, Merge] = {}
        self.troubles: dict[str, TabTrouble] = {}
        self.most = 10_000
        """Past rows that stay."""

    def knows(self, tab: str, rows: Mapping[str, Row]) -> None:
        declared, titles = self.shelf.declared[tab], self.shelf.titles[tab]
        self.rows[tab] = {
            key: {c.key: to_sheet({REPLY: "", **row}.get(c.key), c, titles) for c in declared.kept}
            for key, row in rows.items()
        }

    def decide(self, grids: Mapping[str, Grid], editor: Callable[[], Editor]) -> dict[str, TabPlan]:
        """Implements ports.Decide."""
        plans = {}
        for tab, grid in grids.items():
            self.troubles.pop(tab, None)
            try:
                plans[tab] = self._plan(tab, grid)
            except TabTrouble as trouble:
                self.troubles[tab] = trouble
        return plans

    def _plan(self, tab: str, grid: Grid) -> TabPlan:
        declared, titles, ours = self.shelf.declared[tab], self.shelf.titles[tab], self.rows[tab]
        shown = grid or [[titles.title(column) for column in declared.columns]]
        known = Known(self.bases.get(tab, {}))
        layout = lay_out(declared, titles, shown, known.base, ours)
        asked = intake(declared, layout, shown, known, ours)
        for one in asked:
            ours.get(one.key, {}).update(one.cells)
        answers = {one.row: Answered(one.key) for one in asked}
        self.merged[tab] = merge(declared, layout, shown, known, ours, answers)
        header = () if grid else (Block(0, 0, (tuple(shown[0]),)),)
        writes = blocks(self.merged[tab].writes, layout.places)
        leaving = outgrown(layout, ours, self.most)
        return TabPlan(header + writes, self.merged[tab].height, layout.width, leaving, f"{tab} cũ")

    def keep(self, troubles: Mapping[str, TabTrouble]) -> None:
        self.bases |= {tab: merged.rows for tab, merged in self.merged.items() if tab not in troubles}


class Garbling:
    """A way to Google on which some writes change; what Google reads back then is not what was meant (R25)."""

    def __init__(self, truly: HTTPClient, times: int) -> None:
        self._truly = truly
        self._times = times

    def __getattr__(self, name: str) -> Any:
        return getattr(self._truly, name)

    def values_batch_update(self, book: str, body: Any) -> Any:
        if self._times:
            self._times -= 1
            body = deepcopy(body)
            body["data"][-1]["values"][-1][-1] = "khác"
        return self._truly.values_batch_update(book, body)


class Google:
    """The served spreadsheets, our gateway to them, and what it cost."""

    def __init__(self, service: SheetsService, core: Core, base_url: str, rulebook: Rulebook) -> None:
        self.service = service
        self.core = core
        self.shelf = shelf_of(rulebook)
        self.base_url = base_url
        self.account = service_account(base_url, private_key=new_private_key())
        self.keeper = Keeper(self.shelf)
        self.sheets = self.another_process()

    @property
    def world(self) -> SheetsWorld:
        return self.service.world

    def empty(self) -> None:
        self.service.reset()
        self.core.faults.clear()
        self.core.log.clear()
        self.keeper = Keeper(self.shelf)
        self.sheets = self.another_process()

    def another_process(self, base_url: str = "", per_minute: int = 1000) -> GoogleSheets:
        """A gateway that has opened nothing yet; it does not sleep between attempts."""
        self.budget = Budget(per_minute)
        client = partial(connect, self.account, base_url or self.base_url, self.budget)
        return GoogleSheets(client, self.shelf, self.budget, wait_none())

    def garbles(self, times: int) -> None:
        """So many writes do not arrive as they were sent."""
        client = connect(self.account, self.base_url, self.budget)
        client.http_client = Garbling(client.http_client, times)  # type: ignore[assignment]
        self.sheets = GoogleSheets(lambda: client, self.shelf, self.budget, wait_none())

    def sync(self, **tabs: Mapping[str, Row]) -> dict[str, TabTrouble]:
        """One sync of these tabs, remembering what was written as the job does. Returns the troubles by tab."""
        for tab, rows in tabs.items():
            self.keeper.knows(tab, rows)
        refused = self.sheets.sync(list(tabs), self.keeper.decide, NOW)
        troubles = {**refused, **self.keeper.troubles}
        self.keeper.keep(troubles)
        return troubles

    def merged(self, tab: str) -> Merge:
        """What the last sync of the tab found."""
        return self.keeper.merged[tab]

    def cost(self, **tabs: Mapping[str, Row]) -> dict[str, int]:
        """What one sync of these tabs costs in requests of Sheets."""
        before = Counter(self.budget.spent)
        self.sync(**tabs)
        spent = self.budget.spent - before
        return {kind: spent[kind] for kind in ("reads", "writes") if spent[kind]}

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
        "language": "vi",
        "chat": "active",
        "leave_until": None,
    }
    return {**row, **changes}


def roster(count: int, **changes: Any) -> dict[str, Row]:
    return {f"CTV{n:03}": person(f"CTV{n:03}", **changes) for n in range(1, count + 1)}
