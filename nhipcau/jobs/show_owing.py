"""Who has not answered, by unit: a card in the admin group, edited in place while the round runs.

It counts; who it is by name is told in private (R18).
"""

from collections.abc import Mapping
from datetime import datetime

from nhipcau.jobs.hearing import hear_one_of_group
from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import ADMIN_GROUP
from nhipcau.ports import Delivery, Inbound, Store, Tx
from nhipcau.rules import dialogue
from nhipcau.rules.checkins import Round
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.rules.kernel import Json, Refused, spoken
from nhipcau.rules.owing import Owed, Owing, UnitOwing, owing
from nhipcau.rules.roster import ChatState, Person
from nhipcau.rules.vietnamese import moment_for_people
from nhipcau.settings.rulebook import Rulebook

MOST_UNITS = 50
"""Units that one card names; those that owe most of all are never left out."""
NAMES_A_MESSAGE = 60


def keep_digests(store: Store, book: Rulebook, now: datetime) -> Summary:
    """Bring the cards of running rounds up to date, each at most once in the configured time.

    Looks before it writes: it is called again and again.
    """
    with store.read() as tx:
        due = [asked for asked in tx.rounds.running() if _is_due(tx, book, asked, now)]
    if not due:
        return Summary()
    with store.begin() as tx:
        return Summary({"digests": sum(_digest(tx, book, asked, now) for asked in due)})


def show_owing(store: Store, book: Rulebook, inbound: Inbound, by_chat: int, now: datetime) -> Summary:
    """/chuagui: the card of every running round, now. In the admin group it is the one that is edited from then on."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "review_checkins")
        running = tx.rounds.running()
        for number, asked in enumerate(running, start=1):
            tx.outbox.put([_shown(tx, book, inbound, person, asked, number, now)])
        if not running:
            tx.outbox.put([reply(inbound, now, "rounds/none_running", {}, person)])
        return Summary({"shown": len(running)})

    return hear_one_of_group(store, inbound, by_chat, now, act)


def refresh_owing(
    store: Store, book: Rulebook, inbound: Inbound, by_chat: int, round_id: int, now: datetime
) -> Summary:
    """The button under such a card: the same card as it is now."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "review_checkins")
        asked = running_round(tx, round_id)
        view, buttons = _card(tx, book, asked, now)
        tx.outbox.put([reply(inbound, now, "rounds/owing", view, person, buttons, edits=inbound.message_id)])
        return Summary({"shown": 1})

    return hear_one_of_group(store, inbound, by_chat, now, act)


def name_owing(store: Store, book: Rulebook, inbound: Inbound, by_chat: int, round_id: int, now: datetime) -> Summary:
    """Who it is by name, in the private chat of whoever asks."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "review_checkins")
        asked = running_round(tx, round_id)
        owed = owing_of(tx, book, asked, now).owed
        about = _about(book, asked, person.language)
        for first in range(0, max(len(owed), 1), NAMES_A_MESSAGE):
            view = {**about, "people": [_named(book, one, person) for one in owed[first : first + NAMES_A_MESSAGE]]}
            key = f"reply:{inbound.update_id}:{first + 1}"
            tx.outbox.put([Message(key, To(person.id), "rounds/owing_names", view, Lane.CONVERSATION, now)])
        return Summary({"named": len(owed)})

    return hear_one_of_group(store, inbound, by_chat, now, act)


def owing_card(tx: Tx, book: Rulebook, asked: Round, key: str, now: datetime) -> Message:
    """The card below what was said since, to be edited from then on; `key` is what it is posted for."""
    view, buttons = _card(tx, book, asked, now)
    return _in_group(f"owing:{asked.key}:{key}", view, buttons, now)


def close_digest(tx: Tx, book: Rulebook, asked: Round, now: datetime) -> None:
    """The card of a round that is about to close: as it stands, without buttons."""
    posted = tx.outbox.posted(f"owing:{asked.key}:")
    if posted is not None:
        view = {**_view(book, asked, owing_of(tx, book, asked, now), now), "closed": True}
        tx.outbox.put([_in_group(f"owing:{asked.key}:closed", view, (), now, posted.message_id)])


def running_round(tx: Tx, round_id: int) -> Round:
    """Raises Refused for one that has closed."""
    for asked in tx.rounds.running():
        if asked.id == round_id:
            return asked
    raise Refused("round_is_closed")


def owing_of(tx: Tx, book: Rulebook, asked: Round, now: datetime) -> Owing:
    people = {person.id: person for person in tx.people.all()}
    return owing(tx.checkins.of_round(asked.id), people, book.calendar.today(now), book.unit_order)


def _is_due(tx: Tx, book: Rulebook, asked: Round, now: datetime) -> bool:
    key = _turn(book, asked, now)
    return bool(key) and not tx.outbox.known([key])


def _turn(book: Rulebook, asked: Round, now: datetime) -> str:
    """The plan key of this hour's card; "" while the round is too young for one."""
    number = (now - asked.opens_at) // book.admin_group.digest
    return f"owing:{asked.key}:{number}" if number > 0 else ""


