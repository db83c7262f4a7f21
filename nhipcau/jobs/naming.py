"""What people call the subject of a slot."""

from datetime import date

from nhipcau.ports import Tx
from nhipcau.rules.cadence import SlotKind
from nhipcau.rules.kernel import Month, spoken
from nhipcau.rules.vietnamese import day_for_people, month_for_people
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
    """For "weekly_checkin/2026-W19#2" the programme's name, its days and the step; for a campaign its name."""
    key, _, rest = subject.partition("/")
    period, _, step = rest.partition("#")
    if key not in book.programme_names:
        return subject
    name = spoken(book.called(key, period), language)
    name = name if key in book.campaigns else f"{name} {_period_name(period)}"
    return f"{name} ({step})" if step else name


def _period_name(period: str) -> str:
    """For "2026-W19" its days, as in "04/05/2026 – 10/05/2026"; for "2026-05" the month, as in "05/2026"."""
    year, is_week, week = period.partition("-W")
    if not is_week:
        return month_for_people(Month.parse(period))
    monday, sunday = (date.fromisocalendar(int(year), int(week), weekday) for weekday in (1, 7))
    return f"{day_for_people(monday)} – {day_for_people(sunday)}"
