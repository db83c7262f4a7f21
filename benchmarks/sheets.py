"""What the shared sheets cost: a large tab beside the ways in which gspread is usually used, and an hour of check-ins.

All of it over the real gspread, against the practice server of the same process and run.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import gspread
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from benchmarks.sheets_hour import an_hour
from nhipcau.ports import Editor
from nhipcau.rules.sheets.cells import Grid, Titles, to_sheet
from nhipcau.rules.sheets.columns import Column, Kind, TabDeclaration
from nhipcau.rules.sheets.layout import lay_out
from nhipcau.rules.sheets.merge import Known, merge
from nhipcau.rules.sheets.writes import Block, TabPlan, blocks
from nhipcau.settings.rulebook import Tab
from nhipcau.sheets.budget import Budget
from nhipcau.sheets.client import connect
from nhipcau.sheets.gateway import GoogleSheets
from nhipcau.sheets.shelf import Shelf
from practice.core.clock import PracticeClock
from practice.server import build, serve_in_thread
from practice.sheets.accounts import new_private_key, service_account
from practice.sheets.service import SheetsService

ROWS, COLUMNS = 10_000, 20
TRIED = 200
"""Rows of the slow ways that are really written; the rest is reckoned from them."""
NOW = datetime(2026, 5, 4, 5, 0, tzinfo=UTC)
LARGE = TabDeclaration(
    "large", tuple(Column(f"c{n}", Kind.NUMBER if n % 4 == 3 else Kind.TEXT) for n in range(COLUMNS))
)
TITLES = Titles("vi", {c.key: {"vi": f"Cột {c.key}"} for c in LARGE.columns}, {})
SHELF = Shelf(
    {"book": "Bảng lớn"},
    {"large": Tab("book", "Lớn")},
    {"large": LARGE},
    {"large": TITLES},
    "vi_VN",
    "Asia/Ho_Chi_Minh",
)


def main() -> None:
    with _google() as client:
        _compare(client)
    with tempfile.TemporaryDirectory() as folder:
        hour = an_hour(Path(folder), 300)
    table = Table("check-ins", "p50 s", "p95 s", "p99 s", "requests in the busiest minute", title="An hour", box=SIMPLE)
    table.add_row(str(hour.checkins), *(f"{seconds:.1f}" for seconds in hour.percentiles), str(hour.busiest_minute))
    Console().print(table)


def row(number: int, turn: int = 0) -> list[Any]:
    """As in a real tab: a key, names, units, sentences, and five numbers."""
    texts = (f"CTV{number:05}", "Nguyễn Thị Ánh Nguyệt", "LĐLĐ thành phố Hà Nội", f"Đã gửi {turn} tin, bài trong tuần")
    return [number + turn if place % 4 == 3 else texts[place % 4] if place else texts[0] for place in range(COLUMNS)]


class Writer:
    """The network with one large tab."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Any]] = {f"CTV{n:05}": row(n) for n in range(ROWS)}
        self.base: dict[str, Any] = {}

    def decide(self, grids: Mapping[str, Grid], editor: Callable[[], Editor]) -> dict[str, TabPlan]:
        header = [TITLES.title(column) for column in LARGE.columns]
        grid = grids["large"] or [header]
        ours = {key: self._cells(values) for key, values in self.rows.items()}
        layout = lay_out(LARGE, TITLES, grid, self.base, ours)
        merged = merge(LARGE, layout, grid, Known(self.base), ours)
        self.base = dict(merged.rows)
        first = () if grids["large"] else (Block(0, 0, (tuple(header),)),)
        return {"large": TabPlan(first + blocks(merged.writes, layout.places), merged.height, layout.width)}

    def _cells(self, values: list[Any]) -> dict[str, Any]:
        return {
            column.key: to_sheet(value, column, TITLES) for column, value in zip(LARGE.columns, values, strict=True)
        }


def _compare(client: Callable[[Budget], gspread.Client]) -> None:
    table = Table("", "reads", "writes", "MB sent", "seconds", title=f"{ROWS:,} rows of {COLUMNS} columns", box=SIMPLE)
    budget = Budget(1_000_000)
    sheets, writer = GoogleSheets(partial(client, budget), SHELF, budget), Writer()
    sync = partial(sheets.sync, ["large"], writer.decide, NOW)
    _measure(table, "from empty", budget, sync)
    sync()
    _measure(table, "nothing changed", budget, sync)
    for number in range(0, ROWS, ROWS // 100):
        writer.rows[f"CTV{number:05}"] = row(number, 1)
    _measure(table, "100 changed rows", budget, sync)
    for number in range(0, ROWS, 2):
        writer.rows[f"CTV{number:05}"] = row(number, 2)
    _measure(table, "5,000 changed rows", budget, sync)
    for name, way, share in WAYS:
        other = Budget(1_000_000)
        worksheet = client(other).create(name).sheet1
        _measure(table, f"gspread: {name}", other, partial(way, worksheet), share)
    Console().print(table)


def _measure(table: Table, name: str, budget: Budget, act: Callable[[], object], share: float = 1.0) -> None:
    """`share` of the work is really done; requests, bytes and seconds are reckoned for all of it."""
    before, began = Counter(budget.spent), perf_counter()
    act()
    lasted, spent = perf_counter() - began, budget.spent - before
    requests = (f"{spent[kind] / share:,.0f}" for kind in ("reads", "writes"))
    note = "" if share == 1 else " (reckoned)"
    table.add_row(name + note, *requests, f"{spent['bytes'] / share / 1e6:.2f}", f"{lasted / share:,.1f}")


def _append_rows(worksheet: gspread.Worksheet) -> None:
    for number in range(TRIED):
        worksheet.append_row(row(number))


def _update_cells(worksheet: gspread.Worksheet) -> None:
    for number in range(TRIED // COLUMNS):
        for place, value in enumerate(row(number), start=1):
            worksheet.update_cell(number + 1, place, value)


def _clear_and_rewrite(worksheet: gspread.Worksheet) -> None:
    worksheet.resize(ROWS, COLUMNS)
    worksheet.clear()
    worksheet.update([row(number) for number in range(ROWS)])


WAYS: tuple[tuple[str, Callable[[gspread.Worksheet], None], float], ...] = (
    ("append_row for every row", _append_rows, TRIED / ROWS),
    ("update_cell for every cell", _update_cells, TRIED / COLUMNS / ROWS),
    ("clear and rewrite, at every sync", _clear_and_rewrite, 1.0),
)


@contextmanager
def _google() -> Iterator[Callable[[Budget], gspread.Client]]:
    clock = PracticeClock(NOW)
    with serve_in_thread(build(clock, SheetsService(clock))) as running:
        account = service_account(running.base_url, private_key=new_private_key())
        yield lambda budget: connect(account, running.base_url, budget)
