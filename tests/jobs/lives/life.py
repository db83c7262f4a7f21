"""One network and what happens to it: time, edits, answers, leaves, outages, deaths, clocks that jump.

The jobs are the real ones; the store is in memory, held to the contract of the real one (tests/storage/test_memory.py).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from nhipcau.jobs import deliver
from nhipcau.jobs.amend_campaign import amend, unamend
from nhipcau.jobs.close_round import close_round
from nhipcau.jobs.decide_due import decide_due_slots
from nhipcau.jobs.in_force import in_force
from nhipcau.jobs.kick_off import kick_off
from nhipcau.jobs.open_round import open_round
from nhipcau.jobs.plan_slots import PLANNED_SINCE, plan_slots
from nhipcau.jobs.reconcile_launches import reconcile_launches
from nhipcau.jobs.remind import remind
from nhipcau.ports import Delivery, Outgoing, Settled
from nhipcau.rules.amendments import Amendment
from nhipcau.rules.cadence import Slot, SlotKind, SlotState
from nhipcau.rules.checkins import still_wanted
from nhipcau.rules.kernel import Span
from nhipcau.rules.ladder import Reminded
from nhipcau.rules.roster import ChatState, Leave, Person, members
from nhipcau.settings.faults import BadConfig
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.memory import MemoryStore, MemoryWords
from tests.jobs.lives.books import BOOKS, CAMPAIGN, UNIT, a_book, people
from tests.rules.samples import at

BEGINS = at("2026-05-03 20:00")
HORIZON = timedelta(days=8)
DECIDED = (SlotState.DONE, SlotState.SKIPPED)
JOBS = {
    SlotKind.KICK_OFF: kick_off,
    SlotKind.OPEN_ROUND: open_round,
    SlotKind.REMIND: remind,
    SlotKind.CLOSE_ROUND: close_round,
}
TROUBLES = ("lost", "later", "refused", "blocked", "dies before", "dies after")
WISHES = (
    ("first", "2026-05-{:02}"),
    ("last", "2026-05-{:02}"),
    ("kick_off", "2026-05-{:02} 14:00"),
    ("kick_off", "2026-05-{:02} 23:30"),
    ("units", UNIT),
    ("units", "ld_ha_noi"),
    ("levels", "provincial"),
    ("roles", "unit_lead"),
)
"""What people set otherwise for a campaign, with a day between 4 and 15 May."""


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
    ran: Counter[str] = field(default_factory=Counter)
    anew: dict[int, int] = field(default_factory=dict)
    """How many messages had arrived when a check-in became owed again, or was excused."""
    processes: int = 1
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

    def wake(self) -> None:
        due = decide_due_slots(self.store, self.book, None, self.now)  # type: ignore[arg-type]
        assert all(self.now - slot.due_at <= slot.late.stale_after for slot in due), "done although stale"
        assert len({(slot.kind, slot.stream) for slot in due}) == len(due), "two late slots of one stream"
        for slot in due * self.processes:
            self._run(slot)
        deliver.give_up_expired(self.store, self.now)  # type: ignore[arg-type]
        self._drain()
        if reconcile_launches(self.store, self.book, self.now).counts:  # type: ignore[arg-type]
            self._drain()
        self._decided_once()
        self._spared_with_reason()

    def _run(self, slot: Slot) -> None:
        if slot.kind not in JOBS:
            self.store.tx.slots.claim(slot.key, self.now)
            return
        owed = self._owed_word(slot)
        did = JOBS[slot.kind](self.store, self.book, slot, self.now)  # type: ignore[arg-type]
        if "taken" in did.counts:
            return
        self.ran[slot.key] += 1
        if owed is not None:
            keys = {f"{slot.key}:{code}" for code in owed}
            assert self.store.tx.outbox.known(keys) == keys, "somebody who is owed word is forgotten"
            assert sum(self.store.tx.outbox.counts(slot.key).values()) == len(keys), "somebody is told for nothing"

    def _owed_word(self, slot: Slot) -> list[str] | None:
        """Whom the slot must tell if it runs now, and nobody else; None when it is not people who are told."""
        book, today = in_force(self.store.tx, self.book), self.book.calendar.today(self.now)
        if slot.kind is SlotKind.REMIND:
            return self._still_owe(book, slot)
        if slot.kind is SlotKind.CLOSE_ROUND:
            return None
        campaign = book.campaigns.get(slot.subject)
        audience = campaign.audience if campaign else book.asked(slot.subject)[1]
        found = members(self.store.tx.people.all(), audience, today, book.levels)
        return [member.person.code for member in found if not member.person.on_leave(today)]

    def _still_owe(self, book: Rulebook, slot: Slot) -> list[str] | None:
        round_key, _, number = slot.subject.partition("#")
        tx, asked = self.store.tx, self.store.tx.rounds.get(round_key)
        steps = book.asked(round_key)[0].reminders
        if asked is None or (len(steps) >= int(number) and steps[int(number) - 1].to is not Reminded.PERSON):
            return None
        owing = [checkin.id for checkin in tx.checkins.of_round(asked.id)]
        wanted = {number for number in owing if number not in self._unwanted(set(owing))}
        return [self._whose(number).code for number in wanted]

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
        planned = self.store.tx.outbox.message(outgoing.id)
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
            if why := still_wanted(checkin, self._whose(number), today):
                found[number] = why
        return found

    def _whose(self, number: int) -> Person:
        checkin = self.store.tx.checkins.get(number)
        assert checkin is not None
        someone = self.store.tx.people.get(checkin.person_id)
        assert someone is not None
        return someone

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

    def is_returned(self, who: int) -> None:
        """A coordinator wants more of the newest answer: it is owed again."""
        sent = [checkin for checkin in self.store.tx.checkins.open_of(who) if checkin.answered]
        if sent:
            self.store.tx.checkins.give_back(sent[-1].id, sent[-1].draft)
            self.anew[sent[-1].id] = len(self.went)

    def is_excused(self, who: int) -> None:
        """Or no more, who was."""
        for checkin in self.store.tx.checkins.open_of(who)[:1]:
            self.store.tx.checkins.excuse(checkin.id, not checkin.excused)
            self.anew[checkin.id] = len(self.went)

    def edit(self, number: int) -> None:
        self.book = a_book(number % BOOKS)
        self.plan()

    def amend(self, number: int) -> None:
        """Somebody sets a campaign's day, announcement or audience otherwise; now and then the file counts again."""
        what, value = WISHES[number % 8]
        wish = Amendment(CAMPAIGN, what, value.format(4 + number // 8 % 12), "CB01", self.now, "xin đổi")
        with suppress(BadConfig):
            (unamend if number % 4 == 3 else amend)(self.store.tx, self.book, wish)  # type: ignore[arg-type]

    # ------------------------------------------------------------------------------- laws

    def _decided_once(self) -> None:
        """What was decided stays as it was."""
        states = self.store.tx.slots.states()
        assert all(states[key] is state for key, state in self.decided.items()), "decided twice"
        assert max(self.ran.values(), default=0) <= 1, "done twice"
        self.decided = {key: state for key, state in states.items() if state in DECIDED}

    def _spared_with_reason(self) -> None:
        """Looked at when it happens: what comes later is no reason, though a clock set back makes it look earlier."""
        left_out = self.store.tx.outbox.left_out("told_today")
        if left_out <= self.spared:
            return
        rows = self.store.tx.outbox.all()
        assert all(self._was_told(rows, rows[number - 1]) for number in left_out - self.spared), "a reminder is lost"
        self.spared = left_out

    def _was_told(self, rows: list[Settled], spared: Settled) -> bool:
        """Since that day's midnight; or nobody knows, because the answer was lost or the process died.

        What was first asked, or is owed again, only after the day's digest waits for another day: there is one a day.
        What came first is told by what really came, for a day may come twice where the clock is set back.
        """
        to, owes, today = str(spared.message.to.person_id), spared.message.still_owes, self.now.date()
        asked = (place for place, went in enumerate(self.went) if went.to == to and owes in went.asks)
        owed_since = max(next(asked, 0), self.anew.get(owes or 0, 0))
        told = (
            owes in went.asks or (place < owed_since and went.keys[0].startswith("remind:"))
            for place, went in enumerate(self.went)
            if went.to == to and went.at.date() >= today
        )
        return any(told) or any(str(row.message.to.person_id) == to and row.state is Delivery.UNCERTAIN for row in rows)


def events(life: Life) -> list[tuple[str, Callable[[int], object]]]:
    """What can happen; the number says how much, to whom, or which."""
    return [
        ("time passes", lambda n: life.pass_time(1 + n % 40)),
        ("someone answers", lambda n: life.answer(1 + n % 3)),
        ("the machine is off", lambda n: life.jump(1 + n % 70)),
        ("the clock is set back", lambda n: life.jump(-(1 + n % 30))),
        ("config is edited", life.edit),
        ("someone answers", lambda n: life.answer(1 + n % 3)),
        ("someone answers", lambda n: life.answer(1 + n % 3)),
        ("someone goes on leave", lambda n: life.leave(1 + n % 3)),
        ("someone opens the bot again", lambda n: life.opens_again(1 + n % 3)),
        ("someone chooses an hour", lambda n: life.store.tx.people.remind_at(1 + n % 3, n % 24)),
        ("trouble is coming", lambda n: life.troubles.append(TROUBLES[n % 6])),
        ("trouble is coming", lambda n: life.troubles.extend([TROUBLES[n % 6], TROUBLES[n // 6 % 6]])),
        ("two processes run, or one again", lambda n: setattr(life, "processes", 1 + n % 2)),
        ("a process restarts", lambda n: life.plan()),
        ("admins say yes", lambda n: life.run_what_was_asked()),
        ("a campaign is amended", life.amend),
        ("a campaign is amended", life.amend),
        ("an answer is returned", lambda n: life.is_returned(1 + n % 3)),
        ("someone is excused, or no more", lambda n: life.is_excused(1 + n % 3)),
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
    """Founded with the book of the first byte; each further pair of bytes is an event, and some hours after it.

    Eight events fill a week. It ends when all rounds have.
    """
    life = founded(pages[0])
    life.pass_time(13)
    happenings = events(life)
    for what, how in _pairs(pages[1:]):
        hours, which = divmod(what, len(happenings))
        name, happens = happenings[which]
        life.story.append(f"{life.now:%d/%m %H:%M} {name} ({how})")
        happens(how)
        life._decided_once()
        if hours:
            life.pass_time(2 * hours)
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
