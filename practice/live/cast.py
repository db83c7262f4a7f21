"""Who lives in the practice network: invented people; some answer by themselves, a few wait for a visitor."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Unit
from practice.rehearsal.people import Invented, Temper, invent

MONTH = Month(2026, 5)
SEED = 1
STAFF = 3
A_UNIT = 5
"""Collaborators of a unit, as long as there are units left."""
FREE = 4
"""So many collaborators are played by nobody: a visitor can be them."""
MOST = 200
NOT_HERE = {Temper.ON_LEAVE, Temper.AWAY, Temper.JOINS_EARLY, Temper.JOINS_LATE}
"""A visitor wants to be asked something at once."""


@dataclass(frozen=True)
class Cast:
    """Staff and collaborators of the network."""

    people: Sequence[Invented]

    @property
    def staff(self) -> Sequence[Invented]:
        return self.people[:STAFF]

    @property
    def free(self) -> Sequence[Invented]:
        """Collaborators whom nobody plays but the visitor; the last of them has not joined yet."""
        ready = [person for person in self.people[STAFF:] if person.temper not in NOT_HERE]
        return ready[:FREE]

    @property
    def newcomer(self) -> Invented:
        return self.free[-1]

    @property
    def simulated(self) -> Sequence[Invented]:
        return [person for person in self.people if person not in self.free]


def gather(file: Path, units: Sequence[Unit], count: int) -> Cast:
    """The people of a first start are kept to, whatever is asked for later."""
    if file.exists():
        count = json.loads(file.read_text(encoding="utf-8"))["people"]
    else:
        file.write_text(json.dumps({"people": count}), encoding="utf-8")
    return Cast(_people(units, count))


def _people(units: Sequence[Unit], count: int) -> list[Invented]:
    wanted = max(count - STAFF, A_UNIT)
    places = units[: math.ceil(wanted / A_UNIT)]
    each = math.ceil(wanted / len(places))
    return invent(MONTH, places, SEED, provincial=each - 1)[: STAFF + wanted]
