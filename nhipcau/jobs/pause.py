"""/tamdung and /trolai: a person stops being asked, and comes back, by themselves (R18, R23)."""

from datetime import date, datetime, timedelta

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_lead
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Leave, Person
from nhipcau.settings.rulebook import Rulebook

PAUSED = "paused"
"""The reason of a leave that a person took by command."""


def pause(store: Store, book: Rulebook, inbound: Inbound, now: datetime) -> Summary:
    """From today, until they come back; their unit's lead is told. Who is away already stays so."""
    today = book.calendar.today(now)

    def act(tx: Tx, person: Person) -> Summary:
        if person.on_leave(today):
            tx.outbox.put([reply(inbound, now, "talk/paused", {}, person)])
            return Summary({"away": 1})
        tx.people.add_leave(person.id, Leave(Span(today), PAUSED))
        tx.journal.write(Entry(now, person.code, "paused", f"person:{person.code}"))
        tx.outbox.put([reply(inbound, now, "talk/paused", {}, person)])
        tx.outbox.put(to_lead(tx, book, person, "talk/has_paused", now))
        return Summary({"paused": 1})

    return hear(store, inbound, now, act)


def come_back(store: Store, book: Rulebook, inbound: Inbound, now: datetime) -> Summary:
    """Ends every leave of today; what is open is shown at once."""
    today = book.calendar.today(now)

    def act(tx: Tx, person: Person) -> Summary:
        ended = _end(tx, person, today)
        if ended:
            tx.journal.write(Entry(now, person.code, "came_back", f"person:{person.code}"))
            tx.outbox.put(to_lead(tx, book, person, "talk/has_come_back", now))
        tx.outbox.put([reply(inbound, now, "talk/back", {"was_away": ended > 0}, person)])
        return Summary({"back": ended})

    return hear(store, inbound, now, act)


def _end(tx: Tx, person: Person, today: date) -> int:
    leaves = [leave for leave in person.leaves if leave.span.covers(today)]
    for leave in leaves:
        tx.people.end_leave(person.id, leave, today - timedelta(days=1))
    return len(leaves)
