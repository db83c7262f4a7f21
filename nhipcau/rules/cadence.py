"""When things are due: the rounds of programmes, the slots of a month, and what to do with a slot that is late.

Slots are reconciled, never fired from memory: `reconcile` compares what should exist with what does, and says why.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from nhipcau.rules.calendar import DAY, Calendar, MonthMoment, WeekMoment, monday_of, month_of_week
from nhipcau.rules.kernel import Month, Span, fingerprint
from nhipcau.rules.ladder import Reminded, Rung, Step, with_room
from nhipcau.rules.roster import Audience


class SlotKind(Enum):
    """The kinds of due moments, in the order in which those of one moment are taken."""

    KICK_OFF = "kick_off"
    LETTER = "letter"
    OPEN_ROUND = "open_round"
    REMIND = "remind"
    CLOSE_ROUND = "close_round"
    CLOSE_MONTH = "close_month"
    SYNC_SHEETS = "sync_sheets"
    RENDER_REPORTS = "render_reports"

    @property
    def rank(self) -> int:
        return list(SlotKind).index(self)


class WhenLate(Enum):
    RUN_ONCE = "run_once"
    SKIP = "skip"
    ASK_ADMIN = "ask_admin"


@dataclass(frozen=True)
class LatePolicy:
    """What becomes of a slot found due longer ago than `grace`; past `stale_after` it is never run by itself (R7)."""

    action: WhenLate
    stale_after: timedelta
    grace: timedelta = timedelta(minutes=15)


@dataclass(frozen=True)
class Slot:
    """One due moment of one thing: `subject` names it, `stream` tells which later slot would supersede it."""

    kind: SlotKind
    subject: str
    due_at: datetime
    late: LatePolicy
    stream: str
    version: str

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.subject}"


class SlotState(Enum):
    PLANNED = "planned"
    ASKED = "asked"
    DONE = "done"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class KnownSlot:
    """A slot as the store remembers it."""

    slot: Slot
    state: SlotState


Rhythm = WeekMoment | MonthMoment
LatePolicies = Mapping[SlotKind, LatePolicy]


@dataclass(frozen=True)
class Programme:
    """A form asked again and again: every week or every month, while `span` lasts."""

    key: str
    form: str
    audience: Audience
    opens: Rhythm
    reminders: tuple[Rung[Rhythm], ...]
    due: Rhythm
    closes: Rhythm
    span: Span
    watched: bool = False

    @property
    def weekly(self) -> bool:
        return isinstance(self.opens, WeekMoment)


@dataclass(frozen=True)
class RoundPlan:
    """One asking of a form: its period ("2026-W19", "2026-05"), its moments, the month that it counts for."""

    programme: str
    form: str
    period: str
    month: Month
    first_day: date
    last_day: date
    opens_at: datetime
    reminders: tuple[Step, ...]
    due_at: datetime
    closes_at: datetime

    @property
    def key(self) -> str:
        return f"{self.programme}/{self.period}"


def rounds(programme: Programme, calendar: Calendar, start: datetime, until: datetime) -> Iterator[RoundPlan]:
    """The rounds that open from `start` up to, not including, `until`. A round is planned whole or not at all."""
    for plan in _candidates(programme, calendar, calendar.today(start), calendar.today(until)):
        if start <= plan.opens_at < until and programme.span.covers(plan.first_day):
            yield plan


def _candidates(programme: Programme, calendar: Calendar, first: date, last: date) -> Iterator[RoundPlan]:
    if programme.weekly:
        monday = monday_of(first) - 7 * DAY
        while monday <= last:
            yield _week_plan(programme, calendar, monday)
            monday += 7 * DAY
    else:
        # A monthly round may open in the month after its own, or on the working day before its own begins.
        month, final = Month.of(first).previous.previous, Month.of(last).next
        while month <= final:
            yield _month_plan(programme, calendar, month)
            month = month.next


def round_of(programme: Programme, calendar: Calendar, period: str) -> RoundPlan:
    """The plan of one period, from its name alone."""
    if programme.weekly:
        year, _, week = period.partition("-W")
        return _week_plan(programme, calendar, date.fromisocalendar(int(year), int(week), 1))
    return _month_plan(programme, calendar, Month.parse(period))


def _week_plan(programme: Programme, calendar: Calendar, monday: date) -> RoundPlan:
    iso = monday.isocalendar()

    def at(moment: Rhythm) -> datetime:
        assert isinstance(moment, WeekMoment)
        return moment.of_week(monday, calendar)

    return RoundPlan(
        programme=programme.key,
        form=programme.form,
        period=f"{iso.year}-W{iso.week:02}",
        month=month_of_week(monday),
        first_day=monday,
        last_day=monday + 6 * DAY,
        opens_at=at(programme.opens),
        reminders=tuple(Step(at(rung.when), rung.to, rung.words) for rung in programme.reminders),
        due_at=at(programme.due),
        closes_at=at(programme.closes),
    )


def _month_plan(programme: Programme, calendar: Calendar, month: Month) -> RoundPlan:
    def at(moment: Rhythm) -> datetime:
        assert isinstance(moment, MonthMoment)
        return moment.of_month(month, calendar)

    return RoundPlan(
        programme=programme.key,
        form=programme.form,
        period=str(month),
        month=month,
        first_day=month.first,
        last_day=month.last,
        opens_at=at(programme.opens),
        reminders=tuple(Step(at(rung.when), rung.to, rung.words) for rung in programme.reminders),
        due_at=at(programme.due),
        closes_at=at(programme.closes),
    )


def slots_of_round(plan: RoundPlan, late: LatePolicies) -> list[Slot]:
    """Its opening, each reminder that has room, its close. Every step keeps its place on the ladder, and so its key."""
    version = fingerprint(plan)

    def slot(kind: SlotKind, subject: str, due_at: datetime, stream: str) -> Slot:
        return Slot(kind, subject, due_at, late[kind], stream, version)

    reminders = [
        slot(SlotKind.REMIND, f"{plan.key}#{number}", step.at, _stream(plan, step))
        for number, step in with_room(plan.reminders, plan.opens_at, plan.due_at)
    ]
    return [
        slot(SlotKind.OPEN_ROUND, plan.key, plan.opens_at, plan.programme),
        *reminders,
        slot(SlotKind.CLOSE_ROUND, plan.key, plan.closes_at, plan.key),
    ]


def _stream(plan: RoundPlan, step: Step) -> str:
    """Of two late steps the newer speaks for both only where they remind the same."""
    return plan.key if step.to is Reminded.PERSON else f"{plan.key}:{step.to.value}"


@dataclass(frozen=True)
class Chores:
    """What the network does for every month and every day: closing, reports, the shared sheets."""

    close: MonthMoment
    reports: MonthMoment
    sync_at: tuple[time, ...]


def slots_of_months(
    chores: Chores, calendar: Calendar, late: LatePolicies, start: datetime, until: datetime
) -> list[Slot]:
    """Close and reports of the month of `start` and of all that begin before `until`."""
    version = fingerprint(chores)
    slots = []
    month = Month.of(calendar.today(start))
    while calendar.at(month.first, time.min) < until:
        for kind, moment in ((SlotKind.CLOSE_MONTH, chores.close), (SlotKind.RENDER_REPORTS, chores.reports)):
            slots.append(Slot(kind, str(month), moment.of_month(month, calendar), late[kind], str(month), version))
        month = month.next
    return slots


def slots_of_days(
    chores: Chores, calendar: Calendar, late: LatePolicies, start: datetime, until: datetime
) -> list[Slot]:
    """The sheets' regular syncs in [start, until)."""
    kind, version = SlotKind.SYNC_SHEETS, fingerprint(chores.sync_at)
    day, slots = calendar.today(start), []
    while day <= calendar.today(until):
        for moment in (calendar.at(day, clock) for clock in chores.sync_at):
            if start <= moment < until:
                slots.append(Slot(kind, f"{moment:%Y-%m-%dT%H:%M}", moment, late[kind], "sheets", version))
        day += DAY
    return slots


