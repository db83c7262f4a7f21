"""What comes on top of a month's allowance: bonuses for verified hotspots, and what other months leave behind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nhipcau.rules.allowance.choices import BonusFor
from nhipcau.rules.allowance.facts import Bonus, Owed, Owing, PersonFacts
from nhipcau.rules.allowance.lines import Line, LineKind, LineState, Reason
from nhipcau.rules.allowance.policy import Terms
from nhipcau.rules.allowance.review import ruled
from nhipcau.rules.kernel import Json


def extras(person: PersonFacts, own: Sequence[Line], terms: Terms) -> Iterator[Line]:
    """Bonuses first, then what is corrected, paid before or carried over; each with its reason and its origin."""
    left = terms.choices.bonus_cap
    for bonus in person.bonuses:
        line = _bonus(person, bonus, own, left, terms)
        left = None if left is None else left - line.amount
        yield line
    for owed in person.owed:
        yield _owed(person, owed, terms)


def _bonus(person: PersonFacts, bonus: Bonus, own: Sequence[Line], left: int | None, terms: Terms) -> Line:
    """P9: only a verified case earns it, by default only its first reporter; what is over the cap is not paid."""
    facts: dict[str, Json] = {"case": bonus.case, "decision": bonus.decision}
    amount, reasons = bonus.amount, [Reason("bonus", facts)]
    if not bonus.verified:
        amount, reasons = 0, [Reason("bonus_not_verified", facts)]
    elif not bonus.first and terms.choices.bonus_for is BonusFor.FIRST_REPORTER:
        amount, reasons = 0, [Reason("bonus_not_first", facts)]
    elif left is not None and amount > left:
        amount = left
        reasons.append(Reason("bonus_capped", {"cap": terms.choices.bonus_cap}))
    unit, level = (own[0].unit, own[0].level) if own else (bonus.payer, "")
    place = _Place(LineKind.BONUS, unit, level, _heir(bonus.payer, terms), bonus.case)
    return _line(person, place, bonus.amount, amount, LineState.DUE if amount else LineState.NOTHING, reasons)


def _owed(person: PersonFacts, owed: Owed, terms: Terms) -> Line:
    kind = LineKind.CARRY_OVER if owed.why is Owing.CARRIED else LineKind.ADJUSTMENT
    reason = Reason(owed.why.value, {"month": owed.origin, "amount": owed.amount})
    amount, state, flags = ruled(owed.amount, owed.flags, person.decision)
    place = _Place(kind, _heir(owed.unit, terms), owed.level, _heir(owed.payer, terms), owed.origin)
    return _line(person, place, owed.amount, amount, state, [reason, *flags])


def _heir(unit: str, terms: Terms) -> str:
    """P14: what was left open by a unit that ended is its heir's."""
    return terms.heirs.get(unit, unit)


@dataclass(frozen=True)
class _Place:
    kind: LineKind
    unit: str
    level: str
    payer: str
    origin: str


def _line(
    person: PersonFacts, place: _Place, full: int, amount: int, state: LineState, reasons: Sequence[Reason]
) -> Line:
    return Line(
        person=person.code,
        name=person.name,
        unit=place.unit,
        level=place.level,
        payer=place.payer,
        days=0,
        coefficient=Fraction(0),
        base=0,
        full=full,
        amount=amount,
        state=state,
        reasons=tuple(reasons),
        kind=place.kind,
        origin=place.origin,
    )
