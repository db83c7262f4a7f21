"""A collaborator's own allowance, line by line (R35): confirmed with one tap, or questioned."""

from datetime import datetime

from nhipcau.jobs.answer_allowance import to_accountants
from nhipcau.jobs.hearing import hear
from nhipcau.jobs.own_allowance import QUESTIONED, RECEIVED, allowance_subject, noted, own_view
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, OwnMonth, Store, Tx
from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button
from nhipcau.rules.kernel import Month, Refused
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def show_allowance(store: Store, book: Rulebook, inbound: Inbound, now: datetime) -> Summary:
    """The newest month that has a line for the person; neither confirming nor asking ever blocks a close (R34)."""

    def act(tx: Tx, person: Person) -> Summary:
        for month in reversed(list(tx.months.states())):
            own = tx.months.own(month, person.code)
            if own is not None:
                buttons = _buttons(tx, own, person)
                tx.outbox.put([reply(inbound, now, "allowance/own", own_view(own), person, buttons)])
                return Summary({"shown": 1})
        tx.outbox.put([reply(inbound, now, "allowance/none_yet", {}, person)])
        return Summary({"none": 1})

    return hear(store, inbound, now, act)


def note_allowance(store: Store, book: Rulebook, inbound: Inbound, month: Month, what: str, now: datetime) -> Summary:
    """One tap of the person: the money has come, or the figures seem wrong and the accountants are asked. Once each."""

    def act(tx: Tx, person: Person) -> Summary:
        own = tx.months.own(month, person.code)
        if own is None or what not in (RECEIVED, QUESTIONED):
            raise Refused("no_such_line", code=person.code)
        if not noted(tx, month, person.code, what):
            tx.journal.write(Entry(now, person.code, f"allowance_{what}", allowance_subject(month, person.code)))
            tx.outbox.put(to_accountants(tx, own, person, now) if what == QUESTIONED else ())
        view = {"month": str(month)}
        tx.outbox.put([reply(inbound, now, f"allowance/{what}", view, person, edits=inbound.message_id)])
        return Summary({what: 1})

    return hear(store, inbound, now, act)


def _buttons(tx: Tx, own: OwnMonth, person: Person) -> Rows:
    """Receipt once the money was handed out; a question at any time; each only while it was not pressed."""
    month = own.closing.month
    offered = [RECEIVED] if own.closing.state is CloseState.PAID else []
    open_still = [what for what in (*offered, QUESTIONED) if not noted(tx, month, person.code, what)]
    return tuple((Button(f"p:{month}:{what}", name=f"allowance_{what}"),) for what in open_still)