class Change(Enum):
    CREATE = "create"
    MOVE = "move"
    CANCEL = "cancel"


@dataclass(frozen=True)
class SlotChange:
    change: Change
    slot: Slot
    reason: str


def reconcile(should: Iterable[Slot], exist: Iterable[KnownSlot], now: datetime) -> list[SlotChange]:
    """What to create, move or cancel so that what exists is what should. What was decided never fires again (R2).

    Nothing is created that nobody would want any more: what is past its staleness (R11), or no later than what was
    decided in its stream, or opens a round whose close passed without it. What is gone is not asked about any more
    either. A round that was opened is closed, even when its programme is gone.
    """
    known = {row.slot.key: row for row in exist}
    decided = {key for key, row in known.items() if row.state in (SlotState.DONE, SlotState.SKIPPED)}
    wanted = {slot.key: slot for slot in should if not is_over(slot, decided)}
    reached = _reached(known.values())
    changes = [_change(slot, known.get(key), reached, now) for key, slot in wanted.items()]
    gone = [
        SlotChange(Change.CANCEL, row.slot, "no_longer_configured")
        for key, row in known.items()
        if key not in wanted and row.state in _UNDECIDED and not _outlives_config(row.slot, known)
    ]
    return [change for change in changes if change is not None] + gone


def is_over(slot: Slot, decided: Collection[str]) -> bool:
    """Whether it would open a round whose close was decided before: nothing would close it a second time (R2)."""
    return slot.kind is SlotKind.OPEN_ROUND and f"{SlotKind.CLOSE_ROUND.value}:{slot.subject}" in decided


_UNDECIDED = (SlotState.PLANNED, SlotState.ASKED)
_OPEN_TO_CHANGE = (SlotState.PLANNED, SlotState.CANCELLED)
_Reached = Mapping[tuple[SlotKind, str], datetime]
"""By kind and stream, the latest moment that was decided."""


