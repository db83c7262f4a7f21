"""The whole year 2026 of all campaigns and programmes, for 180 people: what happens when, and how long it takes to try.

The real jobs, outbox and sending loop on a virtual clock; the channel is a list, and Prefect, sheets and documents stay
outside. Seven of ten people answer, some hours after they were asked.
"""

import asyncio
import random
import tempfile
from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from time import perf_counter, process_time

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from nhipcau.app import App
from nhipcau.ports import Inbound, NewPerson, Parcel, Update
from nhipcau.rules.cadence import Slot, SlotKind
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.forms import REVIEW, SEND, SENT, SKIP, Chose, FieldKind
from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Appointment, ChatState
from nhipcau.settings.installation import Installation
from nhipcau.settings.load import load_rulebook
from nhipcau.storage import open_store

YEAR, PEOPLE = 2026, 180
LIMIT_SECONDS = 300
LIVED = (SlotKind.KICK_OFF, SlotKind.OPEN_ROUND, SlotKind.REMIND, SlotKind.CLOSE_ROUND)
ANSWERING = 0.7


class VirtualClock:
    """Implements ports.Clock: waiting moves it."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        self._now = max(self._now, moment)

    async def wait(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


class ListCourier:
    """Implements ports.Courier: counts what it is given."""

    def __init__(self) -> None:
        self.sent = 0

    async def send(self, parcel: Parcel) -> int | None:
        self.sent += 1
        return parcel.edits or self.sent


class Year:
    """One network in motion."""

    def __init__(self, app: App, clock: VirtualClock) -> None:
        self.app = app
        self.clock = clock
        self.courier = ListCourier()
        self.timeline: list[tuple[Slot, Counter[str]]] = []
        self._loop = app.sending_loop(self.courier)
        self._chance = random.Random(YEAR)
        self._updates = count(1)

    async def live(self, until: datetime) -> None:
        """From slot to slot; the planner looks ahead every night."""
        while self.clock.now() < until:
            self.app.plan(self.clock.now())
            tomorrow = self.clock.now() + timedelta(days=1)
            for moment in sorted({slot.due_at for slot in self._coming(tomorrow)}):
                self.clock.move_to(moment)
                await self._wake()
            self.clock.move_to(tomorrow)

    def _coming(self, until: datetime) -> list[Slot]:
        with self.app.store.read() as tx:
            return [slot for slot in tx.slots.planned(until) if slot.kind in LIVED]

    async def _wake(self) -> None:
        now = self.clock.now()
        for slot in (slot for slot in self._coming(now)):
            self.timeline.append((slot, Counter(self.app.run(slot.kind, now).counts)))
            await self._send()
            if slot.kind in (SlotKind.OPEN_ROUND, SlotKind.REMIND):
                await self._let_answer(slot.subject.partition("#")[0])

    async def _send(self) -> None:
        await self._loop.drain()
        self.app.idle(self.clock.now())
        await self._loop.drain()

    async def _let_answer(self, round_key: str) -> None:
        """Those who answer do so two hours later, one after the other."""
        self.clock.move_to(self.clock.now() + timedelta(hours=2))
        with self.app.store.read() as tx:
            asked = tx.rounds.get(round_key)
            owed = [checkin for checkin in tx.checkins.of_round(asked.id) if checkin.owed] if asked else []
        for checkin in owed:
            if self._chance.random() < ANSWERING:
                self._answer(checkin)
        await self._send()

    def _answer(self, checkin: Checkin) -> None:
        form = self.app.book.forms[checkin.round.form]
        while (step := self._step(checkin.id)) != SENT:
            field = form.field(step)
            if field is None:
                self._press(checkin, Chose(REVIEW, SEND))
            elif not field.required:
                self._press(checkin, Chose(step, SKIP))
            elif field.kind is FieldKind.TEXT:
                self.app.say(self._inbound(checkin), "Một buổi đối thoại.", self.clock.now())
            else:
                self._press(checkin, Chose(step, "yes" if field.kind is FieldKind.YES_NO else field.options[0].key))

    def _step(self, checkin_id: int) -> str:
        with self.app.store.read() as tx:
            checkin = tx.checkins.get(checkin_id)
        assert checkin is not None
        return SENT if checkin.version else checkin.draft.step

    def _press(self, checkin: Checkin, chose: Chose) -> None:
        self.app.press(self._inbound(checkin), checkin.id, chose, self.clock.now())

    def _inbound(self, checkin: Checkin) -> Inbound:
        number, chat = next(self._updates), 1000 + checkin.person_id
        self.app.take_updates([Update(number, chat, "{}")], self.clock.now())
        return Inbound(number, chat, message_id=1)


def main() -> None:
    began, worked = perf_counter(), process_time()
    with tempfile.TemporaryDirectory() as folder:
        year = _founded(Path(folder))
        asyncio.run(year.live(year.app.book.calendar.at(date(YEAR + 1, 1, 1), time.min)))
        _show(year, perf_counter() - began, process_time() - worked)
        year.app.close()


def _founded(folder: Path) -> Year:
    installation = Installation(home=folder, sends_at_once=1)
    book = load_rulebook(installation.config)
    store = open_store(installation.database, zone=book.calendar.zone, durable=False)
    store.migrate()
    clock = VirtualClock(book.calendar.at(date(YEAR, 1, 1), time.min))
    app = App(installation, book, store, clock)
    _enrol(app)
    return Year(app, clock)


def _enrol(app: App) -> None:
    units = [unit.code for unit in app.book.units.values() if unit.code != app.book.network.root]
    with app.store.begin() as tx:
        for number in range(PEOPLE):
            level = "national" if number % 5 == 0 else "provincial"
            held = Appointment(units[number // 5 % len(units)], level, Span(date(YEAR, 1, 1)))
            code, name = f"CTV{number:03}", f"Nguyễn Thị An {number}"
            person_id = tx.people.add(NewPerson(code=code, name=name, language="vi", phone=None, appointments=(held,)))
            tx.people.bind(person_id, 1000 + person_id, app.clock.now())
        assert all(person.chat is ChatState.ACTIVE for person in tx.people.all())


def _show(year: Year, seconds: float, worked: float) -> None:
    table = Table("", "when", "told", "spared", title=f"The year {YEAR}, {PEOPLE} people", box=SIMPLE)
    for slot, counts in year.timeline:
        if slot.kind is not SlotKind.CLOSE_ROUND and "weekly" not in slot.subject:
            when = f"{year.app.book.calendar.local(slot.due_at):%a %d/%m %H:%M}"
            told = str(counts["planned"])
            table.add_row(f"{slot.kind.value} {slot.subject}", when, told, str(counts["spared"] + counts["on_leave"]))
    weekly = Counter(slot.kind.value for slot, _ in year.timeline if "weekly" in slot.subject)
    table.add_section()
    table.add_row("weekly rounds: " + ", ".join(f"{kind} {number}" for kind, number in sorted(weekly.items())))
    table.add_row(f"{year.courier.sent:,} messages in {seconds:.0f} s ({worked:.0f} s of one processor)")
    table.add_row(f"share of five minutes: {seconds / LIMIT_SECONDS:.0%} ({worked / LIMIT_SECONDS:.0%})")
    Console().print(table)
