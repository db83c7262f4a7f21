"""What a tab declares: its columns, what they hold, and whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What a column holds; decides how it is written, read and shown."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DAY = "day"
    MOMENT = "moment"
    WORDS = "words"
    """A code that people see as words (templates/sheets/words.*.yaml)."""


class Owner(Enum):
    """BOT: what people type there is put back. PEOPLE: read, applied, and shown as the network knows it. FREE: theirs
    alone, never read and never written."""

    BOT = "bot"
    PEOPLE = "people"
    FREE = "free"


class Tone(Enum):
    """How a word of a column is coloured, so that a page of states is read at a glance."""

    GOOD = "good"
    WAITING = "waiting"
    LATE = "late"
    BAD = "bad"
    QUIET = "quiet"


@dataclass(frozen=True)
class Column:
    """`choices` are the codes that a drop-down offers, `tones` the colours of codes; `width` is in pixels; what `wraps`
    is read in several lines; what is `hidden` when it is made stays as people show it; of what is `sealed` the network
    keeps a mask only (sealed.py)."""

    key: str
    kind: Kind = Kind.TEXT
    owner: Owner = Owner.BOT
    width: int = 120
    choices: tuple[str, ...] = ()
    wraps: bool = False
    hidden: bool = False
    sealed: bool = False
    tones: Mapping[str, Tone] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class TabDeclaration:
    """`columns[0]` is the key column: unique, never empty, how rows are found again.

    `grows`: people may add a row by leaving its key empty; the network gives it one. `named_by_people`: or by a key of
    their own choice that the network does not know. `long`: its past rows may be archived.
    """

    name: str
    columns: tuple[Column, ...]
    grows: bool = False
    named_by_people: bool = False
    long: bool = False

    @property
    def key(self) -> Column:
        return self.columns[0]

    @property
    def asks(self) -> tuple[Column, ...]:
        """The columns that are read."""
        return tuple(column for column in self.columns if column.owner is Owner.PEOPLE)

    @property
    def told_when_new(self) -> tuple[Column, ...]:
        """The columns that are read of a row that people add."""
        return (self.key, *self.asks) if self.named_by_people else self.asks

    @property
    def kept(self) -> tuple[Column, ...]:
        """The columns that the network writes."""
        return tuple(column for column in self.columns if column.owner is not Owner.FREE)
