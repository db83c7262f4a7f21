"""What is remembered of people who want their data deleted, and how it is done."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from nhipcau.rules.roster import Person


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

    def codes(self) -> frozenset[str]:
        """The codes of those whose data were deleted."""
