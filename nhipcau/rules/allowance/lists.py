"""Payment lists: one per payer, adding up to the last đồng, and what keeps a month from paying everyone in full."""

from collections.abc import Iterable
from dataclasses import dataclass

from nhipcau.rules.allowance.assess import Assessment, Line, LineState, Ruling
from nhipcau.rules.vietnamese import money_in_words


@dataclass(frozen=True)
class PaymentList:
    """What one payer owes for a month. `total` is in đồng, `words` reads it aloud."""

    payer: str
    lines: tuple[Line, ...]
    total: int
    words: str


def payment_lists(assessment: Assessment, payers: Iterable[str], zero_tens: str) -> list[PaymentList]:
    """One list for each payer that has lines, in the given order of payers. Lines of nothing are listed too."""
    lists = []
    for payer in payers:
        lines = tuple(line for line in assessment.lines if line.payer == payer)
        if lines:
            total = sum(line.amount for line in lines)
            lists.append(PaymentList(payer, lines, total, money_in_words(total, zero_tens)))
    return lists


@dataclass(frozen=True)
class Difference:
    """One line that does not pay a whole month, with the name of the rule that says why."""

    line: Line
    missing: int
    reason: str


def differences(assessment: Assessment) -> list[Difference]:
    """Why the month does not cost what it would if everyone were eligible, line by line."""
    return [
        Difference(line, line.full - line.amount, _decisive(line))
        for line in assessment.lines
        if line.full != line.amount
    ]


def _decisive(line: Line) -> str:
    """The last rule that took something away; flags, grants and excused leave take nothing."""
    return [reason.code for reason in line.reasons if reason.code in _TAKES_AWAY][-1]


_TAKES_AWAY = frozenset({"half_month_missed", "prorated", "full_month_leave", Ruling.REFUSED.value})


def ceiling(assessment: Assessment) -> int:
    """What the month would cost if every line were paid in full, in đồng."""
    return sum(line.full for line in assessment.lines)


def total(assessment: Assessment) -> int:
    return sum(line.amount for line in assessment.lines if line.state is LineState.DUE)
