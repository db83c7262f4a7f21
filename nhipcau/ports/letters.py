"""Letters: what coordinators write to one person or to many."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol


class LetterState(Enum):
    """A draft is looked at by whoever wrote it, then sent or dropped, once."""

    DRAFT = "draft"
    SENT = "sent"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Letter:
    """`id` is the number of the update that brought it, `by` the writer's code, `target` whom it is for in its short
    form (rules/targets.py), `attached` a file as in a Message, `album` the one that it came in, if any."""

    id: int
    by: str
    target: str
    words: str
    attached: str = ""
    album: str = ""


class Letters(Protocol):
    def keep(self, letter: Letter, at: datetime) -> None:
        """Keep a draft."""

    def get(self, letter_id: int) -> Letter | None: ...
    def has_album(self, by: str, album: str) -> bool:
        """Whether this writer's letter took a picture of that album."""

    def decide(self, letter_id: int, state: LetterState) -> bool:
        """False: it was sent or dropped before."""
