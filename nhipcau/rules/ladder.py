"""The ladder of a round: whom each step reminds, when, and with which words.

Every step keeps its number, and so its key, when others fall out (R2).
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from typing import Generic, TypeVar

from nhipcau.rules.calendar import DAY
from nhipcau.rules.kernel import Words

When = TypeVar("When", covariant=True)


class Reminded(Enum):
    """Whom a step reminds: who owes, the leads of the units in which somebody owes, or the admin group."""

    PERSON = "person"
    UNIT_LEAD = "unit_lead"
    ADMIN_GROUP = "admin_group"


@dataclass(frozen=True)
class Rung(Generic[When]):
    """One step as it is configured. `words`: a sentence of its own, none for the usual ones."""

    when: When
    to: Reminded = Reminded.PERSON
    words: Words | None = None


@dataclass(frozen=True)
class Step:
    """One step of one round, at its moment."""

    at: datetime
    to: Reminded = Reminded.PERSON
    words: Words | None = None


def with_room(steps: Iterable[Step], opens_at: datetime, due_at: datetime) -> Iterator[tuple[int, Step]]:
    """The steps by number, days off having moved them: nobody is reminded on the day of the opening, twice a day, or
    too late."""
    taken = dict.fromkeys(Reminded, opens_at.date())
    for number, step in enumerate(steps, start=1):
        if taken[step.to] < step.at.date() and step.at < due_at:
            taken[step.to] = step.at.date()
            yield number, step


def spread(key: str, over: timedelta) -> timedelta:
    """How long after the common moment this one goes: from its key, so that no restart moves it. Always below `over`.

    A thousand people reminded in one second would all answer in the next minute.
    """
    share = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) / 2**64
    return share * over


def own_moment(moment: datetime, hour: int | None, due_at: datetime) -> datetime:
    """When somebody who chose an hour is reminded: at the next such hour, unless that is too late to answer in time."""
    if hour is None:
        return moment
    chosen = datetime.combine(moment.date(), time(hour), moment.tzinfo)
    later = chosen if chosen >= moment else chosen + DAY
    return later if later < due_at else moment
