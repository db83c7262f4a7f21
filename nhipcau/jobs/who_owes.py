"""Who owes an answer in the units that somebody leads: their card, written when it is sent (R19)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from nhipcau.ports import Tx
from nhipcau.rules import dialogue
from nhipcau.rules.intents import Message
from nhipcau.rules.kernel import Json, spoken
from nhipcau.rules.owing import Owed, owing
from nhipcau.rules.roster import Person, leads
from nhipcau.settings.rulebook import Rulebook

WHO_OWES = "checkins/who_owes"
MOST_NAMED = 60
"""Names on one card: a message takes 4,096 characters, and the shared sheet has them all."""


def write_who_owes(tx: Tx, book: Rulebook, message: Message, lead: Person, now: datetime) -> Message | None:
    """The card as it stands now; None when nobody owes any more. Leads themselves are reminded, not told."""
    asked = tx.rounds.get(str(message.view["round"]))
    if asked is None:
        return None
    people = {person.id: person for person in tx.people.all()}
    found = owing(tx.checkins.of_round(asked.id), people, book.calendar.today(now), book.unit_order)
    owed = [one for one in found.owed if one.person.id != lead.id and leads([lead], one.checkin.unit)]
    about = dialogue.about(asked, book.form_of(asked), book.calendar, lead.language)
    return replace(message, view={**about, **_named(book, owed, lead.language)}) if owed else None


def _named(book: Rulebook, owed: Sequence[Owed], language: str) -> dict[str, Json]:
    units: dict[str, list[Json]] = {}
    for one in owed[:MOST_NAMED]:
        units.setdefault(spoken(book.units[one.checkin.unit].short, language), []).append(one.person.name)
    named: Json = [{"unit": unit, "names": names} for unit, names in units.items()]
    return {"units": named, "count": len(owed), "more": max(0, len(owed) - MOST_NAMED)}
