"""The tab Accounts as accountants type it: bank, number and holder; of the number only the mask comes here."""

from dataclasses import replace

from nhipcau.jobs.sheet_hearing import Hearing, NotTaken, short
from nhipcau.rules.accounts import LEAST, MASK, MOST
from nhipcau.rules.enrolment import is_name
from nhipcau.rules.sheets.cells import SheetValue, typed
from nhipcau.rules.sheets.sealed import Sealed
from nhipcau.rules.vietnamese import clean_name

LONGEST = 60


def set_bank(hearing: Hearing, code: str, value: SheetValue) -> None:
    bank = short(typed(value), LONGEST)
    if MASK in bank:
        raise NotTaken("number_elsewhere", title=hearing.title("bank"), right=hearing.title("number"))
    _keep(hearing, code, bank=bank)


def set_number(hearing: Hearing, code: str, value: SheetValue) -> None:
    """An emptied cell forgets the number."""
    if isinstance(value, Sealed) and value.as_number:
        raise NotTaken("account_not_text")
    digits = typed(value).removeprefix(MASK)
    if typed(value) and not digits:
        raise NotTaken("bad_account", least=LEAST, most=MOST)
    _keep(hearing, code, digits=digits)


def set_holder(hearing: Hearing, code: str, value: SheetValue) -> None:
    holder = short(clean_name(typed(value)), LONGEST)
    if holder and not is_name(holder):
        raise NotTaken("bad_name", value=holder)
    _keep(hearing, code, holder=holder)


def _keep(hearing: Hearing, code: str, **known: str) -> None:
    person, accounts = hearing.person(code), hearing.tx.accounts
    before = accounts.of(person.id)
    after = replace(before, **known)
    if after != before:
        accounts.put(person.id, after)
        hearing.wrote("account_changed", person, number=after.mask, bank=after.bank)
