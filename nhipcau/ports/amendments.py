"""What is remembered of people's own wishes for campaigns."""

from typing import Protocol

from nhipcau.rules.amendments import Amendment


class Amendments(Protocol):
    def all(self) -> list[Amendment]:
        """Those in force, by campaign and by what they are about."""

    def put(self, amendment: Amendment) -> None:
        """Keep it, in the place of the one about the same thing."""

    def drop(self, campaign: str, what: str) -> bool:
        """Let the file count again. False: there was nothing to drop."""
