"""What is remembered: the Store, its transaction, and the plain rows that cross it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from nhipcau.ports.accounts import Accounts
from nhipcau.ports.amendments import Amendments
from nhipcau.ports.joining import Invites, Merges
from nhipcau.ports.kits import Kits
from nhipcau.ports.leaving import Erasures
from nhipcau.ports.letters import Letters
from nhipcau.ports.outbox import Outbox
from nhipcau.ports.talk import Talk
from nhipcau.rules.allowance.close import CloseState, Closing
from nhipcau.rules.allowance.corrections import Closed
from nhipcau.rules.allowance.facts import Bonus, Decision, PersonFacts, UnitWord
from nhipcau.rules.allowance.lines import Assessment, Line
from nhipcau.rules.allowance.policy import Terms
from nhipcau.rules.cadence import KnownSlot, RoundPlan, Slot, SlotState
from nhipcau.rules.checkins import Checkin, Place, Round
from nhipcau.rules.fields import Answer
from nhipcau.rules.forms import Draft
from nhipcau.rules.kernel import Json, Month
from nhipcau.rules.roster import Appointment, ChatState, Grant, Leave, Person
from nhipcau.rules.sheets.cells import Cell
from nhipcau.rules.sheets.layout import Cells, Rows


@dataclass(frozen=True)
class NewPerson:
    """A roster row to be added. `code` is the network's own number for the person, unique and never reused."""

    code: str
    name: str
    language: str
    phone: str | None
    appointments: tuple[Appointment, ...] = ()
    leaves: tuple[Leave, ...] = ()
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True)
class Whereabouts:
    """A group's chat and, where that is a forum, the topic of it."""

    chat_id: int
    topic: int | None = None


class People(Protocol):
    def all(self) -> list[Person]: ...
    def get(self, person_id: int) -> Person | None: ...
    def by_chat(self, chat_id: int) -> Person | None: ...
    def by_code(self, code: str) -> Person | None: ...
    def by_phone(self, phone: str) -> Person | None:
        """Whoever has this number; nobody when several do."""

    def add(self, person: NewPerson) -> int: ...
    def add_all(self, new: Sequence[NewPerson]) -> list[int]:
        """Add many at once. Returns the number of each."""

    def bind(self, person_id: int, chat_id: int, at: datetime) -> None:
        """Bind a chat to the person (state ACTIVE); whoever had that chat before loses it."""

    def correct(self, person_id: int, name: str, phone: str | None, language: str) -> None: ...
    def remind_at(self, person_id: int, hour: int | None) -> None:
        """Keep the local hour (0 to 23) at which the person wants to be reminded; None is the network's own."""

    def agree(self, person_id: int, consent: str, at: datetime | None) -> None:
        """Keep which version of the consent text the person agreed to; "" without a moment takes it back."""

    def set_chat_state(self, person_id: int, state: ChatState) -> None: ...
    def add_leave(self, person_id: int, leave: Leave) -> None: ...
    def change_leave(self, person_id: int, leave: Leave) -> None:
        """Give the person's leave of that first day another end or reason."""

    def end_leave(self, person_id: int, leave: Leave, last: date) -> None:
        """Let a leave end earlier; one that would end before it begins never was."""

    def appoint(self, person_id: int, appointment: Appointment) -> None: ...
    def end_appointment(self, person_id: int, appointment: Appointment, last: date) -> None: ...
    def grant(self, person_id: int, held: Sequence[Grant]) -> None:
        """The roles that the person holds from now on, and no others."""

    def bind_group(self, name: str, chat_id: int, topic: int | None = None) -> None: ...
    def group(self, name: str) -> int | None: ...
    def whereabouts(self, name: str) -> Whereabouts | None:
        """Where a group is written to: "admin:questions" without a topic of its own is where "admin" is."""

    def unbind_topics(self, name: str) -> None:
        """The topics of a group that is another chat now."""

    def move_group(self, old: int, new: int) -> bool:
        """The channel gave a group another number. False: no group of ours had the old one."""


