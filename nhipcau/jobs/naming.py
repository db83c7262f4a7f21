"""What people call the subject of a slot."""

from nhipcau.rules.kernel import spoken
from nhipcau.settings.rulebook import Rulebook


def subject_name(book: Rulebook, subject: str, language: str) -> str:
    """For "weekly_checkin/2026-W19#2" the programme's name, its period and the step; for a campaign its name."""
    key, _, rest = subject.partition("/")
    period, _, step = rest.partition("#")
    if key not in book.programme_names:
        return subject
    name = spoken(book.programme_names[key], language)
    name = name if key in book.campaigns else f"{name} {period}"
    return f"{name} ({step})" if step else name
