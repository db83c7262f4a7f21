"""`nhipcau rehearse 2026`: a whole year of all campaigns and programmes, for 180 people, in minutes.

The real jobs, outbox and sending loop on a virtual clock; the channel is a list, and Prefect, sheets and documents stay
outside (a month's rehearsal has them). Most people answer, some minutes after they were asked.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from time import perf_counter, process_time

from rich.console import Console

from nhipcau.app import App
from nhipcau.ports import Inbound, NewPerson, Parcel, Update
from nhipcau.rules.cadence import Slot, SlotKind
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.fields import FieldKind
from nhipcau.rules.forms import REVIEW, SEND, SENT, SKIP, Chose
from nhipcau.rules.kernel import Json, Span
from nhipcau.rules.roster import Appointment, ChatState
from nhipcau.settings.installation import Installation
from nhipcau.settings.load import load_rulebook
from nhipcau.storage import open_store
from practice.rehearsal.timeline import Happened, year_view

PEOPLE = 180
LIVED = (SlotKind.KICK_OFF, SlotKind.OPEN_ROUND, SlotKind.REMIND, SlotKind.CLOSE_ROUND)
ANSWERING = 0.7
ANSWERED_AFTER = timedelta(minutes=20)
"""Less than between any two due moments: the clock must pass none of them."""


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

    def __init__(self, app: App, clock: VirtualClock, seed: int) -> None:
        self.app = app
        self.clock = clock
        self.courier = ListCourier()
        self.timeline: list[Happened] = []
        self._loop = app.sending_loop(self.courier)
        self._chance = random.Random(seed)
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
        asked = []
        for slot in (slot for kind in LIVED for slot in self.app.decide(kind, now)):
            self.timeline.append(Happened(slot, Counter(self.app.run_slot(slot, now).counts)))
            await self._send()
            asked += [slot] if slot.kind in (SlotKind.OPEN_ROUND, SlotKind.REMIND) else []
        if asked:
            self.clock.move_to(now + ANSWERED_AFTER)
            self._let_answer({slot.subject.partition("#")[0] for slot in asked})
            await self._send()

    async def _send(self) -> None:
        await self._loop.drain()
        self.app.idle(self.clock.now())
        await self._loop.drain()

    def _let_answer(self, rounds: set[str]) -> None:
        """Most of those who owe an answer in these rounds give it, one after the other."""
        with self.app.store.read() as tx:
            asked = [found for key in sorted(rounds) if (found := tx.rounds.get(key)) is not None]
            owed = [checkin for each in asked for checkin in tx.checkins.of_round(each.id) if checkin.owed]
        for checkin in owed:
            if self._chance.random() < ANSWERING:
                self._answer(checkin)

    def _answer(self, checkin: Checkin) -> None:
        form = self.app.book.form_of(checkin.round)
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


@dataclass(frozen=True)
class Lived:
    """A year that was tried: what happened when, how many messages went out, and what it took."""

    timeline: Sequence[Happened]
    messages: int
    seconds: float
    processor_seconds: float


def live(number: int, seed: int, people: int = PEOPLE, until: date | None = None) -> tuple[App, Lived]:
    """The year, or its first days up to `until`; the network is gone when this returns, its config can be asked."""
    began, worked = perf_counter(), process_time()
    with tempfile.TemporaryDirectory(prefix="nhipcau-year-") as folder:
        year = _founded(Path(folder), number, seed, people)
        asyncio.run(year.live(year.app.book.calendar.at(until or date(number + 1, 1, 1), time.min)))
        year.app.close()
    return year.app, Lived(year.timeline, year.courier.sent, perf_counter() - began, process_time() - worked)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="nhipcau rehearse", description="A whole year on a virtual clock.")
    parser.add_argument("year", type=int, help="the year, such as 2026")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other people answer (default 1)")
    parser.add_argument("--out", type=Path, help="the folder to write (default: out/rehearsal-YEAR)")
    parser.add_argument("--lang", default="vi", choices=("vi", "en"), help="language of the page")
    given = parser.parse_args(arguments)
    app, lived = live(given.year, given.seed)
    folder: Path = given.out or Path("out") / f"rehearsal-{given.year}"
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    view = year_view(app, given.year, PEOPLE, lived.timeline, lived.messages, given.lang)
    page.write_text(app.words.text("rehearsal/year.html", view, given.lang) + "\n", encoding="utf-8")
    told: dict[str, Json] = {"seconds": round(lived.seconds), "messages": lived.messages, "page": str(page)}
    Console(soft_wrap=True).print(
        app.words.sentence("rehearsal/console", "year_written", told, given.lang), markup=False
    )
    return 0


def _founded(folder: Path, number: int, seed: int, people: int) -> Year:
    installation = Installation(home=folder, sends_at_once=1)
    book = load_rulebook(installation.config)
    store = open_store(installation.database, zone=book.calendar.zone, durable=False)
    store.migrate()
    clock = VirtualClock(book.calendar.at(date(number, 1, 1), time.min))
    app = App(installation, book, store, clock)
    _enrol(app, people, date(number, 1, 1))
    return Year(app, clock, seed)


def _enrol(app: App, people: int, first: date) -> None:
    units = [unit.code for unit in app.book.units.values() if unit.code != app.book.network.root]
    with app.store.begin() as tx:
        for number in range(people):
            level = "national" if number % 5 == 0 else "provincial"
            held = Appointment(units[number // 5 % len(units)], level, Span(first))
            code, name = f"CTV{number:03}", f"Nguyễn Thị An {number}"
            person_id = tx.people.add(NewPerson(code=code, name=name, language="vi", phone=None, appointments=(held,)))
            tx.people.bind(person_id, 1000 + person_id, app.clock.now())
        assert all(person.chat is ChatState.ACTIVE for person in tx.people.all())


if __name__ == "__main__":
    sys.exit(main())
