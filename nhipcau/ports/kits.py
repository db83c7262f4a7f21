"""Kits: who got what a campaign hands out, and where they shared it; and files that the channel has already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class KitProof:
    """One person got one item, or (with a link) shared it there."""

    campaign: str
    item: str
    person_id: int
    at: datetime
    link: str = ""


@dataclass(frozen=True)
class KitCount:
    """How many people got an item, and how many of them shared it."""

    received: int = 0
    shared: int = 0


class Kits(Protocol):
    def note(self, proof: KitProof) -> bool:
        """Keep a proof. False: the same is known; the first moment counts."""

    def of_person(self, person_id: int) -> list[KitProof]:
        """The oldest first."""

    def counts(self) -> Mapping[tuple[str, str], KitCount]:
        """By campaign and item; what nobody got is not among them."""


class Uploads(Protocol):
    """What the channel calls the files that go to many: each is uploaded once (by content) and then sent by name."""

    def named(self, path: str) -> str:
        """Empty for a file that was not uploaded yet."""

    def uploaded(self, path: str, name: str) -> None:
        """Remember a name, also in the place of one that the channel forgot."""
