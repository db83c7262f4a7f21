"""Where people are paid: bank, holder, and the last four digits of a number that stands in the finance spreadsheet."""

from collections.abc import Mapping

from sqlalchemy import bindparam, select

from nhipcau.rules.accounts import Account
from nhipcau.storage.repository import Found, Repository
from nhipcau.storage.tables import accounts, people

EVERY = select(people.c.code, accounts).join(people)
OF_PERSON = select(accounts).where(accounts.c.person_id == bindparam("person_id"))


class SqlAccounts(Repository):
    def all(self) -> Mapping[str, Account]:
        """By person's code."""
        return {row.code: _account(row) for row in self._rows(EVERY)}

    def of(self, person_id: int) -> Account:
        """An empty one where nothing is known."""
        row = self._first(OF_PERSON, person_id=person_id)
        return Account() if row is None else _account(row)

    def put(self, person_id: int, account: Account) -> None:
        self._put(accounts, {"person_id": person_id, **vars(account)})


def _account(row: Found) -> Account:
    return Account(row.bank, row.digits, row.holder)
