"""The facts and lines of a closed month as text, and back.

Equal facts give equal bytes, in any year: a recomputation is compared with what was frozen (R32). So every field is
named here, keys are sorted, fractions stay fractions, and a change of the rules' classes cannot change the text unseen.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from nhipcau.rules.allowance.facts import Bonus, Decision, Declaration, Owed, Owing, PersonFacts, Ruling, UnitWord, Work
from nhipcau.rules.allowance.lines import Line, LineKind, LineState, Reason
from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Appointment, Leave
from nhipcau.storage.columns import to_json

Data = Mapping[str, Any]

_DECODER = json.JSONDecoder()


def facts_as_text(facts: Iterable[PersonFacts]) -> str:
    return to_json([_facts_as_data(person) for person in facts], sort_keys=True)


def facts_from_text(text: str) -> tuple[PersonFacts, ...]:
    return tuple(_facts_from_data(data) for data in json.loads(text))


def lines_as_text(lines: Iterable[Line]) -> str:
    return to_json([_line_as_data(line) for line in lines], sort_keys=True)


def lines_from_text(text: str) -> tuple[Line, ...]:
    return tuple(_line_from_data(data) for data in json.loads(text))


def lines_of(person: str, text: str) -> tuple[Line, ...]:
    """One person's lines out of everybody's: only these are decoded.

    A line's keys are sorted, so it begins with its amount, and nothing is nested before its person; inside a string no
    quotation mark stands unescaped.
    """
    found, name = [], f'"person":{to_json(person)},'
    at = text.find(name)
    while at >= 0:
        data, end = _DECODER.raw_decode(text, text.rindex('{"amount":', 0, at))
        found.append(_line_from_data(data))
        at = text.find(name, end)
    return tuple(found)


def _facts_as_data(facts: PersonFacts) -> Data:
    return {
        "code": facts.code,
        "name": facts.name,
        "appointments": [_appointment_as_data(appointment) for appointment in facts.appointments],
        "leaves": [{**_span_as_data(leave.span), "reason": leave.reason} for leave in facts.leaves],
        "report_sent": facts.report_sent,
        "declaration": None if facts.declaration is None else _declaration_as_data(facts.declaration),
        "decision": None if facts.decision is None else _decision_as_data(facts.decision),
        "work": None if facts.work is None else _work_as_data(facts.work),
        "unit_word": facts.unit_word and {"worked": facts.unit_word.worked, "by": facts.unit_word.by},
        "bonuses": [_bonus_as_data(bonus) for bonus in facts.bonuses],
        "owed": [_owed_as_data(owed) for owed in facts.owed],
        "account": facts.account,
    }


def _facts_from_data(data: Data) -> PersonFacts:
    return PersonFacts(
        code=data["code"],
        name=data["name"],
        appointments=tuple(_appointment_from_data(each) for each in data["appointments"]),
        leaves=tuple(Leave(_span_from_data(each), each["reason"]) for each in data["leaves"]),
        report_sent=data["report_sent"],
        declaration=None if data["declaration"] is None else Declaration(**data["declaration"]),
        decision=None if data["decision"] is None else _decision_from_data(data["decision"]),
        work=None if data["work"] is None else Work(**data["work"]),
        unit_word=data["unit_word"] and UnitWord(**data["unit_word"]),
        bonuses=tuple(Bonus(**each) for each in data["bonuses"]),
        owed=tuple(_owed_from_data(each) for each in data["owed"]),
        account=data["account"],
    )


def _appointment_as_data(appointment: Appointment) -> Data:
    return {
        "unit": appointment.unit,
        "level": appointment.level,
        "decision": appointment.decision,
        **_span_as_data(appointment.span),
    }


def _appointment_from_data(data: Data) -> Appointment:
    return Appointment(data["unit"], data["level"], _span_from_data(data), data["decision"])


def _span_as_data(span: Span) -> Data:
    return {"first": span.first.isoformat(), "last": None if span.last is None else span.last.isoformat()}


def _span_from_data(data: Data) -> Span:
    last = data["last"]
    return Span(date.fromisoformat(data["first"]), None if last is None else date.fromisoformat(last))


def _declaration_as_data(declaration: Declaration) -> Data:
    return {
        "active": declaration.active,
        "away_days": declaration.away_days,
        "paid_elsewhere": declaration.paid_elsewhere,
        "as_known": declaration.as_known,
        "excused": declaration.excused,
        "place_right": declaration.place_right,
        "account_right": declaration.account_right,
    }


def _decision_as_data(decision: Decision) -> Data:
    """The turn is written from the second on: a month that never went back reads as it always did."""
    ruled = {"ruling": decision.ruling.value, "reason": decision.reason, "by": decision.by}
    if not decision.turn:
        return ruled
    before = decision.instead_of
    return {**ruled, "turn": decision.turn, "instead_of": before and _decision_as_data(before)}


def _decision_from_data(data: Data) -> Decision:
    before = data.get("instead_of")
    instead_of = before and _decision_from_data(before)
    return Decision(Ruling(data["ruling"]), data["reason"], data["by"], data.get("turn", 0), instead_of)


def _work_as_data(work: Work) -> Data:
    return {"weeks_asked": work.weeks_asked, "weeks_answered": work.weeks_answered, "items": work.items}


def _bonus_as_data(bonus: Bonus) -> Data:
    return {
        "case": bonus.case,
        "amount": bonus.amount,
        "decision": bonus.decision,
        "payer": bonus.payer,
        "verified": bonus.verified,
        "first": bonus.first,
    }


def _owed_as_data(owed: Owed) -> Data:
    return {
        "why": owed.why.value,
        "payer": owed.payer,
        "unit": owed.unit,
        "level": owed.level,
        "amount": owed.amount,
        "origin": owed.origin,
        "flags": _reasons_as_data(owed.flags),
    }


def _owed_from_data(data: Data) -> Owed:
    return Owed(**{**data, "why": Owing(data["why"]), "flags": _reasons_from_data(data["flags"])})


def _reasons_as_data(reasons: Iterable[Reason]) -> list[Data]:
    return [{"code": reason.code, "facts": reason.facts} for reason in reasons]


def _reasons_from_data(data: Iterable[Data]) -> tuple[Reason, ...]:
    return tuple(Reason(reason["code"], reason["facts"]) for reason in data)


def _line_as_data(line: Line) -> Data:
    return {
        "person": line.person,
        "name": line.name,
        "unit": line.unit,
        "level": line.level,
        "payer": line.payer,
        "days": line.days,
        "coefficient": str(line.coefficient),
        "base": line.base,
        "full": line.full,
        "amount": line.amount,
        "state": line.state.value,
        "reasons": _reasons_as_data(line.reasons),
        "kind": line.kind.value,
        "origin": line.origin,
    }


def _line_from_data(data: Data) -> Line:
    return Line(
        person=data["person"],
        name=data["name"],
        unit=data["unit"],
        level=data["level"],
        payer=data["payer"],
        days=data["days"],
        coefficient=Fraction(data["coefficient"]),
        base=data["base"],
        full=data["full"],
        amount=data["amount"],
        state=LineState(data["state"]),
        reasons=_reasons_from_data(data["reasons"]),
        kind=LineKind(data["kind"]),
        origin=data["origin"],
    )
