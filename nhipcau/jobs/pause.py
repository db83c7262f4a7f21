"""/tamdung and /trolai: a person stops being asked, and comes back, by themselves (R18, R23)."""

from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.take_leave import end_leave, go_on_leave
from nhipcau.ports import Inbound, Store, Tx
from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def pause(store: Store, book: Rulebook, inbound: Inbound, now: datetime) -> Summary:
    """From today, until they come back; their unit's lead is told. Who is away already stays so."""
    today = book.calendar.today(now)

    def act(tx: Tx, person: Person) -> Summary:
        if person.on_leave(today):
            tx.outbox.put([reply(inbound, now, "talk/paused", {}, person)])
            return Summary({"away": 1})
        return go_on_leave(tx, book, inbound, person, Span(today), now)

    return hear(store, inbound, now, act)


def come_back(store: Store, book: Rulebook, inbound: Inbound, now: datetime) -> Summary:
    """Ends every leave of today; what is open is shown at once."""
    today = book.calendar.today(now)

    def act(tx: Tx, person: Person) -> Summary:
        leaves = [leave for leave in person.leaves if leave.span.covers(today)]
        for leave in leaves:
            end_leave(tx, book, inbound, person, leave, now)
        tx.outbox.put([reply(inbound, now, "talk/back", {"was_away": bool(leaves)}, person)])
        return Summary({"back": len(leaves)})

    return hear(store, inbound, now, act)
