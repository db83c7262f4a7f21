"""The laws of sending, on thousands of lives: random calendars, ladders, edits, leaves, answers, outages, deaths, and
clocks that jump forward and backward.

The jobs are the real ones; the store is in memory, held to the contract of the real one (tests/storage/test_memory.py).
A life is a string of bytes, so that hypothesis can make it shorter. tests/jobs/test_laws.py tries fewer on SQLite.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nhipcau.jobs import deliver
from nhipcau.jobs.close_round import close_round
from nhipcau.jobs.decide_due import decide_due_slots
from nhipcau.jobs.kick_off import kick_off
from nhipcau.jobs.open_round import open_round
from nhipcau.jobs.plan_slots import PLANNED_SINCE, plan_slots
from nhipcau.jobs.reconcile_launches import reconcile_launches
from nhipcau.jobs.remind import remind
from nhipcau.ports import Delivery, Outgoing, Settled
from nhipcau.rules.cadence import Programme, Slot, SlotKind, SlotState
from nhipcau.rules.calendar import Calendar, DayRule, Landing, WeekMoment
from nhipcau.rules.checkins import still_wanted
from nhipcau.rules.kernel import Span
from nhipcau.rules.ladder import Reminded, Rung
from nhipcau.rules.roster import ChatState, Grant, Leave, Person
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.memory import MemoryStore, MemoryWords
from tests.rules.samples import at, book, held, person, span

RUNS = int(os.environ.get("NHIPCAU_LAW_RUNS", "5000"))
"""`make laws` tries many more."""
BEGINS = at("2026-05-03 20:00")
HORIZON = timedelta(days=8)
UNIT = "ld_dong_nai"
DECIDED = (SlotState.DONE, SlotState.SKIPPED)
JOBS = {
    SlotKind.KICK_OFF: kick_off,
    SlotKind.OPEN_ROUND: open_round,
    SlotKind.REMIND: remind,
    SlotKind.CLOSE_ROUND: close_round,
}
TROUBLES = ("lost", "later", "refused", "blocked", "dies before", "dies after")


def people() -> list[Person]:
    """A lead and two others of one unit, and one who never opened the bot."""
    lead = person("CTV001", held(unit=UNIT), grants=(Grant("unit_lead", UNIT),))
    others = [person(f"CTV00{number}", held(unit=UNIT)) for number in (2, 3)]
    unbound = replace(person("CTV004", held(unit=UNIT)), chat=ChatState.UNBOUND, chat_id=None)
    return [lead, *others, unbound]


LADDERS = [
    tuple(Rung(WeekMoment(day, time(hour), Landing.AFTER), to) for day, hour, to in steps)
    for steps in (
        [(3, 9, Reminded.PERSON), (5, 9, Reminded.PERSON), (5, 15, Reminded.UNIT_LEAD)],
        [(3, 9, Reminded.PERSON), (3, 14, Reminded.UNIT_LEAD), (4, 9, Reminded.ADMIN_GROUP)],
        [(2, 23, Reminded.PERSON), (3, 6, Reminded.PERSON), (4, 9, Reminded.PERSON)],
        [(3, 14, Reminded.PERSON)],
        [(1, 9, Reminded.PERSON), (2, 9, Reminded.PERSON), (3, 9, Reminded.PERSON), (4, 9, Reminded.PERSON)],
        [],
    )
]
HOLIDAYS: list[frozenset[int]] = [frozenset(days) for days in ((), (4,), (7, 8), (4, 5, 6, 7), (9, 10), (11, 14, 15))]


@cache
def a_book(number: int) -> Rulebook:
    """One of many: two ladders, days off in May, a spread or none."""
    first, second = LADDERS[number % 6], LADDERS[number // 6 % 6]
    off = {date(2026, 5, day): "Ngày nghỉ" for day in HOLIDAYS[number // 36 % 6]}
    project = book()
    weekly = replace(project.programmes["weekly_checkin"], reminders=first, span=span("2026-05-04", "2026-05-17"))
    calendar: Calendar = replace(project.calendar, holidays=off)
    announced = replace(project.campaigns["thang_cong_nhan_2026"], first=DayRule(date(2026, 5, 4)))
    programmes: Mapping[str, Programme] = {
        "weekly_checkin": weekly,
        "monthly_report": replace(weekly, key="monthly_report", form="monthly_report", reminders=second),
    }
    return replace(
        project,
        calendar=calendar,
        programmes=programmes,
        programme_names={**project.programme_names, "monthly_report": {"vi": "Báo cáo tháng"}},
        campaigns={"thang_cong_nhan_2026": announced},
        chores=replace(project.chores, sync_at=()),
        pace=replace(project.pace, spread=timedelta(minutes=number % 2 * 30)),
    )


@dataclass(frozen=True)
class Went:
    """One message that reached a phone, with what it asked for and which planned ones it was."""

    at: datetime
    to: str
    lane: int
    number: int
    due_at: datetime
    keys: tuple[str, ...]
    asks: frozenset[int]


@dataclass
class Life:
    """One network and what happens to it; `story` is how a broken law is told."""

    store: MemoryStore = field(default_factory=lambda: MemoryStore(people(), {"admin": -1009}))
    book: Rulebook = field(default_factory=lambda: a_book(0))
    now: datetime = BEGINS
    went: list[Went] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    decided: dict[str, SlotState] = field(default_factory=dict)
    spared: set[int] = field(default_factory=set)
    """The reminders that were left out because the person had been told that day."""
    story: list[str] = field(default_factory=list)

    def plan(self) -> None:
        plan_slots(self.store, self.book, self.now, self.now + HORIZON)  # type: ignore[arg-type]

    # ------------------------------------------------------------------------------- time

    def pass_time(self, hours: int) -> None:
        """Everything at its own moment."""
        target = self.now + timedelta(hours=hours)
        while (moment := self._next_moment()) is not None and moment <= target:
            self.now = moment
            self.wake()
        self.now = max(self.now, target)
        self.wake()

    def _next_moment(self) -> datetime | None:
        moments = (self.store.tx.slots.next_after(self.now), self.store.tx.outbox.next_due())
        return min((at for at in moments if at is not None and at > self.now), default=None)

    def jump(self, hours: int) -> None:
        """The machine was off, or its clock was set, perhaps back."""
        self.now += timedelta(hours=hours)
        self.wake()

    def wake(self, processes: int = 1) -> None:
        due = decide_due_slots(self.store, self.book, None, self.now)  # type: ignore[arg-type]
        for slot in due * processes:
            self._run(slot)
        deliver.give_up_expired(self.store, self.now)  # type: ignore[arg-type]
        self._drain()
        reconcile_launches(self.store, self.book, self.now)  # type: ignore[arg-type]
        self._drain()
        self._decided_once()
        self._spared_with_reason()

    def _run(self, slot: Slot) -> None:
        if slot.kind not in JOBS:
            self.store.tx.slots.claim(slot.key, self.now)
            return
        JOBS[slot.kind](self.store, self.book, slot, self.now)  # type: ignore[arg-type]

    def run_what_was_asked(self) -> None:
        for known in self.store.tx.slots.known(BEGINS):
            if known.state is SlotState.ASKED:
                self._run(known.slot)

    # ------------------------------------------------------------------------------- sending

    def _drain(self) -> None:
        while (outgoing := self._take()) is not None:
            if not self._send(outgoing):
                return

    def _take(self) -> Outgoing | None:
        return deliver.take_message(self.store, self.book, MemoryWords(), None, self.now)  # type: ignore[arg-type]

    def _send(self, outgoing: Outgoing) -> bool:
        """False: the process died."""
        trouble = self.troubles.pop() if self.troubles else ""
        if trouble in ("", "lost", "dies after"):
            self._arrives(outgoing)
        store, now = self.store, self.now
        ends: dict[str, Callable[[], None]] = {
            "": lambda: deliver.settle_sent(store, outgoing, 1, now),  # type: ignore[arg-type]
            "lost": lambda: deliver.settle_uncertain(store, outgoing, "Timed out", now),  # type: ignore[arg-type]
            "later": lambda: deliver.settle_later(store, outgoing, "429", 30, now),  # type: ignore[arg-type]
            "refused": lambda: deliver.settle_failed(store, outgoing.id, "Bad Request", now),  # type: ignore[arg-type]
            "blocked": lambda: deliver.settle_unreachable(
                store,  # type: ignore[arg-type]
                self.book,
                outgoing,
                ChatState.BLOCKED,
                "403",
                now,
            ),
        }
        if trouble not in ends:
            return False
        ends[trouble]()
        return True

    def _arrives(self, outgoing: Outgoing) -> None:
        planned = self.store.tx.outbox.all()[outgoing.id - 1].message
        carried = self.store.tx.outbox.carried_by(outgoing.id)
        buttons = [data for row in outgoing.parcel.buttons for _, data in row if data.startswith("c:")]
        asks = {int(data.split(":")[1]) for data in buttons}
        asks |= {message.still_owes for message in (planned, *carried) if message.still_owes is not None}
        keys = (planned.plan_key, *(message.plan_key for message in carried))
        to = planned.to.group or str(planned.to.person_id)
        due_at = self.store.tx.outbox.planned_for[outgoing.id]
        self.went.append(Went(self.now, to, planned.lane, outgoing.id, due_at, keys, frozenset(asks)))
        assert self._unwanted(asks) == {}, "sent to someone who no longer owes"

    def _unwanted(self, asks: set[int]) -> dict[int, str]:
        tx, today = self.store.tx, self.book.calendar.today(self.now)
        found = {}
        for number in asks:
            checkin = tx.checkins.get(number)
            assert checkin is not None
            someone = tx.people.get(checkin.person_id)
            assert someone is not None
            if why := still_wanted(checkin, someone, today):
                found[number] = why
        return found

    # ------------------------------------------------------------------------------- people

    def answer(self, who: int) -> None:
        for checkin in self.store.tx.checkins.open_of(who):
            if checkin.owed:
                self.store.tx.checkins.send(checkin.id, {}, self.now)
                return

    def leave(self, who: int) -> None:
        today = self.book.calendar.today(self.now)
        self.store.tx.people.add_leave(who, Leave(Span(today, today + timedelta(days=2))))

    def opens_again(self, who: int) -> None:
        someone = self.store.tx.people.get(who)
        if someone is not None and someone.chat is ChatState.BLOCKED:
            self.store.tx.people.set_chat_state(who, ChatState.ACTIVE)

    def edit(self, number: int) -> None:
        self.book = a_book(number % 216)
        self.plan()

    # ------------------------------------------------------------------------------- laws

    def _decided_once(self) -> None:
        """What was decided stays as it was."""
        states = self.store.tx.slots.states()
        assert all(states[key] is state for key, state in self.decided.items()), "decided twice"
        self.decided = {key: state for key, state in states.items() if state in DECIDED}

    def _spared_with_reason(self) -> None:
        """Looked at when it happens: what comes later is no reason, though a clock set back makes it look earlier."""
        rows = self.store.tx.outbox.all()
        for row in rows:
            if row.reason == "told_today" and row.id not in self.spared:
                self.spared.add(row.id)
                assert self._was_told(rows, row), "a reminder is lost"

    def nothing_twice(self) -> bool:
        return max(Counter(key for went in self.went for key in went.keys).values(), default=0) <= 1

    def one_digest_a_day(self) -> bool:
        reminded = (went for went in self.went if went.asks and went.keys[0].startswith("remind:"))
        return max(Counter((went.to, went.at.date()) for went in reminded).values(), default=0) <= 1

    def in_order(self) -> bool:
        """Of two messages to one recipient in one lane, none overtakes one that was planned first and due no later."""
        lines: dict[tuple[str, int], list[Went]] = {}
        for went in self.went:
            lines.setdefault((went.to, went.lane), []).append(went)
        return not any(
            later.number < earlier.number and later.due_at <= earlier.due_at
            for line in lines.values()
            for place, earlier in enumerate(line)
            for later in line[place + 1 :]
        )

    def nothing_lost(self) -> bool:
        """Nothing waits, and every launch adds up."""
        tx = self.store.tx
        undecided = [slot.key for slot in tx.slots.planned(self.now) if slot.kind in JOBS]
        assert undecided == [], "something due is undecided"
        rows = tx.outbox.all()
        assert [row.message.plan_key for row in rows if row.at is None] == [], "a message still waits"
        counts = [tx.slots.counts(known.slot.key) for known in tx.slots.known(BEGINS)]
        return all(count.get("missing", 0) == 0 for count in counts)

    def _was_told(self, rows: list[Settled], spared: Settled) -> bool:
        """Since that day's midnight; or nobody knows, because the answer was lost or the process died."""
        to, today = spared.message.to.person_id, self.now.date()
        return any(
            went.to == str(to) and went.at.date() >= today and spared.message.still_owes in went.asks
            for went in reversed(self.went)
        ) or any(row.message.to.person_id == to and row.state is Delivery.UNCERTAIN for row in rows)


