"""The assessment of a month: facts and policy in, one explained line a person out. Whole đồng, never floats."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from fractions import Fraction

from nhipcau.rules.allowance.policy import MonthRule, PaidBy, Policy, Watched
from nhipcau.rules.kernel import Json, Month
from nhipcau.rules.roster import Appointment, Leave, Level
from nhipcau.rules.vietnamese import name_order


class Ruling(Enum):
    """An approver's decision about a flagged line."""

    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True)
class Decision:
    ruling: Ruling
    reason: str
    by: str


@dataclass(frozen=True)
class Declaration:
    """What the person declared for the month in the eligibility round; None where nothing was asked or answered."""

    active: bool | None = None
    away_days: int | None = None
    paid_elsewhere: bool | None = None


@dataclass(frozen=True)
class PersonFacts:
    """All that one person's allowance of one month depends on."""

    code: str
    name: str
    appointments: tuple[Appointment, ...]
    leaves: tuple[Leave, ...] = ()
    report_sent: bool = True
    declaration: Declaration | None = field(default_factory=Declaration)
    decision: Decision | None = None


class LineState(Enum):
    DUE = "due"
    REVIEW = "review"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Reason:
    """One rule that spoke, as data; templates make sentences of it."""

    code: str
    facts: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One person's allowance: `full` is what a whole month would pay, `amount` what this one does, both in đồng."""

    person: str
    name: str
    unit: str
    level: str
    payer: str
    days: int
    coefficient: Fraction
    base: int
    full: int
    amount: int
    state: LineState
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Assessment:
    month: Month
    lines: tuple[Line, ...]

    @property
    def open_reviews(self) -> list[Line]:
        return [line for line in self.lines if line.state is LineState.REVIEW]


def assess(
    month: Month,
    facts: Iterable[PersonFacts],
    policy: Policy,
    levels: Mapping[str, Level],
    unit_order: Mapping[str, int],
) -> Assessment:
    """Every person who served in the month, in the order of payment lists. Raises Refused without a base salary."""
    lines = [_line(month, person, policy, levels) for person in facts]
    kept = [line for line in lines if line is not None]
    return Assessment(month, tuple(sorted(kept, key=lambda line: list_order(line, unit_order))))


def list_order(line: Line, unit_order: Mapping[str, int]) -> tuple[object, ...]:
    return unit_order.get(line.unit, len(unit_order)), name_order(line.name), line.person


def _line(month: Month, person: PersonFacts, policy: Policy, levels: Mapping[str, Level]) -> Line | None:
    held = _counting_appointment(month, person, levels)
    if held is None:
        return None
    rate, base = policy.rate_for(held.level, month), policy.base_for(month)
    coefficient = rate.coefficient if rate else Fraction(0)
    full = int(coefficient * base.amount)
    served = [day for day in month.days() if any(a.span.covers(day) for a in person.appointments)]
    days = len(served)
    basis = Reason("basis", {"coefficient": str(coefficient), "base": base.amount, "decree": base.legal_basis})
    amount, reasons = _for_the_days(month, days, full, policy)
    amount, reasons = _after_leave(served, person, amount, reasons, policy)
    amount, state, flags = _after_review(_in_month(person, month), amount, policy)
    return Line(
        person=person.code,
        name=person.name,
        unit=held.unit,
        level=held.level,
        payer=held.unit if rate and rate.payer is PaidBy.UNIT else policy.network_payer,
        days=days,
        coefficient=coefficient,
        base=base.amount,
        full=full,
        amount=amount,
        state=state,
        reasons=(basis, *reasons, *flags),
    )


def _counting_appointment(month: Month, person: PersonFacts, levels: Mapping[str, Level]) -> Appointment | None:
    """The level of the larger part of the month (P15, at a tie the higher), each day counting the highest held (P6);
    and of its units the one that held the person longest, at a tie the later (P14).
    """
    served = [a for a in person.appointments if a.span.days_in(month)]
    if len(served) < 2:
        return next(iter(served), None)
    counted = Counter(filter(None, (_highest(day, served, levels) for day in month.days())))
    level = max(counted, key=lambda code: (counted[code], -levels[code].rank))
    at_level = [a for a in served if a.level == level]
    return min(at_level, key=lambda a: (-_days_in_unit(month, a.unit, at_level), -a.span.first.toordinal(), a.unit))


def _highest(day: date, appointments: Iterable[Appointment], levels: Mapping[str, Level]) -> str | None:
    held = [a.level for a in appointments if a.span.covers(day)]
    return min(held, key=lambda code: levels[code].rank, default=None)


def _days_in_unit(month: Month, unit: str, appointments: Iterable[Appointment]) -> int:
    spans = [a.span for a in appointments if a.unit == unit]
    return sum(any(span.covers(day) for span in spans) for day in month.days())


def _in_month(person: PersonFacts, month: Month) -> PersonFacts:
    """Leave of another month explains nothing in this one."""
    return replace(person, leaves=tuple(leave for leave in person.leaves if leave.span.days_in(month)))


def _for_the_days(month: Month, days: int, full: int, policy: Policy) -> tuple[int, list[Reason]]:
    """P5."""
    facts: dict[str, Json] = {"days": days, "of": month.length}
    if days == month.length or policy.month_rule is MonthRule.WHOLE_MONTH:
        return full, [Reason("whole_month", facts)]
    if policy.month_rule is MonthRule.PRORATE_DAYS:
        return _half_up(Fraction(full * days, month.length)), [Reason("prorated", facts)]
    if 2 * days >= month.length:
        return full, [Reason("half_month_reached", facts)]
    return 0, [Reason("half_month_missed", facts)]


def _half_up(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


def _after_leave(
    served: Sequence[date], person: PersonFacts, amount: int, reasons: list[Reason], policy: Policy
) -> tuple[int, list[Reason]]:
    """P8: excused absence is paid; a calendar month without a day of work is not."""
    away = sum(1 for day in served if any(leave.span.covers(day) for leave in person.leaves))
    if not away:
        return amount, reasons
    facts: dict[str, Json] = {"days": away, "of": len(served)}
    if away == len(served) and not policy.pays_full_month_leave:
        return 0, [*reasons, Reason("full_month_leave", facts)]
    return amount, [*reasons, Reason("leave_excused", facts)]


def _after_review(person: PersonFacts, amount: int, policy: Policy) -> tuple[int, LineState, list[Reason]]:
    """P7: what is watched flags a line that would be paid; only a person's decision, with a reason, takes it away."""
    if amount == 0:
        return 0, LineState.NOTHING, []
    flags = [Reason(code) for code in shortfalls(person, policy)]
    if not flags:
        return amount, LineState.DUE, []
    decision = person.decision
    if decision is None:
        return amount, LineState.REVIEW, flags
    facts: dict[str, Json] = {"reason": decision.reason, "by": decision.by}
    flags.append(Reason(decision.ruling.value, facts))
    return (amount, LineState.DUE, flags) if decision.ruling is Ruling.GRANTED else (0, LineState.NOTHING, flags)


def shortfalls(person: PersonFacts, policy: Policy) -> list[str]:
    """What an approver must look at, by name."""
    found = []
    if Watched.MONTHLY_REPORT in policy.watched and not person.report_sent:
        found.append("no_monthly_report")
    if Watched.DECLARATION in policy.watched:
        found += _declared(person)
    return found


def _declared(person: PersonFacts) -> list[str]:
    declared = person.declaration
    if declared is None:
        return ["no_declaration"]
    found = []
    if declared.active is False and not person.leaves:
        found.append("declared_away")
    if declared.paid_elsewhere:
        found.append("paid_elsewhere")
    return found
