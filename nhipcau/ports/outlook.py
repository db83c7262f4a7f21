"""What is going to happen, as it is told to whoever asks."""

from dataclasses import dataclass

from nhipcau.rules.amendments import Amendment
from nhipcau.rules.cadence import Slot


@dataclass(frozen=True)
class Foretold:
    """One due moment: how many would be told, and how many of its audience would not.

    `why` is the code of the reason: for one person how they stand, for all why the moment tells anyone at all.
    `amendments` are what people set otherwise for the campaign than its file says.
    """

    slot: Slot
    told: int
    on_leave: int
    unreachable: int
    why: str
    amendments: tuple[Amendment, ...] = ()
