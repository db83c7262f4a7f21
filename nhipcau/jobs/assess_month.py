"""The month's facts at its cut-off and what they come to: drafted, decided, checked, closed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from nhipcau.ports import MonthFile, Tx
from nhipcau.rules.allowance.assess import Decision, Declaration, PersonFacts, assess
from nhipcau.rules.allowance.close import CloseState, Closing
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.forms import Answer
from nhipcau.rules.kernel import Month, fingerprint
from nhipcau.rules.roster import Person, served_in
from nhipcau.settings.rulebook import Rulebook

REPORT_FORM = "monthly_report"
DECLARATION_FORM = "eligibility"
"""The two forms whose answers an allowance looks at (P7); their fields are checked when config is loaded."""


def draft_month(tx: Tx, book: Rulebook, month: Month, cut_off: datetime) -> MonthFile:
    """A first version of the month's close, from what is known at the cut-off."""
    facts = gather_facts(tx, month)
    return file_for(book, Closing(month, 1, CloseState.DRAFT), cut_off, facts)


def with_decisions(book: Rulebook, file: MonthFile, decisions: Mapping[str, Decision]) -> MonthFile:
    """The same facts with what approvers decided since."""
    facts = tuple(replace(person, decision=decisions.get(person.code)) for person in file.facts)
    return file_for(book, file.closing, file.cut_off, facts)


def file_for(book: Rulebook, closing: Closing, cut_off: datetime, facts: tuple[PersonFacts, ...]) -> MonthFile:
    return MonthFile(
        closing=closing,
        cut_off=cut_off,
        facts=facts,
        facts_version=fingerprint(facts),
        policy_version=fingerprint(book.policy),
        assessment=assess(closing.month, facts, book.policy, book.levels, book.unit_order),
    )


def gather_facts(tx: Tx, month: Month) -> tuple[PersonFacts, ...]:
    """Facts of everyone who served in the month, by code."""
    by_person: dict[int, dict[str, Checkin]] = {}
    for checkin in tx.checkins.of_month(month):
        by_person.setdefault(checkin.person_id, {})[checkin.round.form] = checkin
    people = sorted((p for p in tx.people.all() if served_in(p, month)), key=lambda p: p.code)
    return tuple(_facts(person, by_person.get(person.id, {})) for person in people)


def _facts(person: Person, by_form: Mapping[str, Checkin]) -> PersonFacts:
    report, declared = by_form.get(REPORT_FORM), by_form.get(DECLARATION_FORM)
    return PersonFacts(
        code=person.code,
        name=person.name,
        appointments=person.appointments,
        leaves=person.leaves,
        report_sent=report is None or report.excused or report.version > 0,
        declaration=_declaration(declared),
    )


def _declaration(checkin: Checkin | None) -> Declaration | None:
    """Nobody is held to a question that was not asked: then the declaration is empty, not missing."""
    if checkin is None or (checkin.excused and not checkin.version):
        return Declaration()
    if not checkin.version:
        return None
    answers = checkin.answers or {}
    return Declaration(
        active=_truth(answers.get("active")),
        away_days=_number(answers.get("away_days")),
        paid_elsewhere=_truth(answers.get("paid_elsewhere")),
    )


def _truth(answer: Answer) -> bool | None:
    return answer if isinstance(answer, bool) else None


def _number(answer: Answer) -> int | None:
    return answer if isinstance(answer, int) and not isinstance(answer, bool) else None
