"""Where a person wants the clock to go: read here, carried out by whoever drives the house."""

from datetime import datetime
from typing import Any

from practice.core.clock import PracticeClock

WISHES = ("to", "next", "stop")


def read_wish(asked: dict[str, Any], clock: PracticeClock) -> dict[str, Any]:
    """Return the wish; raise ValueError in a sentence for none, several, or a moment that is not ahead."""
    if len(asked) != 1 or not asked.keys() <= set(WISHES):
        raise ValueError('Ask for one thing: {"to": moment}, {"next": true} or {"stop": true}.')
    if "to" not in asked:
        return asked
    moment = datetime.fromisoformat(asked["to"])
    if moment.tzinfo is None:
        raise ValueError(f"The moment needs its offset, such as 2026-05-01T08:00:00+07:00, not {asked['to']}.")
    if moment <= clock.now():
        raise ValueError(
            f"The clock cannot go back from {clock.now().isoformat()} to {moment.isoformat()}: messages, deadlines and "
            "sheets already carry later moments. Reset the practice network to start again."
        )
    return {"to": moment.isoformat()}
