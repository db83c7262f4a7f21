"""A person blocked or unblocked the bot: a state of the person, never an error (R20, R23)."""

from datetime import datetime

from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_lead
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules.roster import ChatState, Person
from nhipcau.settings.rulebook import Rulebook

TOLD = {ChatState.BLOCKED: "roster/blocked", ChatState.GONE: "roster/gone"}
"""What the unit lead is told about."""


def note_chat(store: Store, book: Rulebook, inbound: Inbound, can_write: bool, now: datetime) -> Summary:
    """What the channel says of a chat. A stranger's chat is not answered: it may not be writable at all."""
    with store.begin() as tx:
        if not tx.inbox.finish(inbound.update_id, now):
            return Summary({"known": 1})
        person = tx.people.by_chat(inbound.chat_id)
        if person is None:
            return Summary({"strangers": 1})
        state = ChatState.ACTIVE if can_write else ChatState.BLOCKED
        set_chat_state(tx, book, person, state, now)
    return Summary({state.value: 1})


def set_chat_state(tx: Tx, book: Rulebook, person: Person, state: ChatState, now: datetime) -> None:
    """Keep the new state, journal it, and tell the unit lead of a chat that cannot be written to any more."""
    if person.chat is state:
        return
    tx.people.set_chat_state(person.id, state)
    tx.journal.write(Entry(now, person.code, f"chat_{state.value}", f"person:{person.code}"))
    if state in TOLD:
        tx.outbox.put(to_lead(tx, book, person, TOLD[state], now))
