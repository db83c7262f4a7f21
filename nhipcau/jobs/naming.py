"""What people call the subject of a slot."""

from nhipcau.ports import Tx
from nhipcau.rules.cadence import SlotKind
from nhipcau.rules.kernel import spoken
from nhipcau.settings.rulebook import Rulebook

FIRST_WORDS = 60
"""Characters of a letter by which people know it again."""


def person_name(tx: Tx, code: str) -> str:
    """The name of whoever the journal knows by code; the code itself for what is no person."""
    person = tx.people.by_code(code) if code else None
    return person.name if person else code


def launch_name(tx: Tx, book: Rulebook, slot: str, language: str) -> str:
    """What people call what a slot sent: a letter by its first words, everything else by its subject."""
    kind, _, subject = slot.partition(":")
    letter = tx.letters.get(int(subject)) if kind == SlotKind.LETTER.value else None
    if letter is None:
        return subject_name(book, subject, language)
    words = " ".join(letter.words.split()) or "📎"
    return f"“{words}”" if len(words) <= FIRST_WORDS else f"“{words[:FIRST_WORDS]}…”"


def subject_name(book: Rulebook, subject: str, language: str) -> str:
    """For "weekly_checkin/2026-W19#2" the programme's name, its period and the step; for a campaign its name."""
    key, _, rest = subject.partition("/")
    period, _, step = rest.partition("#")
    if key not in book.programme_names:
        return subject
    name = spoken(book.called(key, period), language)
    name = name if key in book.campaigns else f"{name} {period}"
    return f"{name} ({step})" if step else name
