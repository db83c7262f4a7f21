"""A person comes in by an invite, or by sharing the number that the roster knows; they agree, and the chat is theirs.

Whoever agreed before and comes with a new phone is bound at once, and finds all that was theirs.
"""

from collections.abc import Callable
from datetime import datetime

from nhipcau.jobs.answer import take_words
from nhipcau.jobs.import_roster import Tokens
from nhipcau.jobs.replies import reply, to_stranger
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_lead
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Message
from nhipcau.rules.kernel import Json, spoken
from nhipcau.rules.roster import ChatState, Invite, Person, serving
from nhipcau.rules.vietnamese import phone
from nhipcau.settings.rulebook import Rulebook

YES, NO = "yes", "no"


def join(store: Store, book: Rulebook, inbound: Inbound, code: str, now: datetime) -> Summary:
    """/start, with or without an invite. Someone outside the roster gets one polite line and nothing else."""

    def act(tx: Tx) -> Summary:
        known = tx.people.by_chat(inbound.chat_id)
        if known is not None and not code:
            return _let_in(tx, book, known, inbound, None, now)
        invite = tx.invites.get(code) if code else None
        return _open(tx, book, invite, inbound, now)

    return _once(store, inbound, now, act)


def answer_consent(store: Store, book: Rulebook, inbound: Inbound, code: str, yes: bool, now: datetime) -> Summary:
    """Agree, and come in; or do not, and nothing is kept but that."""

    def act(tx: Tx) -> Summary:
        invite = tx.invites.get(code)
        if invite is None or invite.fault(inbound.chat_id, now):
            return _open(tx, book, invite, inbound, now)
        person = tx.people.get(invite.person_id)
        assert person is not None, "an invite leads to a person"
        if yes:
            tx.people.agree(person.id, book.joining.consent, now)
            tx.journal.write(Entry(now, person.code, "agreed", f"person:{person.code}", book.joining.consent))
            return _let_in(tx, book, person, inbound, invite, now)
        return _turned_down(tx, book, person, inbound, now)

    return _once(store, inbound, now, act)


def share_number(store: Store, book: Rulebook, inbound: Inbound, number: str, token: Tokens, now: datetime) -> Summary:
    """The second way in: someone shares their own number, which Telegram vouches for."""

    def act(tx: Tx) -> Summary:
        known = tx.people.by_chat(inbound.chat_id)
        if known is not None:
            return take_words(tx, book, inbound, known, "", now)
        person = tx.people.by_phone(phone(number) or "")
        if person is None:
            return _open(tx, book, None, inbound, now)
        invite = Invite(token(f"{person.code}@{now.isoformat()}"), person.id, now + book.joining.invite_lasts)
        tx.invites.add(now, invite)
        return _open(tx, book, invite, inbound, now)

    return _once(store, inbound, now, act)


def _once(store: Store, inbound: Inbound, now: datetime, act: Callable[[Tx], Summary]) -> Summary:
    with store.begin() as tx:
        return act(tx) if tx.inbox.finish(inbound.update_id, now) else Summary({"known": 1})


def _open(tx: Tx, book: Rulebook, invite: Invite | None, inbound: Inbound, now: datetime) -> Summary:
    person = tx.people.get(invite.person_id) if invite else None
    if invite is None or person is None:
        tx.outbox.put([to_stranger(inbound, now)])
        return Summary({"strangers": 1})
    if fault := invite.fault(inbound.chat_id, now):
        tx.outbox.put([reply(inbound, now, "roster/invite_closed", {"fault": fault})])
        return Summary({fault: 1})
    if person.consent == book.joining.consent:
        return _let_in(tx, book, person, inbound, invite, now)
    tx.outbox.put([_ask_consent(book, person, invite, inbound, now)])
    return Summary({"asked": 1})


def _ask_consent(book: Rulebook, person: Person, invite: Invite, inbound: Inbound, now: datetime) -> Message:
    view = {"name": person.name, "network": spoken(book.network.names, person.language)}
    buttons: Rows = tuple((Button(f"j:{invite.code}:{value}", name=f"consent_{value}"),) for value in (YES, NO))
    return reply(inbound, now, "roster/consent", view, buttons=buttons)


def _let_in(tx: Tx, book: Rulebook, person: Person, inbound: Inbound, invite: Invite | None, now: datetime) -> Summary:
    if invite is not None:
        tx.invites.spend(invite.code, inbound.chat_id, now)
    if person.chat is not ChatState.ACTIVE or person.chat_id != inbound.chat_id:
        tx.people.bind(person.id, inbound.chat_id, now)
        why = "new_phone" if person.chat_id is not None else "invite"
        tx.journal.write(Entry(now, person.code, "joined", f"person:{person.code}", why))
    welcome = reply(inbound, now, "roster/welcome", _welcome(book, person, now), person, edits=inbound.message_id)
    tx.outbox.put([welcome])
    return Summary({"joined": 1})


def _turned_down(tx: Tx, book: Rulebook, person: Person, inbound: Inbound, now: datetime) -> Summary:
    tx.journal.write(Entry(now, person.code, "did_not_agree", f"person:{person.code}", book.joining.consent))
    tx.outbox.put([reply(inbound, now, "roster/not_agreed", {}, edits=inbound.message_id)])
    tx.outbox.put(to_lead(tx, book, person, "roster/did_not_agree", now))
    return Summary({"not_agreed": 1})


def _welcome(book: Rulebook, person: Person, now: datetime) -> dict[str, Json]:
    appointment = serving(person, book.calendar.today(now), book.levels)
    language = person.language
    return {
        "name": person.name,
        "network": spoken(book.network.names, language),
        "unit": spoken(book.units[appointment.unit].names, language) if appointment else "",
        "level": spoken(book.levels[appointment.level].names, language) if appointment else "",
    }
