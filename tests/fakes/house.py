"""A small network with everything real but the channel: people speak to it by verbs, and read what it answers.

house.until("2026-05-04 08:00")
house.says("Bình", "https://example.org/1")
assert house.reads("Bình") == [...]
"""

import asyncio
import itertools
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from copy import deepcopy
from datetime import datetime
from functools import cache
from pathlib import Path

from nhipcau.app import App
from nhipcau.jobs.summary import Summary
from nhipcau.messages.templates import Templates
from nhipcau.ports import Clock, Delivery, Entry, Inbound, Tx, Update
from nhipcau.rules.allowance.close import CloseAct, ReopenRequest
from nhipcau.rules.cadence import SlotKind, SlotState
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.forms import Chose
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Person
from nhipcau.settings.installation import Installation
from nhipcau.settings.rulebook import Rulebook
from nhipcau.storage import SqlStore, open_store
from tests.fakes.clock import SettableClock, moment
from tests.fakes.courier import FakeCourier, Shown
from tests.fakes.people import GROUP, STRANGER, UNBOUND, cast, table
from tests.fakes.renderer import FakeRenderer
from tests.fakes.sheets import FakeSheets

BEFORE = "2026-05-03 20:00"
"""The evening on which the network is founded: a Sunday, so that the week's round opens the next morning."""
UPDATES = itertools.count(1)
"""Of all houses together: a copied database knows the numbers of the house it was copied from."""


def found(folder: Path, book: Rulebook, on: str = BEFORE) -> Path:
    """A store to be copied: the roster, everybody bound but one, the admin group, all slots planned."""
    path = folder / "founded.db"
    empty = open_store(f"sqlite:///{path}", durable=False)
    empty.migrate()
    empty.close()
    app = open_app(path, book, SettableClock(on))
    now, people = app.clock.now(), cast()
    app.import_roster(table(), "cli", now)
    with app.store.begin() as tx:
        for name, someone in people.items():
            person = tx.people.by_code(someone.code)
            if person is not None and name != UNBOUND:
                tx.people.bind(person.id, someone.chat, now)
        tx.people.bind_group("admin", GROUP)
    app.plan(now)
    app.close()
    return path


def open_app(
    database: Path,
    book: Rulebook,
    clock: Clock,
    telegram: str = "",
    token: str = "",
    store: SqlStore | None = None,
    home: Path | None = None,
) -> App:
    """An App on that file; `telegram` leads to a practice server. A store that is open already saves half the time."""
    url = f"sqlite:///{database}"
    installation = Installation(
        home=home or database.parent,
        database_url=url,
        durable=False,
        token_seed="tests",
        sends_at_once=1,
        telegram_url=telegram,
        telegram_token=token,
    )
    app = App(installation, book, store or open_store(url, zone=book.calendar.zone, durable=False), clock)
    app.words = _words(installation.templates)
    return app


@cache
def _words(templates: Path) -> Templates:
    """Compiling the templates takes longer than most tests."""
    return Templates(templates)


def tap(app: App, inbound: Inbound, by_chat: int, data: str, now: datetime) -> Summary:
    """What a button asks of the house, by the data that it carries."""
    kind, _, rest = data.partition(":")
    if kind == "c":
        checkin, step, value = rest.split(":", 2)
        return app.press(inbound, int(checkin), Chose(step, value), now)
    if kind == "j":
        code, _, answer = rest.partition(":")
        return app.answer_consent(inbound, code, answer == "yes", now)
    if kind == "m":
        month, code, reason, turn = rest.split(":")
        return app.decide_review(inbound, Month.parse(month), code, reason, int(turn), now)
    if kind == "y":
        month, code = rest.split(":")
        return app.review_again(inbound, Month.parse(month), code, now)
    if kind == "t":
        return app.show_month(inbound, rest, now)
    if kind == "p":
        named, what, *code = rest.split(":")
        if code:
            return app.answer_question(inbound, Month.parse(named), code[0], what, now)
        return app.note_allowance(inbound, Month.parse(named), what, now)
    if kind == "w":
        return app.ask_return(inbound, Month.parse(rest), now)
    if kind == "b":
        answer, case, code = rest.split(":")
        return app.decide_bonus(inbound, answer == "yes", case, code, now)
    if kind == "o":
        month, version, *more = rest.split(":")
        return app.reopen_month(inbound, ReopenRequest(Month.parse(month), int(version), *more), now)
    first, _, second = rest.partition(":")
    if kind == "u":
        return app.confirm_unit(inbound, int(first), second, now)
    if kind == "k":
        return app.advance_close(inbound, Month.parse(first), CloseAct(second), now)
    return app.decide_slot(inbound, by_chat, first == "run", second, now)


