"""Reconcile the slots that should exist with those that do; nothing is fired here."""

from datetime import datetime, timedelta

from nhipcau.jobs.in_force import in_force
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Store, Tx
from nhipcau.rules import cadence, campaigns
from nhipcau.rules.cadence import Change, RoundPlan, Slot, SlotChange, SlotState
from nhipcau.settings.rulebook import Rulebook

PLANNED_SINCE = "planned_since"
LOOK_BACK = timedelta(days=100)
"""Longer than any round: what opened earlier than that has long been decided."""


def plan_slots(store: Store, book: Rulebook, now: datetime, until: datetime) -> Summary:
    """Create, move and cancel slots so that they are what config says, for all that begins before `until`.

    Nothing is planned for the time before the first planning (R11).
    """
    with store.begin() as tx:
        return plan_within(tx, book, now, until)


def plan_within(tx: Tx, book: Rulebook, now: datetime, until: datetime) -> Summary:
    """The same as part of what else changes in a transaction."""
    book = in_force(tx, book)
    start = max(_planned_since(tx, now), now - LOOK_BACK)
    plans = _round_plans(book, start, until)
    changes = cadence.reconcile(_should_exist(book, plans, start, until), tx.slots.known(start), now)
    for change in changes:
        _apply(tx, change, now)
    _reschedule(tx, plans, changes)
    names = {Change.CREATE: "created", Change.MOVE: "moved", Change.CANCEL: "cancelled"}
    return Summary({name: sum(c.change is kind for c in changes) for kind, name in names.items()})


def foresee(book: Rulebook, now: datetime, until: datetime) -> list[Slot]:
    """What the config in force says will be due in [now, until), also of what began before, by due moment."""
    since = now - LOOK_BACK
    slots = _should_exist(book, _round_plans(book, since, until), since, until)
    coming = [slot for slot in slots if now <= slot.due_at < until]
    return sorted(coming, key=lambda slot: (slot.due_at, slot.kind.rank, slot.subject))


def _planned_since(tx: Tx, now: datetime) -> datetime:
    known = tx.notes.get(PLANNED_SINCE)
    if known is None:
        tx.notes.set(PLANNED_SINCE, now.isoformat())
    return datetime.fromisoformat(known) if known else now


def _round_plans(book: Rulebook, start: datetime, until: datetime) -> list[RoundPlan]:
    asked_again = [plan for p in book.programmes.values() for plan in cadence.rounds(p, book.calendar, start, until)]
    return [*asked_again, *campaigns.result_rounds(book.campaigns.values(), book.calendar, start, until)]


def _should_exist(book: Rulebook, plans: list[RoundPlan], start: datetime, until: datetime) -> list[Slot]:
    return [
        *campaigns.slots(book.campaigns.values(), book.calendar, book.late, start, until),
        *(slot for plan in plans for slot in cadence.slots_of_round(plan, book.late)),
        *cadence.slots_of_months(book.chores, book.calendar, book.late, start, until),
        *cadence.slots_of_days(book.chores, book.calendar, book.late, start, until),
    ]


def _apply(tx: Tx, change: SlotChange, now: datetime) -> None:
    if change.change is Change.CANCEL:
        tx.slots.decide(change.slot.key, SlotState.CANCELLED, change.reason, now)
    else:
        tx.slots.put(change.slot)
    due = {"due_at": change.slot.due_at.isoformat()}
    tx.journal.write(Entry(now, "planner", f"slot_{change.change.value}", change.slot.key, change.reason, due))


def _reschedule(tx: Tx, plans: list[RoundPlan], changes: list[SlotChange]) -> None:
    """An open round follows its changed deadlines."""
    moved = {change.slot.stream for change in changes if change.change is Change.MOVE}
    for plan in plans:
        if plan.key in moved and tx.rounds.get(plan.key):
            tx.rounds.reschedule(plan)
