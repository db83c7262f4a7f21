"""The facts of a month as they are known now: who served, what they sent and declared, what other months left."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import takewhile

from nhipcau.ports import Tx
from nhipcau.rules.accounts import Account
from nhipcau.rules.allowance.close import FROZEN
from nhipcau.rules.allowance.corrections import Closed, owed, paid_before
from nhipcau.rules.allowance.declaration import declared
from nhipcau.rules.allowance.facts import Declaration, Owed, PersonFacts, Work
from nhipcau.rules.allowance.policy import Terms
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.reports import items_of
from nhipcau.rules.roster import Person, served_in

REPORT_FORM = "monthly_report"
DECLARATION_FORM = "eligibility"
WEEKLY_FORM = "weekly_checkin"
"""The forms whose answers an allowance looks at (P7); their fields are checked when config is loaded."""

ByForm = Mapping[str, list[Checkin]]


def gather_facts(tx: Tx, terms: Terms) -> tuple[PersonFacts, ...]:
    """Facts of everyone who served in the month or is owed something, by code."""
    month, people = terms.month, tx.people.all()
    by_person: dict[int, list[Checkin]] = {}
    for checkin in tx.checkins.of_month(month):
        by_person.setdefault(checkin.person_id, []).append(checkin)
    served = {p.code: facts_of(p, by_person.get(p.id, ())) for p in people if served_in(p, month)}
    decisions, words = tx.months.decisions(month), tx.months.unit_words(month)
    decided = {
        code: replace(facts, decision=decisions.get(code), unit_word=words.get(code)) for code, facts in served.items()
    }
    return with_owed(tx, terms, decided.values(), {person.code: _known(person) for person in people})


def with_owed(
    tx: Tx, terms: Terms, facts: Iterable[PersonFacts], roster: Mapping[str, PersonFacts] | None = None
) -> tuple[PersonFacts, ...]:
    """The same facts with bonuses, accounts, and what earlier months and versions left by now."""
    known = roster or {person.code: _known(person) for person in tx.people.all()}
    left = _left(tx, terms, known)
    bonuses, accounts = tx.months.bonuses(terms.month), tx.accounts.all()
    own = {person.code: person for person in facts}
    wanted = sorted({*own, *left, *bonuses})
    return tuple(
        replace(
            own.get(code) or known[code],
            owed=left.get(code, ()),
            bonuses=bonuses.get(code, ()),
            account=accounts.get(code, Account()).shown,
        )
        for code in wanted
    )


def _left(tx: Tx, terms: Terms, roster: Mapping[str, PersonFacts]) -> dict[str, tuple[Owed, ...]]:
    earlier = _earlier(tx, terms)
    gone = {p.code: replace(p, appointments=(), leaves=()) for closed in earlier for p in closed.facts}
    left = owed(earlier, {**gone, **roster}, terms)
    for code, rows in paid_before(file.closed for file in tx.months.versions(terms.month)).items():
        left[code] = (*left.get(code, ()), *rows)
    return left


def _earlier(tx: Tx, terms: Terms) -> list[Closed]:
    """The closed months before this one that are looked at again, and at least the last one, by month."""
    before = takewhile(lambda row: row[0] < terms.month, tx.months.states().items())
    closed = [month for month, state in before if state in FROZEN]
    wanted = closed[-max(1, terms.choices.correction_months) :]
    return [file.closed for file in map(tx.months.get, wanted) if file is not None]


def _known(person: Person) -> PersonFacts:
    return PersonFacts(person.code, person.name, person.appointments, person.leaves)


def facts_of(person: Person, checkins: Iterable[Checkin]) -> PersonFacts:
    """What the person's own check-ins of the month say, beside the roster."""
    by_form: dict[str, list[Checkin]] = {}
    for checkin in checkins:
        by_form.setdefault(checkin.round.form, []).append(checkin)
    report = _last(by_form, REPORT_FORM)
    return replace(
        _known(person),
        report_sent=report is None or report.excused or report.answered,
        declaration=_declaration(_last(by_form, DECLARATION_FORM)),
        work=_work(by_form),
    )


def _last(by_form: ByForm, form: str) -> Checkin | None:
    return by_form[form][-1] if form in by_form else None


def _work(by_form: ByForm) -> Work | None:
    """Of the weeks in which the person was asked and not excused."""
    asked = [checkin for checkin in by_form.get(WEEKLY_FORM, ()) if not checkin.excused]
    if not asked:
        return None
    answered = [checkin for checkin in asked if checkin.answered]
    return Work(len(asked), len(answered), sum(len(items_of(checkin)) for checkin in answered))


def _declaration(checkin: Checkin | None) -> Declaration | None:
    """Nobody is held to a question that was not asked: then the declaration is empty, not missing."""
    if checkin is None or (checkin.excused and not checkin.answered):
        return Declaration()
    if not checkin.answered:
        return None
    return declared(checkin.given)
