"""Where people are paid, as far as the network may know it."""

from collections.abc import Mapping
from typing import Protocol

from nhipcau.rules.accounts import Account


class Accounts(Protocol):
    """Whole numbers are never among them: those stand in the finance spreadsheet alone."""

    def all(self) -> Mapping[str, Account]:
        """By person's code."""

    def of(self, person_id: int) -> Account:
        """An empty one where nothing is known."""

    def put(self, person_id: int, account: Account) -> None: ...
