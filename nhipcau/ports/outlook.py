"""What is going to happen, as it is told to whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from nhipcau.rules.amendments import Amendment
from nhipcau.rules.cadence import Slot


@dataclass(frozen=True)
class Foretold:
    """One due moment: how many would be told, and how many would not, by what keeps it from them.

    `at` is when it reaches people: for one person their own moment. `why` is the code of the reason: for one person
    how they stand, for all why the moment tells anyone at all. `amendments` are what people set otherwise for the
    campaign than its file says.
    """

    slot: Slot
    at: datetime
    told: int
    kept: Mapping[str, int]
    why: str
    amendments: tuple[Amendment, ...] = ()
