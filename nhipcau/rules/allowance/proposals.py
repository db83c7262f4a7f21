"""A bonus as one person proposes it and another agrees to it (P9), and the month in whose list it comes."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from nhipcau.rules.allowance.choices import BonusFor
from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.allowance.facts import Bonus
from nhipcau.rules.kernel import Month, Refused
from nhipcau.rules.vietnamese import read_amount

MOST = 1_000_000_000
_CASE = re.compile(r"[A-Za-z0-9][\w./-]{0,19}", re.ASCII)


@dataclass(frozen=True)
class Proposal:
    """What was typed: whose bonus, and for which verified hotspot."""

    person: str
    bonus: Bonus


def read_proposal(words: str, payers: Collection[str]) -> Proposal:
    """Read "DN-01 CTV02 500.000 12/QĐ-TLĐ tld": case, person, đồng, decision, and who pays. Raises Refused.

    Whoever types it states that the hotspot was verified and that this person reported it first.
    """
    parts = words.split()
    if len(parts) != 5:
        raise Refused("bonus_format")
    case, person, typed, decision, payer = parts
    amount = read_amount(typed)
    if not _CASE.fullmatch(case):
        raise Refused("bonus_case", case=case)
    if amount is None or not 0 < amount <= MOST:
        raise Refused("bonus_amount", amount=typed)
    if payer not in payers:
        raise Refused("bonus_payer", payer=payer)
    return Proposal(person.upper(), Bonus(case, amount, decision, payer))


def refuse_second_reporter(person: str, given: Mapping[str, str], rule: BonusFor) -> None:
    """`given`: names of those who have a bonus for this case, or wait for one, by code. Raises Refused."""
    if person in given:
        raise Refused("bonus_twice", name=given[person])
    if given and rule is BonusFor.FIRST_REPORTER:
        raise Refused("bonus_not_first", name=next(iter(given.values())))


def list_month(states: Mapping[Month, CloseState], today: Month) -> Month:
    """The month in whose list something decided today comes: the oldest draft, else the first that nobody drafted."""
    drafts = [month for month, state in states.items() if state is CloseState.DRAFT]
    month = min(drafts, default=today)
    while states.get(month, CloseState.DRAFT) is not CloseState.DRAFT:
        month = month.next
    return month
