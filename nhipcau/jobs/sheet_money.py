"""The tabs of the finance book: what a month pays, what waits for a decision, and what people ask about it."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from nhipcau.jobs.answer_allowance import ANSWERS
from nhipcau.jobs.own_allowance import QUESTIONED, allowance_subject
from nhipcau.jobs.sheet_facts import Facts
from nhipcau.ports import Entry, MonthFile, Row
from nhipcau.rules.accounts import Account
from nhipcau.rules.allowance.facts import Decision
from nhipcau.rules.allowance.lines import Line, LineState
from nhipcau.rules.allowance.lists import list_rows, row_sums
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Person, listed


def allowance_rows(facts: Facts) -> dict[str, Row]:
    """As the payment lists print them: a row a person and payer, with what bonuses, other months and tax bring."""
    found: dict[str, Row] = {}
    for file in facts.files:
        for lines in list_rows(file.assessment.lines):
            key = _free_key(found, _key(file.closing.month, lines[0].person))
            found[key] = {"key": key, **_allowance_row(facts, file, lines)}
    return found


def _key(month: Month, code: str) -> str:
    return f"{month}/{code}"


def _decimal(facts: Facts, coefficient: Fraction) -> str:
    """As people write it and as reasons have it: 0,3."""
    return facts.desk.say("reasons/reasons", "decimal", {"fraction": str(coefficient)})


def _free_key(taken: Mapping[str, Row], key: str) -> str:
    """A person's second row is numbered: another level, or another payer who owes or is owed something."""
    number = 1
    while (numbered := key if number == 1 else f"{key}/{number}") in taken:
        number += 1
    return numbered


def _allowance_row(facts: Facts, file: MonthFile, lines: Sequence[Line]) -> Row:
    first, sums = lines[0], row_sums(lines)
    return {
        "month": str(file.closing.month),
        "code": first.person,
        "name": first.name,
        "unit": facts.short(first.unit),
        "level": facts.say(facts.book.levels[first.level].names) if first.level else "",
        "payer": facts.short(first.payer),
        "coefficient": _decimal(facts, first.coefficient) if first.base else "",
        "base": first.base or None,
        "days": first.days,
        "allowance": sums.allowance,
        "bonus": sums.bonus,
        "adjustment": sums.adjustment,
        "tax": sums.tax,
        "amount": sums.net,
        "state": _state(lines).value,
        "close": file.closing.state.value,
    }


def _state(lines: Sequence[Line]) -> LineState:
    """A row waits while any of its lines does."""
    states = {line.state for line in lines}
    return next(state for state in (LineState.REVIEW, LineState.DUE, LineState.NOTHING) if state in states)


def approval_rows(facts: Facts) -> dict[str, Row]:
    """The lines that wait for a decision, and those that were decided."""
    found: dict[str, Row] = {}
    for file in facts.files:
        decided = facts.tx.months.decisions(file.closing.month)
        waiting = {line.person for line in file.assessment.open_reviews}
        for code, lines in _by_person(file.assessment.allowances).items():
            if code in waiting or code in decided:
                key = _key(file.closing.month, code)
                found[key] = {"key": key, **_approval_row(facts, file, lines, decided.get(code))}
    return found


def _by_person(lines: Iterable[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.person, []).append(line)
    return found


def _approval_row(facts: Facts, file: MonthFile, lines: Sequence[Line], decision: Decision | None) -> Row:
    """One decision a person: who serves at two levels and is paid for both has their two lines in one row."""
    reasons = [facts.desk.say("reasons/reasons", each.code, each.facts) for line in lines for each in line.reasons]
    return {
        "month": str(file.closing.month),
        "code": lines[0].person,
        "name": lines[0].name,
        "unit": ", ".join(dict.fromkeys(facts.short(line.unit) for line in lines)),
        "amount": sum(line.amount for line in lines),
        "reasons": " ".join(dict.fromkeys(reasons)),
        "decision": decision.reason if decision else "",
        "decided_by": decision.by if decision else "",
    }


def dispute_rows(facts: Facts) -> dict[str, Row]:
    """Who asked whether their allowance is right, and what an accountant answered."""
    return {
        _key(file.closing.month, code): _dispute_row(facts, file, code, said)
        for file in facts.files
        for code, said in _questions(facts, file).items()
    }


def _questions(facts: Facts, file: MonthFile) -> dict[str, dict[str, Entry]]:
    """What was asked and answered, by person's code and by what was said; of each the first, which counts."""
    month = file.closing.month
    people = {allowance_subject(month, line.person): line.person for line in file.assessment.lines}
    told: dict[str, dict[str, Entry]] = {}
    for entry in facts.tx.journal.about_any(people):
        told.setdefault(people[entry.subject], {}).setdefault(entry.what.removeprefix("allowance_"), entry)
    return {code: said for code, said in told.items() if QUESTIONED in said}


def _dispute_row(facts: Facts, file: MonthFile, code: str, said: Mapping[str, Entry]) -> Row:
    lines = [line for line in file.assessment.lines if line.person == code]
    answer = next((what for what in ANSWERS if what in said), "")
    return {
        "key": _key(file.closing.month, code),
        "month": str(file.closing.month),
        "code": code,
        "name": lines[0].name,
        "unit": facts.short(lines[0].unit),
        "amount": sum(line.amount for line in lines),
        "asked_at": facts.local(said[QUESTIONED].at),
        "standing": "answered" if answer else "open",
        "answer": str(said[answer].detail.get("words", answer)) if answer else None,
        "answered_at": facts.local(said[answer].at) if answer else None,
        "answered_by": facts.name_of(said[answer].who) if answer else "",
    }


def account_rows(facts: Facts) -> dict[str, Row]:
    """Where everyone who serves or served is paid: of the number what may be kept."""
    paid = (person for person in facts.people if person.appointments)
    return {person.code: _account_row(facts, person, facts.accounts.get(person.code, Account())) for person in paid}


def _account_row(facts: Facts, person: Person, account: Account) -> Row:
    held = listed(person, facts.today, facts.book.levels)
    return {
        "code": person.code,
        "name": person.name,
        "unit": facts.short(held.unit) if held else "",
        "bank": account.bank,
        "number": account.mask,
        "holder": account.holder,
    }
