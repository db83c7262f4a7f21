"""An hour of virtual time in which check-ins arrive by chance: how long each takes from the tap to its cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from json import dumps
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter

from nhipcau.app import App
from nhipcau.machine import SystemClock
from nhipcau.rules.cadence import SlotKind
from nhipcau.settings.installation import Installation
from nhipcau.settings.load import load_rulebook
from nhipcau.storage import open_store
from practice.core.clock import PracticeClock
from practice.server import build, serve_in_thread
from practice.sheets.accounts import service_account
from practice.sheets.service import SheetsService

OPENS = datetime.fromisoformat("2026-05-04T08:00:00+07:00")
ROUND = "weekly_checkin/2026-W19"
LOOK = timedelta(seconds=5)
"""How often the flows look whether something changed."""
MINUTE = timedelta(minutes=1)
GIVEN = ("Anh", "Bình", "Châu", "Dung", "Giang", "Hà", "Lan", "Mai", "Nga", "Oanh", "Phương", "Quỳnh")


@dataclass(frozen=True)
class Hour:
    """`waits` are seconds from tap to cell; `busiest_minute` the most requests of Sheets in any sixty seconds."""

    checkins: int
    waits: Sequence[float]
    busiest_minute: int
    shown: int
    """Check-ins that a person reads as answered at the end."""

    @property
    def percentiles(self) -> tuple[float, float, float]:
        cut = quantiles(self.waits, n=100)
        return cut[49], cut[94], cut[98]


def an_hour(folder: Path, count: int) -> Hour:
    """A network of that many people, each of whom answers once within the hour; quotas are counted as Google does."""
    clock = PracticeClock(OPENS)
    service = SheetsService(clock)
    with serve_in_thread(build(clock, service)) as running:
        app = _network(folder, running.base_url, count)
        service.api.quotas.switch(True)
        waits, requests = _pass(app, clock, count)
        titles = app.book.books["coordination"], app.book.tabs["checkins"].title
        shown = sum("đúng hạn" in row for row in service.world.rows(*titles))
        app.close()
    return Hour(count, waits, _busiest(requests), shown)


def _network(folder: Path, base_url: str, count: int) -> App:
    """Everybody in the roster, the round open, the sheets in line."""
    account = folder / "account.json"
    account.write_text(dumps(service_account(base_url)))
    installation = Installation(home=folder, google_credentials=account, google_url=base_url, token_seed="hour")
    book = load_rulebook(installation.config)
    store = open_store(installation.database, zone=book.calendar.zone, durable=False)
    store.migrate()
    app = App(installation, book, store, SystemClock())
    row = {"unit": "ld_ha_noi", "level": "provincial", "from": "2026-01-01"}
    names = product(("Nguyễn", "Trần", "Lê"), ("Văn", "Thị", "Minh", "Thu", "Kim"), GIVEN, GIVEN)
    people = [
        {**row, "code": f"CTV{n:04}", "name": " ".join(name)} for n, name in zip(range(count), names, strict=False)
    ]
    early = OPENS - timedelta(hours=1)
    app.import_roster(people, "hour", early)
    app.plan(early)
    app.run(SlotKind.OPEN_ROUND, OPENS)
    return app


def _pass(app: App, clock: PracticeClock, count: int) -> tuple[list[float], list[tuple[datetime, int]]]:
    """Let the hour pass. Returns the waits, and the requests at each moment."""
    chance = Random(1)
    taps = sorted(OPENS + timedelta(seconds=chance.uniform(0, 3600)) for _ in range(count))
    with app.store.read() as tx:
        asked = tx.rounds.get(ROUND)
        assert asked is not None
        waiting = list(zip(taps, tx.checkins.of_round(asked.id), strict=True))
    now, unseen, waits, requests = OPENS, list[datetime](), list[float](), list[tuple[datetime, int]]()
    while waiting or unseen:
        now += LOOK
        clock.set(now)
        while waiting and waiting[0][0] <= now:
            at, checkin = waiting.pop(0)
            unseen.append(at)
            with app.store.begin() as tx:
                tx.checkins.send(checkin.id, {"items": ("https://example.org/1",)}, at)
        before, began = _spent(app), perf_counter()
        if "rows" in app.sync_changes(now).counts:
            waits += [(now - at).total_seconds() + perf_counter() - began for at in unseen]
            unseen.clear()
        requests.append((now, _spent(app) - before))
    return waits, requests


def _spent(app: App) -> int:
    spent = app.sheets.requests()
    return spent.get("reads", 0) + spent.get("writes", 0)


def _busiest(requests: Sequence[tuple[datetime, int]]) -> int:
    return max(sum(made for at, made in requests if since <= at < since + MINUTE) for since, _ in requests)
