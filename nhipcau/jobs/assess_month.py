"""A version of a month as it stands: drafted from what is known, decided, brought up to date, computed again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from nhipcau.jobs.gather_facts import gather_facts, with_owed
from nhipcau.ports import MonthFile, Tx
from nhipcau.rules.allowance.assess import assess
from nhipcau.rules.allowance.close import Closing
from nhipcau.rules.allowance.facts import Decision, PersonFacts
from nhipcau.rules.allowance.policy import Terms, terms_for
from nhipcau.rules.kernel import fingerprint
from nhipcau.settings.rulebook import Rulebook


def draft_month(tx: Tx, book: Rulebook, closing: Closing, cut_off: datetime, pays_on: date | None = None) -> MonthFile:
    """A version of the month's close, from what is known now and by the policy of its time."""
    terms = terms_for(book.policy, closing.month, book.levels, book.units, pays_on)
    return file_for(closing, cut_off, terms, gather_facts(tx, terms))


def with_decisions(file: MonthFile, decisions: Mapping[str, Decision]) -> MonthFile:
    """The same facts with what approvers decided since."""
    facts = tuple(replace(person, decision=decisions.get(person.code)) for person in file.facts)
    return file_for(file.closing, file.cut_off, file.terms, facts)


def brought_up_to_date(tx: Tx, file: MonthFile) -> MonthFile:
    """The same month with the bonuses and corrections known by now; what people did until the cut-off stays."""
    return file_for(file.closing, file.cut_off, file.terms, with_owed(tx, file.terms, file.facts))


def file_for(closing: Closing, cut_off: datetime, terms: Terms, facts: tuple[PersonFacts, ...]) -> MonthFile:
    """What the facts come to by these terms: equal inputs give equal files, at any time (R32)."""
    return MonthFile(
        closing=closing,
        cut_off=cut_off,
        terms=terms,
        facts=facts,
        facts_version=fingerprint(facts),
        policy_version=terms.version,
        assessment=assess(facts, terms),
    )