def _reached(known: Iterable[KnownSlot]) -> _Reached:
    moments: dict[tuple[SlotKind, str], datetime] = {}
    for row in known:
        if row.state not in _OPEN_TO_CHANGE:
            stream = row.slot.kind, row.slot.stream
            moments[stream] = max(row.slot.due_at, moments.get(stream, row.slot.due_at))
    return moments


def _outlives_config(slot: Slot, known: Mapping[str, KnownSlot]) -> bool:
    """A letter, which a person wants sent, and the close of a round that was opened."""
    if slot.kind is SlotKind.LETTER:
        return True
    opening = known.get(f"{SlotKind.OPEN_ROUND.value}:{slot.subject}")
    return slot.kind is SlotKind.CLOSE_ROUND and opening is not None and opening.state is SlotState.DONE


def _change(slot: Slot, known: KnownSlot | None, reached: _Reached, now: datetime) -> SlotChange | None:
    latest = reached.get((slot.kind, slot.stream))
    passed = latest is not None and slot.due_at <= latest
    if known is None or known.state is SlotState.CANCELLED:
        if passed or slot.due_at + slot.late.stale_after < now:
            return None
        return SlotChange(Change.CREATE, slot, "configured_again" if known else "due")
    if known.state is not SlotState.PLANNED or known.slot == slot:
        return None
    moved = known.slot.due_at != slot.due_at
    if moved and passed:
        return SlotChange(Change.CANCEL, known.slot, "superseded")
    return SlotChange(Change.MOVE, slot, "moment_changed" if moved else "settings_changed")


class Fate(Enum):
    RUN = "run"
    SKIP = "skip"
    ASK = "ask"
    WAIT = "wait"


@dataclass(frozen=True)
class Verdict:
    slot: Slot
    fate: Fate
    reason: str


WAITS_FOR = {
    SlotKind.CLOSE_MONTH: frozenset({SlotKind.CLOSE_ROUND}),
    SlotKind.RENDER_REPORTS: frozenset({SlotKind.CLOSE_ROUND, SlotKind.CLOSE_MONTH}),
}
"""What must be decided first when it was due no later."""


def decide_due(planned: Iterable[Slot], now: datetime) -> list[Verdict]:
    """One verdict for every planned slot that is due at `now`, in the order in which to act.

    Late slots of one stream are coalesced to the newest before any runs (R7, R8); a round that is to close now is not
    opened or reminded of first; a slot that waits for another kind stays planned.
    """
    due = sorted((s for s in planned if s.due_at <= now), key=lambda s: (s.due_at, s.kind.rank, s.subject))
    newest = {(slot.kind, slot.stream): slot for slot in due}
    return [_verdict(slot, newest[slot.kind, slot.stream], due, now) for slot in due]


def _verdict(slot: Slot, newest: Slot, due: list[Slot], now: datetime) -> Verdict:
    lateness = now - slot.due_at
    if slot is not newest:
        return Verdict(slot, Fate.SKIP, "superseded")
    if _round_is_over(slot, due):
        return Verdict(slot, Fate.SKIP, "round_over")
    if lateness <= slot.late.grace:
        return _run_or_wait(slot, due, "due")
    if slot.late.action is WhenLate.SKIP:
        return Verdict(slot, Fate.SKIP, "late")
    if slot.late.action is WhenLate.ASK_ADMIN:
        return Verdict(slot, Fate.ASK, "late")
    if lateness > slot.late.stale_after:
        return Verdict(slot, Fate.SKIP, "stale")
    return _run_or_wait(slot, due, "late")


def _round_is_over(slot: Slot, due: list[Slot]) -> bool:
    """Opening a round only to close it at once would count everyone as never having answered."""
    asked, _, _ = slot.subject.partition("#")
    asks = slot.kind in (SlotKind.OPEN_ROUND, SlotKind.REMIND)
    return asks and any(other.kind is SlotKind.CLOSE_ROUND and other.subject == asked for other in due)


def _run_or_wait(slot: Slot, due: list[Slot], reason: str) -> Verdict:
    first = WAITS_FOR.get(slot.kind, frozenset())
    waits = any(other.kind in first and other.due_at <= slot.due_at for other in due)
    return Verdict(slot, Fate.WAIT, "others_first") if waits else Verdict(slot, Fate.RUN, reason)


WAITS_FOR_PEOPLE = frozenset({SlotKind.RENDER_REPORTS})
"""What stays planned past its moment until somebody has decided."""


def overdue(planned: Iterable[Slot], now: datetime, patience: timedelta) -> list[Slot]:
    """What was to be decided longer ago than `patience`, and waits neither for another slot nor for people (R12)."""
    verdicts = decide_due(planned, now)
    late = [v.slot for v in verdicts if v.fate is not Fate.WAIT and v.slot.kind not in WAITS_FOR_PEOPLE]
    return [slot for slot in late if now - slot.due_at > patience]
