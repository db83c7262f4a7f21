"""Where people are paid, as far as the network may know it."""

from collections.abc import Mapping
from typing import Protocol

from nhipcau.rules.accounts import Account


class Accounts(Protocol):
    """Whole numbers are never among them: those stand in the finance spreadsheet alone."""

    def all(self) -> Mapping[int, Account]:
        """By the number of the person."""

    def put(self, person_id: int, account: Account) -> None: ...
