"""A month's close from draft to written lists, beside reading the same facts with plain SQL, in one run.

Names and units are invented; everyone has six check-ins in the month. Sizes grow tenfold, so that the last lines say
whether the cost does more than that. Filling the store and closing the month are processes of their own, so that the
memory is that of the close alone. `PEOPLE=1000,10000,100000` asks for other sizes.
"""

import os
import resource
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, TypeVar

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from nhipcau.app import App, build
from nhipcau.jobs.advance_close import advance_close
from nhipcau.jobs.assess_month import draft_month
from nhipcau.jobs.render_lists import render_lists
from nhipcau.ports import Inbound, NewPerson, Update
from nhipcau.rules.allowance.close import CloseAct, CloseState, Closing
from nhipcau.rules.cadence import Programme, round_of, rounds
from nhipcau.rules.checkins import Place
from nhipcau.rules.forms import Draft
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.roster import Appointment, Grant, Member
from nhipcau.settings.installation import Installation

SIZES = tuple(int(size) for size in os.environ.get("PEOPLE", "1000,10000").split(","))
MAY = Month(2026, 5)
Made = TypeVar("Made")
HANDS = {"accountant": 1, "approver": 2}
STEPS = {CloseAct.CHECK: "accountant", CloseAct.APPROVE: "approver", CloseAct.CLOSE: "accountant"}
FACTS = (
    "SELECT * FROM people",
    "SELECT * FROM appointments",
    "SELECT * FROM leaves",
    "SELECT c.*, r.*, v.answers FROM checkins c JOIN rounds r ON r.id = c.round_id"
    " LEFT JOIN checkin_versions v ON v.checkin_id = c.id AND v.version = c.version WHERE r.month = '2026-05'",
)


@dataclass
class Stopwatch:
    """Seconds of the processor by step, which a busy machine hardly changes, and the most memory so far in MB."""

    seconds: dict[str, float] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)

    def run(self, step: str, act: Callable[[], Any]) -> None:
        began = process_time()
        act()
        self.seconds[step] = process_time() - began
        self.memory[step] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    measured = [measure(size) for size in SIZES]
    table = Table("", *(f"{size:,} people" for size in SIZES), title="A month's close, seconds (most MB)", box=SIMPLE)
    for step in measured[0].seconds:
        table.add_row(step, *(f"{watch.seconds[step]:.2f} ({watch.memory[step]:,.0f})" for watch in measured))
    table.add_row(
        "draft to close / plain SQL", *(f"{_closing(watch) / watch.seconds['plain SQL']:.1f}" for watch in measured)
    )
    for name, cost in {"seconds": _closing, "seconds of the lists": _listing, "memory": _most}.items():
        growth = (f"{cost(now) / cost(before):.1f}" for before, now in pairwise(measured))
        table.add_row(f"{name}, times the size before", "", *growth)
    Console().print(table)


def _closing(watch: Stopwatch) -> float:
    return sum(watch.seconds[step] for step in ("draft", "check", "approve", "close"))


def _listing(watch: Stopwatch) -> float:
    return watch.seconds["lists"]


def _most(watch: Stopwatch) -> float:
    return max(watch.memory.values())


def measure(size: int) -> Stopwatch:
    """One month of that many collaborators."""
    with TemporaryDirectory() as folder:
        _by_itself(partial(_fill, Path(folder), size))
        return _by_itself(partial(_close, Path(folder), size))


def _by_itself(work: Callable[[], Made]) -> Made:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        return apart.submit(work).result()


def _opened(folder: Path) -> closing[App]:
    return closing(build(Installation(home=folder, database_url="", durable=False)))


def _fill(folder: Path, size: int) -> None:
    with _opened(folder) as app:
        fill(app, size)


def _close(folder: Path, size: int) -> Stopwatch:
    with _opened(folder) as app:
        return _closed(app, next(folder.glob("*.db")), size)


def _closed(app: App, database: Path, size: int) -> Stopwatch:
    watch, updates, now = Stopwatch(), iter(range(1, 10)), after_may(app)
    watch.run("plain SQL", lambda: read_plainly(database))
    watch.run("draft", lambda: draft(app, now))
    for act, role in STEPS.items():
        inbound = _inbound(app, next(updates), HANDS[role], now)
        watch.run(act.value, partial(advance_close, app.store, app.book, inbound, MAY, act, now))
    watch.run("lists", lambda: render_lists(app.store, app.book, app.renderer, app.files, MAY, now))
    watch.run("one person's lines", lambda: _own(app, size))
    with app.store.read() as tx:
        file = tx.months.get(MAY)
    assert file is not None and file.closing.state is CloseState.CLOSED and len(file.assessment.lines) == size
    return watch


def _own(app: App, size: int) -> None:
    """What /phucap reads."""
    with app.store.read() as tx:
        assert tx.months.own(MAY, f"M{size - 1:06}") is not None


def read_plainly(database: Path) -> None:
    with closing(sqlite3.connect(database)) as bare:
        for statement in FACTS:
            bare.execute(statement).fetchall()


def draft(app: App, now: datetime) -> None:
    with app.store.begin() as tx:
        tx.months.save(draft_month(tx, app.book, Closing(MAY, 1, CloseState.DRAFT), now))


def _inbound(app: App, number: int, chat: int, now: datetime) -> Inbound:
    app.take_updates([Update(number, chat, "{}")], now)
    return Inbound(number, chat)


def after_may(app: App) -> datetime:
    return datetime.combine(MAY.next.first, datetime.min.time(), app.book.calendar.zone) + timedelta(days=4)


def fill(app: App, size: int) -> None:
    """The roster and the check-ins of May, which everybody answered."""
    now = after_may(app)
    units = [code for code, unit in app.book.units.items() if unit.span.covers(MAY.first)]
    with app.store.begin() as tx:
        for role, chat in HANDS.items():
            tx.people.bind(tx.people.add(NewPerson(role, role, "vi", None, grants=(Grant(role),))), chat, now)
        for number in range(size):
            tx.people.add(_person(number, units))
        people = [person for person in tx.people.all() if person.appointments]
        places = [Place(Member(person, person.appointments[0]), excused=False) for person in people]
        for plan in _plans(app):
            asked = tx.rounds.open(plan)
            tx.checkins.add(asked, places, Draft("reach"))
            for checkin in tx.checkins.of_round(asked.id):
                tx.checkins.send(checkin.id, {"as_known": True}, now)


def _person(number: int, units: list[str]) -> NewPerson:
    level = "provincial" if number % 5 else "national"
    held = Appointment(units[number % len(units)], level, Span(datetime(2026, 1, 1).date()))  # noqa: DTZ001 - a day
    return NewPerson(f"M{number:06}", f"Nguyễn Văn {number}", "vi", None, (held,))


def _plans(app: App) -> Iterator[Any]:
    for programme in app.book.programmes.values():
        yield from _of_may(app, programme)


def _of_may(app: App, programme: Programme) -> Iterator[Any]:
    start = datetime.combine(MAY.first, datetime.min.time(), app.book.calendar.zone)
    for plan in rounds(programme, app.book.calendar, start - timedelta(days=10), start + timedelta(days=40)):
        if plan.month == MAY:
            yield round_of(programme, app.book.calendar, plan.period)
