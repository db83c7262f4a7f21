"""How each person is shown on the page: their unit and role, what they owe, how they stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nhipcau.rules.checkins import Checkin
from nhipcau.rules.kernel import spoken
from nhipcau.rules.roster import ChatState, Person, serving
from nhipcau.settings.rulebook import Rulebook

LANGUAGES = ("vi", "en")

Words = dict[str, str]
Say = Callable[..., Words]
"""A sentence of templates/practice/story in every language."""


@dataclass(frozen=True)
class Standing:
    """What the page shows of how someone stands: the code of its sentence, its mood, the forms it speaks of."""

    sentence: str
    mood: str
    owed: Sequence[Checkin] = ()


def standing(person: Person, owed: Sequence[Checkin], now: datetime, book: Rulebook) -> Standing:
    """`owed`: the person's check-ins that are open and not sent."""
    today = book.calendar.today(now)
    if person.chat is ChatState.UNBOUND:
        return Standing("not_joined", "unbound")
    if person.chat is ChatState.BLOCKED:
        return Standing("blocked", "blocked")
    if not person.appointments:
        return Standing("staff", "staff")
    if person.on_leave(today):
        return Standing("on_leave", "away")
    late = [checkin for checkin in owed if checkin.round.due_at < now]
    if late:
        return Standing("late", "late", late)
    return Standing("owes", "owes", owed) if owed else Standing("nothing_owed", "done")


def portrait(person: Person, stands: Standing, book: Rulebook, say: Say, now: datetime) -> Mapping[str, Any]:
    """One person as the page shows them, without their phone and invite."""
    appointment = serving(person, book.calendar.today(now), book.levels)
    return {
        "name": person.name,
        "unit": spoken(book.units[appointment.unit].short, book.network.language) if appointment else "",
        "role": _role(person, appointment.level if appointment else "", book),
        "state": _sentence(stands, book, say),
        "mood": stands.mood,
    }


def _role(person: Person, level: str, book: Rulebook) -> Words:
    roles = [book.role_names[grant.role] for grant in person.grants]
    named = [book.levels[level].names, *roles] if level else roles
    return {language: ", ".join(spoken(words, language) for words in named) for language in LANGUAGES}


def _sentence(stands: Standing, book: Rulebook, say: Say) -> Words:
    if not stands.owed:
        return say(stands.sentence)
    programmes = dict.fromkeys(checkin.round.programme for checkin in stands.owed)
    forms = {
        language: ", ".join(
            spoken(book.programme_names[key], language) for key in programmes if key in book.programme_names
        )
        for language in LANGUAGES
    }
    return {language: say(stands.sentence, forms=forms[language])[language] for language in LANGUAGES}
