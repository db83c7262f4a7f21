"""One digest a person a day: what they are reminded of on one day leaves as one message, with all that they owe.

Each reminder keeps its own row and plan key; the others go with the one that is sent, and are settled with it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time

from nhipcau.jobs.prompts import REMINDER
from nhipcau.jobs.show_owed import owed_button, owed_line
from nhipcau.ports import Pending, Tx
from nhipcau.rules.calendar import DAY
from nhipcau.rules.checkins import still_wanted
from nhipcau.rules.intents import Message
from nhipcau.rules.kernel import Json
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook

DIGEST = "checkins/digest"


@dataclass(frozen=True)
class Digest:
    """What a reminder becomes: the message as it is sent, and the other reminders that go with it."""

    message: Message
    others: tuple[int, ...] = ()


def told_today(tx: Tx, book: Rulebook, reminder: Message, now: datetime) -> bool:
    """Whether the person was reminded since midnight, or may have been: of all that they owed.

    What a coordinator sends on purpose (step 0 of the ladder) goes nevertheless.
    """
    if reminder.template != REMINDER or not reminder.view["reminder"]:
        return False
    return tx.outbox.went_since(reminder, book.calendar.at(book.calendar.today(now), time.min)) > 0


def digest_of(tx: Tx, book: Rulebook, pending: Pending, person: Person, now: datetime) -> Digest:
    """Written at the moment of sending: what was answered meanwhile is not in it, what is left alone is as it was."""
    today = book.calendar.today(now)
    owed = [c for c in tx.checkins.open_of(person.id) if not still_wanted(c, person, today)]
    if len(owed) < 2:
        return Digest(pending.message)
    tomorrow = book.calendar.at(today + DAY, time.min)
    asked = {checkin.id for checkin in owed}
    others = [each for each in tx.outbox.kin(pending, tomorrow) if each.message.still_owes in asked]
    sentences = [str(each.message.view["words"]) for each in (pending, *others) if each.message.view["words"]]
    view: dict[str, Json] = {
        "name": person.name,
        "owed": [owed_line(book, person, checkin) for checkin in owed],
        "words": list(dict.fromkeys(sentences)),
    }
    buttons = tuple((owed_button(book, person, checkin),) for checkin in owed)
    # It shows no question, so that free text must not become the answer to one.
    message = replace(pending.message, template=DIGEST, view=view, buttons=buttons, still_owes=None)
    return Digest(message, tuple(each.id for each in others))
