"""What should have run and did not: told to the admin group within five minutes (R12).

The process that sends looks for it, not the one that should have run it.
"""

from datetime import datetime, timedelta

from nhipcau.jobs.naming import subject_name
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_admins
from nhipcau.ports import Entry, Store, Tx
from nhipcau.rules.cadence import Slot, overdue
from nhipcau.rules.kernel import Json
from nhipcau.rules.vietnamese import moment_for_people
from nhipcau.settings.rulebook import Rulebook

PATIENCE = timedelta(minutes=3)
"""A pulse comes every minute; what two of them have not run nobody is going to run."""
TOLD_UNTIL = "overdue_told_until"


def report_overdue(store: Store, book: Rulebook, now: datetime) -> Summary:
    """Looks before it writes: it is called again and again. Each slot is told of once."""
    with store.read() as tx:
        if not _untold(tx, now):
            return Summary()
    with store.begin() as tx:
        late = _untold(tx, now)
        if late:
            view: dict[str, Json] = {"slots": [_shown(book, slot) for slot in late]}
            tx.outbox.put([to_admins(f"overdue:{late[-1].key}", "slots/overdue", view, now)])
            tx.notes.set(TOLD_UNTIL, max(slot.due_at for slot in late).isoformat())
            tx.journal.write(*(Entry(now, "watch", "slot_overdue", slot.key) for slot in late))
    return Summary({"overdue": len(late)})


def _untold(tx: Tx, now: datetime) -> list[Slot]:
    first = tx.slots.next_due()
    if first is None or first > now - PATIENCE:
        return []
    told = tx.notes.get(TOLD_UNTIL)
    late = overdue(tx.slots.planned(now), now, PATIENCE)
    return [slot for slot in late if told is None or slot.due_at > datetime.fromisoformat(told)]


def _shown(book: Rulebook, slot: Slot) -> Json:
    language = book.network.language
    return {
        "kind": slot.kind.value,
        "subject": subject_name(book, slot.subject, language),
        "due": moment_for_people(book.calendar.local(slot.due_at), language),
    }
