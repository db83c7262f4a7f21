"""The sync that answers to changes: soon after one, and every now and then to hear what people typed."""

from datetime import datetime

from nhipcau.jobs.sheet_desk import Desk
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.sync_sheets import sync_sheets
from nhipcau.ports import Sheets, Store

SEEN, LOOKED = "sheets_seen", "sheets_looked"
"""What the store was like when the sheets last had all of it, and when a sync last began."""


def sync_changes(store: Store, desk: Desk, sheets: Sheets, now: datetime) -> Summary:
    """A sync, unless nothing changed or the last one was a moment ago. The changes of that moment share the next."""
    with store.read() as tx:
        state, seen, looked = tx.sheet_bases.state_of_store(), tx.notes.get(SEEN), tx.notes.get(LOOKED)
    idle = now - datetime.fromisoformat(looked) if looked else desk.book.sharing.at_least
    if idle < (desk.book.sharing.after_change if state != seen else desk.book.sharing.at_least):
        return Summary()
    with store.begin() as tx:
        tx.notes.set(LOOKED, now.isoformat())
    done = sync_sheets(store, desk, sheets, None, now)
    if "rows" in done.counts:
        with store.begin() as tx:
            tx.notes.set(SEEN, state)
    return done
