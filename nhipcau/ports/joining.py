"""What is remembered of ways in, and of rows that were one person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from nhipcau.rules.roster import Invite


class Invites(Protocol):
    def add(self, at: datetime, *new: Invite) -> None:
        """Keep new ways in; one whose code is known stays as it is."""

    def get(self, code: str) -> Invite | None: ...
    def newest(self) -> Mapping[int, Invite]:
        """The newest of each person that has one, by person."""

    def spend(self, code: str, chat_id: int, at: datetime) -> None: ...
    def revoke(self, person_id: int, at: datetime) -> int:
        """Close what is open for the person. Returns how many were."""


class Merges(Protocol):
    def stuck(self, kept: int, gone: int) -> int:
        """How many answered check-ins of `gone` are in rounds where `kept` has a place, and could not be moved."""

    def merge(self, kept: int, gone: int, at: datetime) -> Mapping[str, int]:
        """Move what is `gone`'s to `kept`, and leave a tombstone. Returns how many rows of each kind were moved.

        What both have stays with each; of the same proof the earlier moment counts. Who has no account gets bank and
        holder of the other's.
        """

    def undo(self, gone: str, at: datetime) -> bool:
        """Move everything back to whoever had this code. False: there is no merge to undo."""

    def tombstones(self, kept: int) -> list[int]:
        """The numbers of all rows that are this person by now."""

    def codes(self) -> Mapping[str, str]:
        """The codes of tombstones, and whose they became."""