def _digest(tx: Tx, book: Rulebook, asked: Round, now: datetime) -> bool:
    """Whether there was something new to show."""
    view, buttons = _card(tx, book, asked, now)
    posted = tx.outbox.posted(f"owing:{asked.key}:")
    same = posted is not None and {**posted.view, "at": ""} == {**view, "at": ""}
    message = _in_group(_turn(book, asked, now), view, buttons, now, posted.message_id if posted else None)
    if same:
        tx.outbox.put_settled([message], Delivery.SKIPPED, "unchanged", now)
    else:
        tx.outbox.put([message])
    return not same


def _shown(
    tx: Tx, book: Rulebook, inbound: Inbound, person: Person, asked: Round, number: int, now: datetime
) -> Message:
    if inbound.private:
        view, buttons = _card(tx, book, asked, now)
        return reply(inbound, now, "rounds/owing", view, person, buttons, part=number)
    return owing_card(tx, book, asked, f"asked:{inbound.update_id}", now)


def _in_group(key: str, view: Mapping[str, Json], buttons: Rows, now: datetime, edits: int | None = None) -> Message:
    to = To(group=ADMIN_GROUP)
    return Message(key, to, "rounds/owing", view, Lane.CONVERSATION, now, buttons=buttons, edits=edits)


def _card(tx: Tx, book: Rulebook, asked: Round, now: datetime) -> tuple[Mapping[str, Json], Rows]:
    found = owing_of(tx, book, asked, now)
    return _view(book, asked, found, now), _buttons(asked, found)


def _view(book: Rulebook, asked: Round, found: Owing, now: datetime) -> dict[str, Json]:
    language = book.network.language
    most = sorted(found.units, key=lambda unit: -len(unit.owed))[:MOST_UNITS]
    return {
        **_about(book, asked, language),
        "asked": found.asked,
        "owing": len(found.owed),
        "units": [_unit(book, unit, language) for unit in found.units if unit in most],
        "more": len(found.units) - len(most),
        "at": moment_for_people(book.calendar.local(now), language),
        "closed": False,
    }


def _about(book: Rulebook, asked: Round, language: str) -> dict[str, Json]:
    return dialogue.about(asked, book.form_of(asked), book.calendar, language)


def _unit(book: Rulebook, unit: UnitOwing, language: str) -> dict[str, Json]:
    return {"name": spoken(book.units[unit.unit].short, language), "owing": len(unit.owed), "asked": unit.asked}


def _named(book: Rulebook, one: Owed, reader: Person) -> dict[str, Json]:
    return {
        "name": one.person.name,
        "code": one.person.code,
        "unit": spoken(book.units[one.checkin.unit].short, reader.language),
        "chat": one.person.chat.value if one.person.chat is not ChatState.ACTIVE else "",
    }


def _buttons(asked: Round, found: Owing) -> Rows:
    refresh = Button(f"g:now:{asked.id}", name="owing_refresh")
    if not found.owed:
        return ((refresh,),)
    nudge = (Button(f"n:ask:{asked.id}:", name="nudge_all"), Button(f"n:units:{asked.id}:", name="nudge_unit"))
    return (nudge, (Button(f"g:names:{asked.id}", name="owing_names"), refresh))
