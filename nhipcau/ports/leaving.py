"""What is remembered of people who want their data deleted, and how it is done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from nhipcau.rules.roster import Person


@dataclass(frozen=True)
class Mention:
    """Where the name of somebody who is forgotten still stands, in words that another person wrote.

    `kind` is letter, answer, leave or journal; `where` says which one, `by` is the code of whose words it is, `day` a
    local date.
    """

    kind: str
    where: str
    by: str
    day: date


class Erasures(Protocol):
    def wanted(self, person_id: int) -> datetime | None:
        """When the person's data are to be deleted, as long as they are not."""

    def plan(self, person_id: int, at: datetime | None) -> None:
        """Delete the person's data at that moment; None: not any more."""

    def due(self, now: datetime) -> list[int]:
        """The numbers of those whose moment has come."""

    def files(self, person: Person, kept_forms: Collection[str]) -> list[str]:
        """The paths of what they sent, of their own pages and of their exports."""

    def erase(self, person: Person, kept_forms: Collection[str], at: datetime) -> None:
        """Delete who the person was and what they said, for good; the code stays, and what payments were made of.

        That is: frozen months, and what was sent in the `kept_forms`.
        """

    def mentions(self, person: Person) -> list[Mention]:
        """Others' words in which the person's name stands as it was, the oldest first of each kind."""

    def codes(self) -> frozenset[str]:
        """The codes of those whose data were deleted."""