def events(life: Life) -> list[tuple[str, Callable[[int], object]]]:
    """What can happen; the number says how much, to whom, or which."""
    return [
        ("time passes", lambda n: life.pass_time(1 + n % 40)),
        ("time passes", lambda n: life.pass_time(1 + n % 12)),
        ("the machine is off", lambda n: life.jump(1 + n % 70)),
        ("the clock is set back", lambda n: life.jump(-(1 + n % 30))),
        ("config is edited", life.edit),
        ("someone answers", lambda n: life.answer(1 + n % 4)),
        ("someone answers", lambda n: life.answer(1 + n % 4)),
        ("someone goes on leave", lambda n: life.leave(1 + n % 4)),
        ("someone opens the bot again", lambda n: life.opens_again(1 + n % 4)),
        ("someone chooses an hour", lambda n: life.store.tx.people.remind_at(1 + n % 3, n % 24)),
        ("trouble is coming", lambda n: life.troubles.append(TROUBLES[n % 6])),
        ("trouble is coming", lambda n: life.troubles.extend([TROUBLES[n % 6], TROUBLES[n // 6 % 6]])),
        ("two processes wake", lambda n: life.wake(processes=2)),
        ("a process restarts", lambda n: life.plan()),
        ("admins say yes", lambda n: life.run_what_was_asked()),
        ("it is quiet", lambda n: None),
    ]


def founded(number: int) -> Life:
    """A network whose slots are planned; the same planning need not be done thousands of times."""
    life = Life(book=a_book(number))
    for slot in first_slots(number):
        life.store.tx.slots.put(slot)
    life.store.tx.notes.set(PLANNED_SINCE, BEGINS.isoformat())
    return life


@cache
def first_slots(number: int) -> list[Slot]:
    life = Life(book=a_book(number))
    life.plan()
    return life.store.tx.slots.planned(BEGINS + 10 * HORIZON)


def live(pages: bytes) -> Life:
    """Founded with the book of the first byte; each further pair of bytes is an event. It ends when all rounds have."""
    life = founded(pages[0] % 216)
    life.pass_time(13)
    happenings = events(life)
    for what, how in _pairs(pages[1:]):
        name, happens = happenings[what % 16]
        life.story.append(f"{life.now:%d/%m %H:%M} {name} ({how})")
        happens(how)
        life._decided_once()
    life.troubles.clear()
    life.now = max(life.now, BEGINS).replace(hour=12)
    for days in (21, 1, 1):
        life.run_what_was_asked()
        life.jump(24 * days)
        skip_what_was_asked(life)
    return life


def skip_what_was_asked(life: Life) -> None:
    for known in life.store.tx.slots.known(BEGINS):
        if known.state is SlotState.ASKED:
            life.store.tx.slots.decide(known.slot.key, SlotState.SKIPPED, "late", life.now)


def _pairs(pages: bytes) -> Iterator[tuple[int, int]]:
    return zip(pages[::2], pages[1::2], strict=False)


@given(st.binary(min_size=21, max_size=21))
@example(bytes.fromhex("00000004ae02ca007f03170300 04cc000000000000")).via("told at nine, and the clock set back a day")
@settings(max_examples=RUNS, suppress_health_check=list(HealthCheck), database=None)
def test_whatever_happens_the_laws_hold(pages: bytes) -> None:
    life = live(pages)
    assert life.nothing_twice(), life.story
    assert life.one_digest_a_day(), life.story
    assert life.in_order(), life.story
    assert life.nothing_lost(), life.story


class TestTheLawsSeeWhatTheyShould:
    """A law that cannot be broken is worth nothing."""

    @pytest.fixture
    def life(self) -> Life:
        return live(bytes([0, *[0, 39] * 10]))

    def test_a_life_is_full(self, life: Life) -> None:
        """Nobody answers: both rounds of two weeks ask, remind and close."""
        kinds = Counter(key.partition(":")[0] for went in life.went for key in went.keys)
        assert kinds == {"kick_off": 3, "open_round": 12, "remind": 28, "closed": 4, "reconciled": 17}

    def test_a_message_that_goes_out_again(self, life: Life) -> None:
        life.went.append(life.went[0])
        assert not life.nothing_twice()

    def test_messages_that_overtake_each_other(self, life: Life) -> None:
        assert life.in_order()
        life.went.reverse()
        assert not life.in_order()

    def test_a_message_that_stays_behind(self, life: Life) -> None:
        first = life.store.tx.outbox.all()[0]
        life.store.tx.outbox.put([replace(first.message, plan_key="forgotten")])
        with pytest.raises(AssertionError, match="still waits"):
            life.nothing_lost()

    def test_a_slot_that_is_decided_again(self, life: Life) -> None:
        key = next(iter(life.decided))
        life.store.tx.slots.decide(key, SlotState.PLANNED, "by mistake", life.now)
        with pytest.raises(AssertionError, match="decided twice"):
            life._decided_once()
