"""After each launch: audience = sent + blocked + skipped + failed, told to the admin group (R4)."""

from datetime import datetime

from nhipcau.jobs.deliver import RECALLED
from nhipcau.jobs.naming import launch_name
from nhipcau.jobs.recall import follow_recall, recall_button
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_admins
from nhipcau.ports import Delivery, Store, Tx
from nhipcau.rules.kernel import Json
from nhipcau.settings.rulebook import Rulebook

_OPEN = {Delivery.PLANNED, Delivery.SENDING}


def reconcile_launches(store: Store, book: Rulebook, now: datetime) -> Summary:
    """Add up every launch whose messages are all settled. Looks before it writes: it is called again and again."""
    with store.read() as tx:
        if not tx.slots.launched():
            return Summary()
    with store.begin() as tx:
        done = [key for key in tx.slots.launched() if _add_up(tx, book, key, now)]
    return Summary({"reconciled": len(done)})


def _add_up(tx: Tx, book: Rulebook, key: str, now: datetime) -> bool:
    """Whether there is nothing more to wait for."""
    if tx.slots.counts(key).get(RECALLED):
        return follow_recall(tx, book, key, now)
    counts = tx.outbox.counts(key)
    if any(counts.get(state) for state in _OPEN):
        return False
    sums = {state.value: counts.get(state, 0) for state in Delivery if state not in _OPEN}
    audience = tx.slots.counts(key)["audience"]
    missing = audience - sum(sums.values())
    tx.slots.reconciled(key, {**sums, "missing": missing})
    kind, _, _ = key.partition(":")
    name = launch_name(tx, book, key, book.network.language)
    view: dict[str, Json] = {"kind": kind, "subject": name, "audience": audience, "missing": missing, **sums}
    tx.outbox.put([to_admins(f"reconciled:{key}", "slots/reconciled", view, now, recall_button(key))])
    return True
