"""Bring the shared sheets in line with the store: roster, rounds, check-ins, allowances, rows found by key."""

from datetime import datetime

from nhipcau.jobs.sheet_rows import tab_rows
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_admins
from nhipcau.ports import Entry, Sheets, Store, TabOutcome, TryLater, Tx
from nhipcau.rules.cadence import Slot, SlotState
from nhipcau.settings.rulebook import Rulebook


def sync_sheets(store: Store, book: Rulebook, sheets: Sheets, slot: Slot | None, now: datetime) -> Summary:
    """One whole sync; by a slot, or (None) because someone asked. While the service is away the slot stays planned."""
    with store.begin() as tx:
        if slot is not None and not tx.slots.claim(slot.key, now):
            return Summary({"taken": 1})
        tabs = tab_rows(tx, book, now)
        bases = {tab.tab: tx.sheet_bases.get(tab.tab) for tab in tabs}
    try:
        outcomes = sheets.sync(tabs, bases)
    except TryLater as away:
        _give_back(store, slot, str(away), now)
        return Summary({"away": 1})
    with store.begin() as tx:
        for tab, outcome in zip(tabs, outcomes, strict=True):
            if outcome.trouble:
                _tell_trouble(tx, book, outcome, now)
            else:
                tx.sheet_bases.save(tab.tab, tab.rows)
    return Summary(
        {
            "rows": sum(len(tab.rows) for tab in tabs),
            "added": sum(outcome.added for outcome in outcomes),
            "changed": sum(outcome.changed for outcome in outcomes),
            "restored": sum(outcome.restored for outcome in outcomes),
            "in_trouble": sum(bool(outcome.trouble) for outcome in outcomes),
        }
    )


def _tell_trouble(tx: Tx, book: Rulebook, outcome: TabOutcome, now: datetime) -> None:
    """The cell that people must mend goes into the journal and, once a day for as long as it lasts, to the admins."""
    where = {"where": outcome.where}
    tx.journal.write(Entry(now, "sheets", "tab_left_alone", f"tab:{outcome.tab}", outcome.trouble, where))
    tab = book.tabs[outcome.tab]
    key = f"tab:{outcome.tab}:{outcome.trouble}:{outcome.where}:{book.calendar.today(now)}"
    view = {**where, "tab": tab.title, "book": book.books[tab.book], "trouble": outcome.trouble}
    tx.outbox.put([to_admins(key, "sheets/left_alone", view, now)])


def _give_back(store: Store, slot: Slot | None, reason: str, now: datetime) -> None:
    with store.begin() as tx:
        tx.journal.write(Entry(now, "sheets", "away", "sheets", reason))
        if slot is not None:
            tx.slots.decide(slot.key, SlotState.PLANNED, "sheets_away", now)
