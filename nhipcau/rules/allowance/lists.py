"""Payment lists: one per payer, adding up to the last đồng, and what keeps a month from paying everyone in full."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nhipcau.rules.allowance.facts import Ruling
from nhipcau.rules.allowance.lines import Assessment, Line, LineKind, LineState
from nhipcau.rules.allowance.policy import Terms
from nhipcau.rules.kernel import Refused
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
    by_payer: dict[str, list[Line]] = {}
    for line in assessment.lines:
        by_payer.setdefault(line.payer, []).append(line)
    return [_list(payer, by_payer[payer], zero_tens) for payer in payers if payer in by_payer]


def _list(payer: str, lines: list[Line], zero_tens: str) -> PaymentList:
    total = sum(line.amount for line in lines)
    return PaymentList(payer, tuple(lines), total, money_in_words(total, zero_tens))


def list_rows(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines of each row of a list: one person's with one payer; an allowance for another level begins a row of its
    own (P6)."""
    rows: list[list[Line]] = []
    latest: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        owner = (line.person, line.payer)
        another = line.kind is LineKind.ALLOWANCE and any(x.kind is LineKind.ALLOWANCE for x in latest.get(owner, ()))
        if owner not in latest or another:
            latest[owner] = []
            rows.append(latest[owner])
        latest[owner].append(line)
    return rows


@dataclass(frozen=True)
class RowSums:
    """What a row of a list comes to, by its columns, in đồng.

    `adjustment` is what other months leave to this one or this one to the next; `tax` is what is withheld.
    """

    allowance: int
    bonus: int
    adjustment: int
    tax: int

    @property
    def total(self) -> int:
        return self.allowance + self.bonus + self.adjustment

    @property
    def net(self) -> int:
        return self.total - self.tax


def row_sums(lines: Iterable[Line]) -> RowSums:
    """What the lines of one row come to."""
    by_kind = dict.fromkeys(LineKind, 0)
    for line in lines:
        by_kind[line.kind] += line.amount
    return RowSums(
        allowance=by_kind[LineKind.ALLOWANCE],
        bonus=by_kind[LineKind.BONUS],
        adjustment=by_kind[LineKind.ADJUSTMENT] + by_kind[LineKind.CARRY_OVER],
        tax=-by_kind[LineKind.TAX],
    )


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
        for line in assessment.allowances
        if line.full != line.amount
    ]


def _decisive(line: Line) -> str:
    """The last rule that took something away; flags, grants and excused leave take nothing."""
    return [reason.code for reason in line.reasons if reason.code in _TAKES_AWAY][-1]


_TAKES_AWAY = frozenset({"half_month_missed", "prorated", "full_month_leave", Ruling.REFUSED.value})


def ceiling(assessment: Assessment) -> int:
    """What the month's own allowances would cost if every line were paid in full, in đồng."""
    return sum(line.full for line in assessment.allowances)


def total(assessment: Assessment) -> int:
    """What the month pays as it stands, in đồng."""
    return sum(line.amount for line in assessment.lines if line.state is LineState.DUE)


@dataclass(frozen=True)
class Excess:
    """A payer whose month costs more than its budget, in đồng."""

    payer: str
    budget: int
    total: int


def excesses(assessment: Assessment, terms: Terms) -> Iterator[Excess]:
    """P10: shown, and in the way of the close; nothing is scaled."""
    for budget in terms.budgets:
        spent = sum(line.amount for line in assessment.lines if line.payer == budget.payer)
        if spent > budget.amount:
            yield Excess(budget.payer, budget.amount, spent)


def refuse_unready(assessment: Assessment, terms: Terms, payers: Mapping[str, str]) -> None:
    """Raises Refused while lines wait for a decision or a budget does not suffice; `payers` are names by code."""
    waiting = len(assessment.open_reviews)
    if waiting:
        raise Refused("reviews_open", count=waiting)
    for excess in excesses(assessment, terms):
        raise Refused("over_budget", payer=payers[excess.payer], budget=excess.budget, total=excess.total)


@dataclass(frozen=True)
class Change:
    """What one person gets from one payer in two versions of a month, in đồng."""

    person: str
    name: str
    payer: str
    before: int
    after: int


def changes(before: Assessment, after: Assessment) -> list[Change]:
    """The people whose amount differs, in the order of lists: the newer month's first, then who is gone from it."""
    old, new = sums(before.lines), sums(after.lines)
    names = {line.person: line.name for line in (*before.lines, *after.lines)}
    return [
        Change(person, names[person], payer, old.get((person, payer), 0), new.get((person, payer), 0))
        for person, payer in dict.fromkeys((*new, *old))
        if old.get((person, payer), 0) != new.get((person, payer), 0)
    ]


def sums(lines: Iterable[Line]) -> dict[tuple[str, str], int]:
    """What the lines come to by person and payer, in đồng."""
    found: dict[tuple[str, str], int] = {}
    for line in lines:
        found[line.person, line.payer] = found.get((line.person, line.payer), 0) + line.amount
    return found
