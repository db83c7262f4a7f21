"""The assessment of a month: facts and terms in, explained lines out. Whole đồng, never floats."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from nhipcau.rules.allowance.choices import Absence, MonthRule
from nhipcau.rules.allowance.extras import extras
from nhipcau.rules.allowance.facts import PersonFacts
from nhipcau.rules.allowance.holding import Holding, holdings
from nhipcau.rules.allowance.lines import Assessment, Line, Reason
from nhipcau.rules.allowance.policy import PaidBy, Terms
from nhipcau.rules.allowance.review import ruled, shortfalls
from nhipcau.rules.allowance.settle import settlement
from nhipcau.rules.kernel import Json
from nhipcau.rules.vietnamese import name_order

Amount = tuple[int, list[Reason]]
"""What is paid so far, and the rules that spoke so far."""


def assess(facts: Iterable[PersonFacts], terms: Terms) -> Assessment:
    """The lines of everyone who served in the month or is owed something, in the order of payment lists."""
    order = {unit: number for number, unit in enumerate(terms.units)}
    people = [lines for person in facts if (lines := _lines(person, terms))]
    people.sort(key=lambda lines: (order.get(lines[0].unit, len(order)), name_order(lines[0].name), lines[0].person))
    return Assessment(terms.month, tuple(line for lines in people for line in lines))


def _lines(person: PersonFacts, terms: Terms) -> list[Line]:
    own = [_allowance(_in_month(person, terms), held, terms) for held in holdings(person, terms)]
    lines = [*own, *extras(person, own, terms)]
    return [*lines, *settlement(lines, terms)]


def _in_month(person: PersonFacts, terms: Terms) -> PersonFacts:
    """Leave of another month explains nothing in this one."""
    return replace(person, leaves=tuple(leave for leave in person.leaves if leave.span.days_in(terms.month)))


def _allowance(person: PersonFacts, held: Holding, terms: Terms) -> Line:
    rate, base = terms.rate(held.level), terms.base
    coefficient = rate.coefficient if rate else Fraction(0)
    full = int(coefficient * base.amount)
    basis = Reason("basis", {"coefficient": str(coefficient), "base": base.amount, "decree": base.legal_basis})
    amount, reasons = _after_leave(held, _for_the_days(held, full, terms), terms)
    amount, state, flags = ruled(amount, shortfalls(person, terms) if amount else (), person.decision)
    return Line(
        person=person.code,
        name=person.name,
        unit=held.unit,
        level=held.level,
        payer=held.unit if rate and rate.payer is PaidBy.UNIT else terms.network_payer,
        days=held.days,
        coefficient=coefficient,
        base=base.amount,
        full=full,
        amount=amount,
        state=state,
        reasons=(basis, *reasons, *flags),
    )


def _for_the_days(held: Holding, full: int, terms: Terms) -> Amount:
    """P5."""
    days, length, rule = held.days, terms.month.length, terms.choices.month_rule
    facts: dict[str, Json] = {"days": days, "of": length}
    if days == length or rule is MonthRule.WHOLE_MONTH:
        return full, [Reason("whole_month", facts)]
    if rule is MonthRule.PRORATE_DAYS:
        return half_up(Fraction(full * days, length)), [Reason("prorated", facts)]
    if 2 * days >= length:
        return full, [Reason("half_month_reached", facts)]
    return 0, [Reason("half_month_missed", facts)]


def half_up(amount: Fraction) -> int:
    """To the nearest đồng, a half up."""
    return int(amount + Fraction(1, 2))


def _after_leave(held: Holding, so_far: Amount, terms: Terms) -> Amount:
    """P8: excused absence is paid; a calendar month without a day of work is not."""
    amount, reasons = so_far
    if not held.away:
        return so_far
    absence = terms.choices.absence
    if absence is Absence.NOT_SERVED:
        return amount, [*reasons, Reason("leave_not_served", {"days": held.away})]
    facts: dict[str, Json] = {"days": held.away, "of": held.days}
    if held.away == held.days and absence is Absence.FULL_MONTH_UNPAID:
        return 0, [*reasons, Reason("full_month_leave", facts)]
    return amount, [*reasons, Reason("leave_excused", facts)]
