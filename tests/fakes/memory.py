"""A store in memory for laws that are tried thousands of times: what sending needs, and nothing more.

It implements the parts of ports.Store that planning, asking, reminding and delivering use. It takes nothing back.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from nhipcau.ports import Entry, Whereabouts
from nhipcau.rules.allowance.facts import UnitWord
from nhipcau.rules.amendments import Amendment
from nhipcau.rules.cadence import KnownSlot, RoundPlan, Slot, SlotState
from nhipcau.rules.checkins import Checkin, Place, Round
from nhipcau.rules.forms import Draft
from nhipcau.rules.kernel import Json, Month
from nhipcau.rules.roster import ChatState, Leave, Person
from tests.fakes.memory_outbox import MemoryOutbox

OPEN_SLOTS = (SlotState.PLANNED, SlotState.ASKED)
REPLANNED = (SlotState.PLANNED, SlotState.CANCELLED)


class MemoryPeople:
    def __init__(self, people: Iterable[Person], groups: Mapping[str, int]) -> None:
        self._people = {person.id: person for person in people}
        self._groups = groups

    def all(self) -> list[Person]:
        return list(self._people.values())

    def get(self, person_id: int) -> Person | None:
        return self._people.get(person_id)

    def whereabouts(self, name: str) -> Whereabouts | None:
        whole = name.partition(":")[0]
        return Whereabouts(self._groups[whole]) if whole in self._groups else None

    def set_chat_state(self, person_id: int, state: ChatState) -> None:
        self._change(person_id, chat=state)

    def add_leave(self, person_id: int, leave: Leave) -> None:
        self._change(person_id, leaves=(*self._people[person_id].leaves, leave))

    def remind_at(self, person_id: int, hour: int | None) -> None:
        self._change(person_id, reminder_hour=hour)

    def _change(self, person_id: int, **changes: object) -> None:
        self._people[person_id] = replace(self._people[person_id], **changes)  # type: ignore[arg-type]


class MemorySlots:
    def __init__(self) -> None:
        self._slots: dict[str, KnownSlot] = {}
        self._counts: dict[str, dict[str, int]] = {}
        self._launched: set[str] = set()
        self._line: list[tuple[datetime, str]] = []
        """Moments and keys in order; made anew when slots were planned since."""

    def states(self) -> dict[str, SlotState]:
        return {key: known.state for key, known in self._slots.items()}

    def known(self, since: datetime) -> list[KnownSlot]:
        return [self._slots[key] for due_at, key in self._by_moment() if due_at >= since]

    def get(self, key: str) -> KnownSlot | None:
        return self._slots.get(key)

    def planned(self, until: datetime) -> list[Slot]:
        due = (self._slots[key] for due_at, key in self._by_moment() if due_at <= until)
        return [known.slot for known in due if known.state is SlotState.PLANNED]

    def next_after(self, moment: datetime) -> datetime | None:
        """The next moment of a planned slot."""
        later = ((due_at, key) for due_at, key in self._by_moment() if due_at > moment)
        return next((due_at for due_at, key in later if self._slots[key].state is SlotState.PLANNED), None)

    def put(self, slot: Slot) -> None:
        key = slot.key
        if key not in self._slots or self._slots[key].state in REPLANNED:
            self._slots[key] = KnownSlot(slot, SlotState.PLANNED)
            self._counts[key] = {}
            self._line = []

    def claim(self, key: str, at: datetime) -> bool:
        return self._settle(key, SlotState.DONE, OPEN_SLOTS)

    def decide(self, key: str, state: SlotState, reason: str, at: datetime) -> bool:
        allowed = tuple(SlotState) if state is SlotState.PLANNED else (*OPEN_SLOTS, state)
        return self._settle(key, state, allowed)

    def record(self, key: str, counts: Mapping[str, int], launched: bool = False) -> None:
        self._counts[key] |= counts
        if launched:
            self._launched.add(key)

    def counts(self, key: str) -> Mapping[str, int]:
        return self._counts.get(key, {})

    def launched(self) -> list[str]:
        return [key for _, key in self._by_moment() if key in self._launched]

    def reconciled(self, key: str, counts: Mapping[str, int]) -> None:
        self._counts[key] |= counts
        self._launched.discard(key)

    def _settle(self, key: str, state: SlotState, allowed: Collection[SlotState]) -> bool:
        known = self._slots.get(key)
        if known is None or known.state not in allowed:
            return False
        self._slots[key] = KnownSlot(known.slot, state)
        return True

    def _by_moment(self) -> list[tuple[datetime, str]]:
        if not self._line:
            self._line = sorted((known.slot.due_at, key) for key, known in self._slots.items())
        return self._line


class MemoryRounds:
    def __init__(self) -> None:
        self.by_id: dict[int, Round] = {}

    def open(self, plan: RoundPlan) -> Round:
        opened = self.get(plan.key)
        if opened is None:
            names = ("key", "programme", "form", "period", "month", "first_day", "last_day", "opens_at", "due_at")
            given = {name: getattr(plan, name) for name in (*names, "closes_at")}
            opened = self.by_id[len(self.by_id) + 1] = Round(len(self.by_id) + 1, **given)
        return opened

    def get(self, key: str) -> Round | None:
        return next((found for found in self.by_id.values() if found.key == key), None)

    def close(self, key: str, at: datetime) -> None:
        self._change(key, closed=True)

    def reschedule(self, plan: RoundPlan) -> None:
        self._change(plan.key, due_at=plan.due_at, closes_at=plan.closes_at)

    def _change(self, key: str, **changes: object) -> None:
        found = self.get(key)
        if found is not None and not found.closed:
            self.by_id[found.id] = replace(found, **changes)  # type: ignore[arg-type]


class MemoryCheckins:
    def __init__(self, rounds: MemoryRounds) -> None:
        self._rounds = rounds
        self._checkins: dict[int, Checkin] = {}
        self._current: dict[int, int | None] = {}

    def add(self, asked: Round, places: Iterable[Place], draft: Draft) -> None:
        taken = {checkin.person_id for checkin in self.of_round(asked.id)}
        for place in places:
            person, appointment = place.member.person, place.member.appointment
            if person.id not in taken:
                number = len(self._checkins) + 1
                unit, level = appointment.unit, appointment.level
                self._checkins[number] = Checkin(number, asked, person.id, unit, level, place.excused, draft)

    def get(self, checkin_id: int) -> Checkin | None:
        found = self._checkins.get(checkin_id)
        if found is not None and found.round is not (now := self._rounds.by_id[found.round.id]):
            found = self._checkins[checkin_id] = replace(found, round=now)
        return found

    def of_round(self, round_id: int) -> list[Checkin]:
        return self._those(lambda checkin: checkin.round.id == round_id)

    def open_of(self, person_id: int) -> list[Checkin]:
        own = self._those(lambda checkin: checkin.person_id == person_id)
        return sorted((c for c in own if not c.round.closed), key=lambda c: (c.round.due_at, c.id))

    def send(self, checkin_id: int, answers: Mapping[str, object], at: datetime) -> int:
        found = self._checkins[checkin_id]
        changed = replace(
            found, version=found.version + 1, first_sent_at=found.first_sent_at or at, answers={}, returned=False
        )
        self._checkins[checkin_id] = changed
        return changed.version

    def give_back(self, checkin_id: int, draft: Draft) -> None:
        self._checkins[checkin_id] = replace(self._checkins[checkin_id], draft=draft, returned=True)

    def excuse(self, checkin_id: int, excused: bool) -> None:
        self._checkins[checkin_id] = replace(self._checkins[checkin_id], excused=excused)

    def current(self, person_id: int) -> int | None:
        return self._current.get(person_id)

    def set_current(self, person_id: int, checkin_id: int | None) -> None:
        self._current[person_id] = checkin_id

    def _those(self, wanted: Callable[[Checkin], bool]) -> list[Checkin]:
        numbers = [number for number, checkin in self._checkins.items() if wanted(checkin)]
        return [found for number in numbers if (found := self.get(number)) is not None]


class MemoryJournal:
    def write(self, *entries: Entry) -> None: ...


class MemoryNotes:
    def __init__(self) -> None:
        self._notes: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self._notes.get(name)

    def set(self, name: str, value: str) -> None:
        self._notes[name] = value


class MemoryAmendments:
    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Amendment] = {}

    def all(self) -> list[Amendment]:
        return [self._kept[about] for about in sorted(self._kept)]

    def put(self, amendment: Amendment) -> None:
        self._kept[amendment.campaign, amendment.what] = amendment

    def drop(self, campaign: str, what: str) -> bool:
        return self._kept.pop((campaign, what), None) is not None


class MemoryMonths:
    def unit_words(self, month: Month) -> dict[str, UnitWord]:
        return {}


class MemoryTx:
    """All subjects of one network. A transaction is the same as the one before it."""

    def __init__(self, people: Iterable[Person], groups: Mapping[str, int]) -> None:
        self.people = MemoryPeople(people, groups)
        self.slots = MemorySlots()
        self.rounds = MemoryRounds()
        self.checkins = MemoryCheckins(self.rounds)
        self.outbox = MemoryOutbox()
        self.journal = MemoryJournal()
        self.notes = MemoryNotes()
        self.amendments = MemoryAmendments()
        self.months = MemoryMonths()


class MemoryStore:
    def __init__(self, people: Iterable[Person], groups: Mapping[str, int]) -> None:
        self.tx = MemoryTx(people, groups)

    @contextmanager
    def begin(self) -> Iterator[MemoryTx]:
        yield self.tx

    read = begin


class MemoryWords:
    """Words without templates: what is said does not matter to whom and when it is said."""

    def message(self, template: str, view: Mapping[str, Json], language: str) -> str:
        return template

    def label(self, name: str, language: str) -> str:
        return name
