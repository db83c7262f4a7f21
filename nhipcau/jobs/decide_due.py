"""Decide what becomes of every slot that is due: run it, skip it, ask, or let it wait; once each."""

from datetime import datetime

from nhipcau.jobs.naming import subject_name
from nhipcau.jobs.tell import to_admins
from nhipcau.ports import Entry, Store, Tx
from nhipcau.rules.cadence import Fate, Slot, SlotKind, SlotState, Verdict, decide_due
from nhipcau.rules.intents import Button
from nhipcau.rules.vietnamese import moment_for_people
from nhipcau.settings.rulebook import Rulebook


def decide_due_slots(store: Store, book: Rulebook, kind: SlotKind | None, now: datetime) -> list[Slot]:
    """The slots to run now, in order; skipped and asked ones are settled here, with their reasons in the journal.

    `kind` limits what is acted on; what waits for what is judged over all that is due.
    """
    with store.begin() as tx:
        verdicts = [v for v in decide_due(tx.slots.planned(now), now) if kind in (None, v.slot.kind)]
        for verdict in verdicts:
            _settle(tx, book, verdict, now)
    return [verdict.slot for verdict in verdicts if verdict.fate is Fate.RUN]


def _settle(tx: Tx, book: Rulebook, verdict: Verdict, now: datetime) -> None:
    states = {Fate.SKIP: SlotState.SKIPPED, Fate.ASK: SlotState.ASKED}
    if verdict.fate not in states:
        return
    slot = verdict.slot
    if not tx.slots.decide(slot.key, states[verdict.fate], verdict.reason, now):
        return
    tx.journal.write(Entry(now, "scheduler", f"slot_{verdict.fate.value}", slot.key, verdict.reason))
    if verdict.fate is Fate.ASK:
        view = {
            "kind": slot.kind.value,
            "subject": subject_name(book, slot.subject, book.network.language),
            "due": moment_for_people(book.calendar.local(slot.due_at)),
        }
        choices = tuple((Button(f"s:{choice}:{slot.key}", name=f"slot_{choice}"),) for choice in ("run", "skip"))
        tx.outbox.put([to_admins(f"ask:{slot.key}", "slots/late", view, now, choices)])