class House:
    """One network, its people and its clock."""

    def __init__(
        self, folder: Path, book: Rulebook, founded: Path, now: str = BEFORE, courier: FakeCourier | None = None
    ) -> None:
        self.people = cast()
        self.clock = SettableClock(now)
        self.founded_at = self.clock.now()
        self.courier = courier or FakeCourier()
        self.sheets = FakeSheets()
        self.renderer = FakeRenderer()
        self.database = folder / "house.db"
        shutil.copy(founded, self.database)
        self._apps: list[App] = []
        self._closed = False
        self.app = self.another_process(book)

    def another_process(self, book: Rulebook | None = None) -> App:
        """One more App on the same store, as another process has it, perhaps with another config."""
        app = open_app(self.database, book or self.app.book, self.clock)
        app.sheets, app.renderer = self.sheets, self.renderer  # type: ignore[assignment]
        self._apps.append(app)
        return app

    def restart(self, book: Rulebook | None = None) -> None:
        """The same network in a new process, perhaps with another config."""
        self.app = self.another_process(book)

    def has_no_admin_group(self) -> None:
        """As before a coordinator made a group the admin group."""
        with closing(sqlite3.connect(self.database)) as database, database:
            database.execute("DELETE FROM chat_groups")

    def close(self) -> None:
        for app in self._apps:
            app.close()

    def keep(self) -> "Kept":
        """Leave it for ever as it stands."""
        self.close()
        return Kept(self)

    # ------------------------------------------------------------------------------- time

    def until(self, text: str) -> None:
        """Let everything happen that is due until that moment, each thing at its own."""
        target = moment(text)
        due = {slot.due_at for slot in self.app.upcoming(target, 0) if slot.due_at > self.clock.now()}
        for at in sorted(due | {target}):
            self.clock.set(max(at, self.clock.now()))
            self.wake()

    def sleep_until(self, text: str) -> None:
        """Let the time pass with the machine switched off."""
        self.clock.set(moment(text))

    def wake(self) -> dict[SlotKind, Summary]:
        """Run what is due now, and send what it planned."""
        done = self.app.run_due(self.clock.now())
        self.deliver()
        return done

    def deliver(self) -> int:
        """Send what is due, add up the launches, send what is told of them. Returns how many messages were handled."""
        return 0 if self._closed else asyncio.run(self._deliver())

    @contextmanager
    def post_office_closed(self) -> Iterator[None]:
        """What people do inside is heard; nothing is delivered until somebody calls `deliver`."""
        self._closed = True
        yield
        self._closed = False

    async def _deliver(self) -> int:
        loop = self.app.sending_loop(self.courier)
        handled = await loop.drain()
        self.app.idle(self.clock.now())
        return handled + await loop.drain()

    # ------------------------------------------------------------------------------- people

    def says(self, who: str, text: str) -> Summary:
        """A text or a command, in the private chat; the answer is delivered at once."""
        command, _, rest = text.partition(" ")
        inbound, now = self.inbound(who), self.clock.now()
        acts = {"/start": lambda: self.app.join(inbound, rest, now)}
        acts["/trangthai"] = lambda: self.app.show_owed(inbound, now)
        acts["/phucap"] = lambda: self.app.show_allowance(inbound, now)
        acts["/cauhoi"] = lambda: self.app.list_questions(inbound, now)
        acts["/huy"] = lambda: self.app.set_aside(inbound, now)
        acts["/thangcuatoi"] = lambda: self.app.show_month(inbound, rest, now)
        done = acts.get(command, lambda: self.app.say(inbound, text, now))()
        self.deliver()
        return done

    def presses(self, who: str, label: str, number: int | None = None, in_group: bool = False) -> Summary:
        """The button of that label: under the message of that number, or under the newest that has it."""
        chat = GROUP if in_group else self.people[who].chat
        shown = next(m for m in self._newest_first(chat) if number in (None, m.number) and label in m.labels)
        data = dict(shown.buttons)[label]
        return self.taps(who, data, shown.number, in_group)

    def taps(self, who: str, data: str, number: int, in_group: bool = False) -> Summary:
        """A button by its data, as an old message or a second phone may still show it."""
        inbound = self.inbound(who, number, GROUP if in_group else None)
        done = tap(self.app, inbound, self.people[who].chat, data, self.clock.now())
        self.deliver()
        return done

    def blocks(self, who: str) -> None:
        """The person blocks the bot, and the channel says so."""
        self.courier.block(self.people[who].chat)
        self.app.note_chat(self.inbound(who), False, self.clock.now())
        self.deliver()

    def unblocks(self, who: str) -> None:
        self.courier.unblock(self.people[who].chat)
        self.app.note_chat(self.inbound(who), True, self.clock.now())
        self.deliver()

    def answers(self, who: str, *answers: str) -> None:
        """A whole check-in: each answer is a button where there is one of that label, else it is typed."""
        for answer in answers:
            act = self.presses if answer in self.sees(who).labels else self.says
            act(who, answer)

    # ------------------------------------------------------------------------------- what they see

    def reads(self, who: str) -> list[str]:
        """The texts that came, or changed, since the person last looked."""
        return [shown.text for shown in self.courier.news.pop(self._chat(who), [])]

    def sees(self, who: str) -> Shown:
        """The message that came or changed last."""
        news = self.courier.news[self._chat(who)]
        return news[-1] if news else self._newest_first(self._chat(who))[0]

    def finds(self, who: str, words: str) -> Shown:
        """The newest message of the chat that says these words."""
        return next(shown for shown in self._newest_first(self._chat(who)) if words in shown.text)

    def _newest_first(self, chat: int) -> list[Shown]:
        return sorted(self.courier.chats[chat].values(), key=lambda shown: -shown.number)

    def _chat(self, who: str) -> int:
        return GROUP if who == "admins" else self.people[who].chat

    def inbound(self, who: str, message: int | None = None, chat: int | None = None) -> Inbound:
        """An update that was stored, as the bot stores it before anything else."""
        number, where = next(UPDATES), chat or self.people[who].chat
        self.app.take_updates([Update(number, where, "{}")], self.clock.now())
        return Inbound(number, where, private=where > 0, message_id=message)

    # ------------------------------------------------------------------------------- what is remembered

    @contextmanager
    def looking(self) -> Iterator[Tx]:
        with self.app.store.read() as tx:
            yield tx

    def person(self, who: str) -> Person:
        with self.looking() as tx:
            person = tx.people.by_code(self.people[who].code)
        assert person is not None, who
        return person

    def checkin(self, who: str, round_key: str) -> Checkin:
        with self.looking() as tx:
            asked = tx.rounds.get(round_key)
            assert asked is not None, round_key
            return next(c for c in tx.checkins.of_round(asked.id) if c.person_id == self.person(who).id)

    def state(self, key: str) -> SlotState | None:
        with self.looking() as tx:
            known = tx.slots.get(key)
        return known.state if known else None

    def deliveries(self, key: str) -> dict[str, int]:
        """What became of a slot's messages."""
        with self.looking() as tx:
            return {state.value: count for state, count in tx.outbox.counts(key).items() if count}

    def counts(self, key: str) -> Mapping[str, int]:
        with self.looking() as tx:
            return tx.slots.counts(key)

    def journal(self, subject: str) -> list[tuple[str, str, str]]:
        """Who did what, and why."""
        return [(entry.who, entry.what, entry.why) for entry in self.entries(subject)]

    def entries(self, subject: str) -> list[Entry]:
        with self.looking() as tx:
            return tx.journal.about(subject)

    def fates(self) -> dict[str, tuple[str, str]]:
        """By plan key, where each message stands, and why."""
        with closing(sqlite3.connect(self.database)) as database:
            rows = database.execute("SELECT plan_key, state, reason FROM outbox").fetchall()
        return {key: (state, reason) for key, state, reason in rows}

    def uncertain(self) -> list[str]:
        with self.looking() as tx:
            return [pending.message.plan_key for pending in tx.outbox.uncertain()]


class Kept:
    """A house as it was left, to be lived in again and again: living up to there takes longer than most tests."""

    def __init__(self, left: House) -> None:
        self._left = left

    def house(self, folder: Path, book: Rulebook) -> House:
        """One more, in a folder of its own, in which everything is as it was."""
        left = self._left
        shutil.copytree(left.database.parent, folder, dirs_exist_ok=True)
        house = House(folder, book, left.database, left.clock.now().isoformat(), deepcopy(left.courier))
        house.sheets, house.renderer = deepcopy((left.sheets, left.renderer))
        house.app.sheets, house.app.renderer = house.sheets, house.renderer  # type: ignore[assignment]
        return house


__all__ = ["GROUP", "STRANGER", "UNBOUND", "Delivery", "House", "Kept", "found"]
