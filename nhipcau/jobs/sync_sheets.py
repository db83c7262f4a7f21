"""Bring the shared sheets and the store in line: what people typed is heard, what the network knows is shown."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from nhipcau.jobs.merge_sheets import Merging
from nhipcau.jobs.sheet_desk import Desk, log_line
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import View, to_admins
from nhipcau.ports import Entry, Sheets, Store, TryLater, Tx
from nhipcau.rules.cadence import Slot, SlotState
from nhipcau.rules.sheets.cells import legible
from nhipcau.rules.sheets.layout import Cells, Rows, TabTrouble
from nhipcau.rules.sheets.merge import Typed
from nhipcau.rules.vietnamese import moment_for_people

LEASE = timedelta(minutes=5)
"""How long a sync keeps others out; longer than one can last."""
AWAY_SINCE, AWAY_TOLD = "sheets_away_since", "sheets_away_told"


def sync_sheets(store: Store, desk: Desk, sheets: Sheets, slot: Slot | None, now: datetime) -> Summary:
    """One whole sync; by a slot, or (None) because something changed or someone asked.

    One at a time: two would both add the rows that are new. While the service is away the slot stays planned.
    """
    with store.begin() as tx:
        if not tx.sheet_bases.lease(now, now + LEASE):
            return Summary({"busy": 1})
        if slot is not None and not tx.slots.claim(slot.key, now):
            tx.sheet_bases.release()
            return Summary({"taken": 1})
    merging = Merging(store, desk, now)
    try:
        refused = sheets.sync(list(desk.book.tabs), merging.decide, now)
    except TryLater as away:
        _give_back(store, desk, slot, str(away), now)
        return Summary({"away": 1})
    with store.begin() as tx:
        _keep(tx, desk, merging, {**refused, **merging.troubles}, now)
    return _counts(merging, {**refused, **merging.troubles})


def _keep(tx: Tx, desk: Desk, merging: Merging, troubles: Mapping[str, TabTrouble], now: datetime) -> None:
    """The sheets have it: that is the base from now on, and the log says what people did not get."""
    forgotten = tx.erasures.codes()
    for tab, merged in merging.merged.items():
        if tab not in troubles:
            tx.sheet_bases.save(tab, _remembered(merged.rows, forgotten))
            tx.journal.write(
                *merging.refusals.get(tab, []), *(_restored(desk, tab, cell, now) for cell in merged.restored)
            )
            tx.journal.write(*(_returned(tab, key, now) for key in merged.returned))
    tx.journal.write(*(_archived(tab, title, now) for tab, title in merging.archived.items()))
    for tab in merging.rejoined.keys() - troubles.keys():
        _tell_rejoined(tx, desk, tab, merging.rejoined[tab], now)
    for tab, trouble in troubles.items():
        _tell_trouble(tx, desk, tab, trouble, now)
    _tell_back(tx, desk, merging, now)
    tx.sheet_bases.release()


def _remembered(rows: Rows, forgotten: Collection[str]) -> Rows:
    """But no name of those whose data were deleted: rows of the past still have it."""
    return {key: cells for key, cells in rows.items() if cells.get("code") not in forgotten or _is_nobody(cells)}


def _is_nobody(cells: Cells) -> bool:
    return cells.get("name", cells["code"]) == cells["code"]


def _restored(desk: Desk, tab: str, cell: Typed, now: datetime) -> Entry:
    kind = next(column.kind for column in desk.declared[tab].columns if column.key == cell.column)
    return log_line(now, "sheets", "restored", tab, cell.key, cell.column, legible(cell.theirs, kind))


def _returned(tab: str, key: str, now: datetime) -> Entry:
    return log_line(now, "sheets", "returned", tab, key, "", "")


def _archived(tab: str, title: str, now: datetime) -> Entry:
    return log_line(now, "sheets", "archived", tab, "", "", "", title)


def _counts(merging: Merging, troubles: Mapping[str, TabTrouble]) -> Summary:
    done = [merged for tab, merged in merging.merged.items() if tab not in troubles]
    return Summary(
        {
            "rows": sum(len(merged.rows) for merged in done),
            "added": sum(merged.added for merged in done),
            "changed": sum(merged.changed for merged in done),
            "restored": sum(len({cell.key for cell in merged.restored}) for merged in done),
            "heard": merging.heard,
            "refused": sum(len(merged.refused) for merged in done),
            "in_trouble": len(troubles),
        }
    )


def _tell_trouble(tx: Tx, desk: Desk, name: str, trouble: TabTrouble, now: datetime) -> None:
    """The cell that people must mend goes into the journal and, once a day for as long as it lasts, to the admins."""
    where = {"where": trouble.where}
    book, tab = desk.book, desk.book.tabs[name]
    tx.journal.write(Entry(now, "sheets", "tab_left_alone", f"tab:{name}", trouble.code, where))
    key = f"tab:{name}:{trouble.code}:{trouble.where}:{book.calendar.today(now)}"
    view = {**where, "tab": tab.title, "book": book.books[tab.book], "trouble": trouble.code}
    if tx.outbox.put([to_admins(key, "sheets/left_alone", view, now)]):
        why = desk.say("telegram/sheets/_troubles", trouble.code, where)
        tx.journal.write(log_line(now, "sheets", "stopped", name, "", "", trouble.where, why))


def _tell_rejoined(tx: Tx, desk: Desk, name: str, rows: int, now: datetime) -> None:
    tab = desk.book.tabs[name]
    view: View = {"tab": tab.title, "book": desk.book.books[tab.book], "rows": rows}
    tx.journal.write(log_line(now, "sheets", "rejoined", name, "", "", str(rows)))
    tx.outbox.put([to_admins(f"rejoined:{name}:{now.isoformat()}", "sheets/rejoined", view, now)])


def _give_back(store: Store, desk: Desk, slot: Slot | None, reason: str, now: datetime) -> None:
    """Nothing is lost. The admins are told once of an outage, when it has lasted for a while."""
    with store.begin() as tx:
        tx.journal.write(Entry(now, "sheets", "away", "sheets", reason))
        since = datetime.fromisoformat(tx.notes.get(AWAY_SINCE) or now.isoformat())
        tx.notes.set(AWAY_SINCE, since.isoformat())
        if now - since >= desk.book.sharing.told_after and not tx.notes.get(AWAY_TOLD):
            tx.notes.set(AWAY_TOLD, now.isoformat())
            view = {"since": _spoken(desk, since)}
            tx.outbox.put([to_admins(f"sheets_away:{since.isoformat()}", "sheets/away", view, now)])
        if slot is not None:
            tx.slots.decide(slot.key, SlotState.PLANNED, "sheets_away", now)
        tx.sheet_bases.release()


def _tell_back(tx: Tx, desk: Desk, merging: Merging, now: datetime) -> None:
    since = tx.notes.get(AWAY_SINCE)
    if not since:
        return
    if tx.notes.get(AWAY_TOLD):
        rows = sum(merged.added + merged.changed for merged in merging.merged.values())
        began = datetime.fromisoformat(since)
        view: View = {"since": _spoken(desk, began), "until": _spoken(desk, now), "rows": rows}
        tx.outbox.put([to_admins(f"sheets_back:{began.isoformat()}", "sheets/back", view, now)])
    tx.notes.set(AWAY_SINCE, "")
    tx.notes.set(AWAY_TOLD, "")


def _spoken(desk: Desk, moment: datetime) -> str:
    return moment_for_people(desk.book.calendar.local(moment), desk.language)
