"""What every update has in common: it is handled once, by someone of the roster, and a refusal is answered politely."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from nhipcau.jobs.naming import person_name
from nhipcau.jobs.replies import refusal, to_stranger
from nhipcau.jobs.summary import Summary
from nhipcau.ports import UNREACHABLE, Entry, Inbound, Store, Tx
from nhipcau.rules.intents import Message
from nhipcau.rules.kernel import Refused
from nhipcau.rules.roster import ChatState, Person

BY_ITSELF = frozenset({"courier", "scheduler", "sheets", "watch"})
"""The parts of the system that the journal names where nobody did anything."""

Act = Callable[[Tx, Person], Summary]


def hear(store: Store, inbound: Inbound, now: datetime, act: Act) -> Summary:
    """Run `act` for the person of this chat, in the transaction that marks the update as handled.

    A stranger gets one polite line and nothing else. `act` decides before it writes: when it raises Refused, only the
    sentence of the refusal is written.
    """
    with store.begin() as tx:
        if not tx.inbox.finish(inbound.update_id, now):
            return Summary({"known": 1})
        person = tx.people.by_chat(inbound.chat_id)
        if person is None:
            tx.outbox.put([to_stranger(inbound, now)])
            return Summary({"strangers": 1})
        if inbound.private and person.chat in UNREACHABLE:
            _take_back(tx, person, now)
        try:
            return act(tx, person)
        except Refused as refused:
            tx.outbox.put([refusal(inbound, now, person, refused)])
            return Summary({"refused": 1})


def hear_one_of_group(store: Store, inbound: Inbound, by_chat: int, now: datetime, act: Act) -> Summary:
    """As `hear`, for somebody who acts in a group; `by_chat` is their private chat, where a refusal is told."""
    return hear(store, replace(inbound, chat_id=by_chat), now, act)


def settle_first(tx: Tx, message: Message, entry: Entry) -> None:
    """Of several who press at once the first wins and the others are told who it was: Raises Refused (R42).

    What only one can have is the plan key of `message`, which shows what was decided; `entry` says who did.
    """
    if not tx.outbox.put([message]):
        raise Refused("taken", by=decided_by(tx, entry.subject))
    tx.journal.write(entry)


def decided_by(tx: Tx, subject: str) -> str:
    """The name of the person of whom the journal last wrote about the subject; what the system did is passed over.

    Who types into a sheet without being in the roster stands in the journal by name.
    """
    written = tx.journal.about(subject)
    return person_name(tx, next((entry.who for entry in reversed(written) if entry.who not in BY_ITSELF), ""))


def _take_back(tx: Tx, person: Person, now: datetime) -> None:
    """Who speaks can be written to, even when the channel's word of it was lost (R20)."""
    tx.people.set_chat_state(person.id, ChatState.ACTIVE)
    tx.journal.write(Entry(now, person.code, f"chat_{ChatState.ACTIVE.value}", f"person:{person.code}", why="spoke"))