class Slots(Protocol):
    def known(self, since: datetime) -> list[KnownSlot]:
        """Every slot due at `since` or later."""

    def get(self, key: str) -> KnownSlot | None: ...

    def planned(self, until: datetime) -> list[Slot]:
        """The planned slots due no later than `until`."""

    def next_due(self) -> datetime | None:
        """The earliest moment of a planned slot."""

    def put(self, slot: Slot) -> None:
        """Create the slot, or give the planned one of the same key new moments and policies."""

    def claim(self, key: str, at: datetime) -> bool:
        """Take a planned or asked slot: a conditional UPDATE that must touch one row. False: someone else has it."""

    def decide(self, key: str, state: SlotState, reason: str, at: datetime) -> bool:
        """Note what became of a slot, and why. False: it was decided otherwise before, and that stays."""

    def record(self, key: str, counts: Mapping[str, int], launched: bool = False) -> None:
        """Keep what the slot's job did. `launched`: it planned messages, to be added up when all are settled."""

    def counts(self, key: str) -> Mapping[str, int]: ...
    def launched(self) -> list[str]:
        """The keys of launches not added up yet, by due moment."""

    def reconciled(self, key: str, counts: Mapping[str, int]) -> None:
        """The launch was added up: keep the sums beside the counts."""


class Rounds(Protocol):
    def open(self, plan: RoundPlan) -> Round: ...
    def get(self, key: str) -> Round | None: ...
    def close(self, key: str, at: datetime) -> None: ...
    def running(self) -> list[Round]:
        """The rounds that are not closed, by deadline."""

    def reschedule(self, plan: RoundPlan) -> None:
        """Give an open round the deadlines of its changed plan."""


class Checkins(Protocol):
    def add(self, asked: Round, places: Iterable[Place], draft: Draft) -> None: ...
    def get(self, checkin_id: int) -> Checkin | None: ...
    def of_round(self, round_id: int) -> list[Checkin]: ...
    def of_month(self, month: Month) -> list[Checkin]: ...
    def of_person(self, person_id: int, month: Month) -> list[Checkin]: ...
    def open_of(self, person_id: int) -> list[Checkin]:
        """The person's places in rounds that are not closed, by deadline."""

    def of_someone(self, person_id: int) -> list[Checkin]:
        """All that the person was ever asked, in the order of the rounds."""

    def save_draft(self, checkin_id: int, draft: Draft) -> None: ...
    def send(self, checkin_id: int, answers: Mapping[str, Answer], at: datetime) -> int:
        """Keep the answers as a new version; earlier ones stay. Returns the version."""

    def give_back(self, checkin_id: int, draft: Draft) -> None:
        """The version that was sent counts no more, until there is another; `draft` is where its owner goes on."""

    def excuse(self, checkin_id: int, excused: bool) -> None: ...
    def versions(self, checkin_id: int) -> list[Mapping[str, Answer]]: ...
    def current(self, person_id: int) -> int | None:
        """The check-in that the person's free text belongs to."""

    def set_current(self, person_id: int, checkin_id: int | None) -> None: ...


@dataclass(frozen=True)
class Update:
    """One raw update of a chat channel, as it arrived."""

    id: int
    chat_id: int
    raw: str


class Inbox(Protocol):
    def store(self, updates: Iterable[Update], at: datetime) -> int:
        """Keep updates; one that is already known is left as it is. Returns how many are new."""

    def unhandled(self, limit: int) -> list[Update]:
        """By update id."""

    def finish(self, update_id: int, at: datetime) -> bool:
        """Mark as handled. False when it already was: then nothing more may be done for it."""


@dataclass(frozen=True)
class Entry:
    """One line of the journal: who did what to what, when, why."""

    at: datetime
    who: str
    what: str
    subject: str
    why: str = ""
    detail: Mapping[str, Json] = field(default_factory=dict)


class Journal(Protocol):
    def write(self, *entries: Entry) -> None: ...
    def about(self, subject: str) -> list[Entry]: ...
    def about_any(self, subjects: Collection[str]) -> list[Entry]:
        """Every entry about one of the subjects, in the order in which they were written."""

    def of_kind(self, what: str) -> list[Entry]:
        """Every entry of what was done, the oldest first."""


@dataclass(frozen=True)
class MonthFile:
    """A version of a month's close as it is kept: terms and facts at the cut-off, and what came of them."""

    closing: Closing
    cut_off: datetime
    terms: Terms
    facts: tuple[PersonFacts, ...]
    facts_version: str
    policy_version: str
    assessment: Assessment

    @property
    def closed(self) -> Closed:
        """The month as corrections of later months look at it."""
        return Closed(self.terms, self.facts, self.assessment, self.closing.state is CloseState.PAID)


@dataclass(frozen=True)
class Proposed:
    """A bonus with who asked for it, and who agreed ("" while nobody has)."""

    bonus: Bonus
    asked_by: str
    agreed_by: str = ""


@dataclass(frozen=True)
class OwnMonth:
    """What the newest version of a month says of one person: at least one line."""

    closing: Closing
    pays_on: date
    lines: tuple[Line, ...]


