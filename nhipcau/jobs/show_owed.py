"""What do I owe: the open check-ins of a person, each one tap away."""

from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import show
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Inbound, Store, Tx
from nhipcau.rules import dialogue
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.dialogue import Card
from nhipcau.rules.intents import Button
from nhipcau.rules.kernel import Json, spoken
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def show_owed(store: Store, book: Rulebook, inbound: Inbound, now: datetime) -> Summary:
    def act(tx: Tx, person: Person) -> Summary:
        tx.outbox.put([show(inbound, now, person, owed_card(tx, book, person), in_place=False)])
        return Summary({"shown": 1})

    return hear(store, inbound, now, act)


def owed_card(tx: Tx, book: Rulebook, person: Person) -> Card:
    """Everything open for the person: what is owed with a button, what was sent with its mark."""
    opened = tx.checkins.open_of(person.id)
    owed = [checkin for checkin in opened if checkin.owed]
    view: dict[str, Json] = {
        "owed": [{**owed_line(book, person, checkin), "returned": checkin.returned} for checkin in owed],
        "sent": [owed_line(book, person, checkin) for checkin in opened if checkin.answered],
    }
    return Card("checkins/owed", view, tuple((owed_button(book, person, checkin),) for checkin in owed))


def owed_line(book: Rulebook, person: Person, checkin: Checkin) -> dict[str, Json]:
    return dialogue.about(checkin.round, book.form_of(checkin.round), book.calendar, person.language)


def owed_button(book: Rulebook, person: Person, checkin: Checkin) -> Button:
    label = spoken(book.form_of(checkin.round).title, person.language)
    return Button(dialogue.data(checkin, dialogue.OPEN, dialogue.OPEN), label=f"▶ {label}")
