"""How one person's month ends with each payer: paid, less tax; or carried on, because nothing is paid below zero."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from nhipcau.rules.allowance.lines import Line, LineKind, LineState, Reason
from nhipcau.rules.allowance.policy import TaxRule, Terms


def settlement(lines: Sequence[Line], terms: Terms) -> Iterator[Line]:
    """With each payer at most one more line, after which the sum is what this payment hands out, never below zero."""
    for payer in dict.fromkeys(line.payer for line in lines):
        ours = [line for line in lines if line.payer == payer]
        gross = sum(line.amount for line in ours if line.state is LineState.DUE)
        if gross < 0:
            yield _closing(ours[0], LineKind.CARRY_OVER, -gross, Reason("not_below_zero", {"amount": -gross}), terms)
        elif gross and terms.choices.payment.last_month(terms.month) != terms.month:
            yield _closing(ours[0], LineKind.CARRY_OVER, -gross, _later(gross, terms), terms)
        elif tax := withheld(gross, terms.tax):
            yield _closing(ours[0], LineKind.TAX, -tax, _taxed(gross, terms.tax), terms)


def withheld(gross: int, rule: TaxRule | None) -> int:
    """P13: the tax on one payment, in đồng; nothing below the threshold of its day."""
    if rule is None or gross < rule.threshold:
        return 0
    return int(gross * rule.share + Fraction(1, 2))


def carried_on(lines: Sequence[Line], terms: Terms) -> list[Line]:
    """The lines that leave something to the next month: each has the month itself as its origin."""
    return [line for line in lines if line.kind is LineKind.CARRY_OVER and line.origin == str(terms.month)]


def _closing(like: Line, kind: LineKind, amount: int, reason: Reason, terms: Terms) -> Line:
    return replace(
        like,
        days=0,
        coefficient=Fraction(0),
        base=0,
        full=amount,
        amount=amount,
        state=LineState.DUE,
        reasons=(reason,),
        kind=kind,
        origin=str(terms.month),
    )


def _later(gross: int, terms: Terms) -> Reason:
    """The rhythm of payment has not come round yet."""
    last = terms.choices.payment.last_month(terms.month)
    return Reason("paid_later", {"amount": gross, "month": str(last)})


def _taxed(gross: int, rule: TaxRule | None) -> Reason:
    assert rule is not None, "only what a rule withholds is a line"
    return Reason("withheld", {"gross": gross, "share": str(rule.share), "basis": rule.legal_basis})
