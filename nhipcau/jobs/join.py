"""A person opens the bot with the invite of their roster row: the chat is bound to it."""

from datetime import datetime

from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules.intents import Message
from nhipcau.rules.kernel import spoken
from nhipcau.rules.roster import ChatState, Person, serving
from nhipcau.settings.rulebook import Rulebook


def join(store: Store, book: Rulebook, inbound: Inbound, invite: str, now: datetime) -> Summary:
    """Someone without a valid invite gets one polite line and nothing else."""
    with store.begin() as tx:
        if not tx.inbox.finish(inbound.update_id, now):
            return Summary({"known": 1})
        person = tx.people.by_invite(invite) if invite else tx.people.by_chat(inbound.chat_id)
        if person is None:
            tx.outbox.put([reply(inbound, now, "roster/unknown", {})])
            return Summary({"strangers": 1})
        _bind(tx, person, inbound, now)
        tx.outbox.put([_welcome(book, person, inbound, now)])
    return Summary({"joined": 1})


def _bind(tx: Tx, person: Person, inbound: Inbound, now: datetime) -> None:
    if person.chat is ChatState.ACTIVE and person.chat_id == inbound.chat_id:
        return
    tx.people.bind(person.id, inbound.chat_id, now)
    tx.journal.write(Entry(now, person.code, "joined", f"person:{person.code}", why="invite"))


def _welcome(book: Rulebook, person: Person, inbound: Inbound, now: datetime) -> Message:
    appointment = serving(person, book.calendar.today(now), book.levels)
    language = person.language
    return reply(
        inbound,
        now,
        "roster/welcome",
        {
            "name": person.name,
            "network": spoken(book.network.names, language),
            "unit": spoken(book.units[appointment.unit].names, language) if appointment else "",
            "level": spoken(book.levels[appointment.level].names, language) if appointment else "",
        },
        person,
    )
