"""Where people are paid: bank, holder, and the last four digits of a number that stands in the finance spreadsheet."""

from collections.abc import Mapping

from sqlalchemy import select

from nhipcau.rules.accounts import Account
from nhipcau.storage.repository import Repository
from nhipcau.storage.tables import accounts

EVERY = select(accounts)


class SqlAccounts(Repository):
    def all(self) -> Mapping[int, Account]:
        return {row.person_id: Account(row.bank, row.digits, row.holder) for row in self._rows(EVERY)}

    def put(self, person_id: int, account: Account) -> None:
        self._put(accounts, {"person_id": person_id, **vars(account)})