class Months(Protocol):
    def get(self, month: Month) -> MonthFile | None:
        """The newest version."""

    def own(self, month: Month, person: str) -> OwnMonth | None:
        """One person's lines of the newest version, without reading everybody's; None where there are none."""

    def versions(self, month: Month) -> list[MonthFile]:
        """All versions, the oldest first; they stay readable for ever."""

    def newest(self, month: Month) -> int:
        """The number of the newest version; 0 where there is none."""

    def states(self) -> Mapping[Month, CloseState]:
        """Where the newest version of every month stands, by month."""

    def save(self, file: MonthFile) -> None:
        """Create, or replace a version that is not closed. Raises ValueError for a closed one."""

    def pay(self, file: MonthFile) -> bool:
        """Note who paid a closed version, and nothing else of it. False: it is not closed, or was paid before."""

    def decisions(self, month: Month) -> Mapping[str, Decision]:
        """What counts of each person's line, by code, with what was decided in earlier turns."""

    def decide(self, month: Month, person: str, decision: Decision, at: datetime) -> None:
        """Keep the decision beside those of earlier turns; one of the same turn makes room for it."""

    def unit_words(self, month: Month) -> Mapping[str, UnitWord]:
        """What unit leads said of the names on their lists, by person's code."""

    def say(self, month: Month, words: Mapping[str, UnitWord], at: datetime) -> None:
        """Keep what a lead said of each of these codes; a later word takes an earlier one's place."""

    def bonuses(self, month: Month) -> Mapping[str, tuple[Bonus, ...]]:
        """The bonuses that two people agreed on, by person's code."""

    def propose(self, month: Month, person: str, bonus: Bonus, by: str) -> bool:
        """Keep a bonus that waits for a second person. False: this person has one for that case already."""

    def proposed(self, case: str) -> Mapping[str, Proposed]:
        """What was proposed for a case, agreed on or not, by person's code."""

    def agree(self, case: str, person: str, month: Month, by: str, at: datetime) -> bool:
        """Another person agrees: from now on it is in that month's list. False: it does not wait any more."""

    def turn_down(self, case: str, person: str) -> bool:
        """Forget a bonus that waits. False: it does not."""


Row = Mapping[str, Cell]
"""What a tab should hold in one row, before it is in the sheet's terms."""


class SheetBases(Protocol):
    """What the network wrote last, by tab and row key: the base of the three-way merge. And whose turn it is."""

    def get(self, tab: str) -> Rows: ...
    def attempts(self, tab: str) -> Mapping[str, Sequence[Cells]]:
        """What was tried to be written since, without hearing that it arrived."""

    def attempt(self, tab: str, rows: Rows) -> None:
        """Note cells about to be written."""

    def save(self, tab: str, rows: Rows) -> None:
        """Make these rows the base of the tab; attempts are over."""

    def lease(self, now: datetime, until: datetime) -> bool:
        """Take the one turn to sync. False: someone has it."""

    def release(self) -> None: ...
    def state_of_store(self) -> str:
        """Another text whenever something that the sheets show may have changed."""


@dataclass(frozen=True)
class Archived:
    """A rendered file: its path under the files' root, the digest of its bytes, the fingerprint of its inputs."""

    path: str
    digest: str
    inputs: str


class Archive(Protocol):
    def put(self, archived: Archived, at: datetime) -> None: ...
    def get(self, path: str) -> Archived | None: ...
    def known(self, paths: Collection[str]) -> Mapping[str, Archived]:
        """By path; what was never rendered is not among them."""


class Notes(Protocol):
    """Small facts about the installation itself."""

    def get(self, name: str) -> str | None: ...
    def set(self, name: str, value: str) -> None: ...


class Tx(Protocol):
    """One transaction: everything in it happens, or nothing."""

    @property
    def people(self) -> People: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def talk(self) -> Talk: ...
    @property
    def invites(self) -> Invites: ...
    @property
    def erasures(self) -> Erasures: ...
    @property
    def merges(self) -> Merges: ...
    @property
    def slots(self) -> Slots: ...
    @property
    def amendments(self) -> Amendments: ...
    @property
    def rounds(self) -> Rounds: ...
    @property
    def checkins(self) -> Checkins: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def letters(self) -> Letters: ...
    @property
    def kits(self) -> Kits: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def months(self) -> Months: ...
    @property
    def sheet_bases(self) -> SheetBases: ...
    @property
    def archive(self) -> Archive: ...
    @property
    def notes(self) -> Notes: ...


class Store(Protocol):
    def begin(self) -> AbstractContextManager[Tx]:
        """A writing transaction; an exception inside rolls it back."""

    def read(self) -> AbstractContextManager[Tx]:
        """A reading one."""
