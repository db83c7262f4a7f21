"""Whom the accountant must ask before a month is paid: nothing of it stands in the way of the close."""

from collections.abc import Collection
from dataclasses import dataclass

from nhipcau.rules.allowance.facts import PersonFacts
from nhipcau.rules.allowance.lines import Assessment


@dataclass(frozen=True)
class AccountNotes:
    """Names: who is paid and has no complete account, and who declared that theirs is not right."""

    missing: tuple[str, ...]
    doubted: tuple[str, ...]


def account_notes(facts: Collection[PersonFacts], assessment: Assessment) -> AccountNotes:
    """Where nobody has an account all are paid in cash, and nothing is missing."""
    kept = any(person.account for person in facts)
    paid = {line.person for line in assessment.lines if line.amount > 0}
    return AccountNotes(
        missing=tuple(person.name for person in facts if kept and person.code in paid and not person.account),
        doubted=tuple(person.name for person in facts if _doubts(person)),
    )


def _doubts(person: PersonFacts) -> bool:
    return person.declaration is not None and person.declaration.account_right is False
