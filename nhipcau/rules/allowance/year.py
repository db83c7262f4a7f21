"""What was paid in a year, by the day of payment: one row a person and payer, for the tax office."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nhipcau.rules.allowance.corrections import Closed
from nhipcau.rules.allowance.lines import Line
from nhipcau.rules.allowance.lists import row_sums

MONTHS = range(1, 13)


@dataclass(frozen=True)
class YearRow:
    """One person's year with one payer, in đồng: what was paid before tax by month of payment, and the tax withheld."""

    person: str
    name: str
    gross: Mapping[int, int] = field(default_factory=dict)
    tax: int = 0

    @property
    def total(self) -> int:
        return sum(self.gross.values())

    @property
    def net(self) -> int:
        return self.total - self.tax

    def plus(self, month: int, lines: Iterable[Line]) -> "YearRow":
        sums = row_sums(lines)
        gross = {**self.gross, month: self.gross.get(month, 0) + sums.total}
        return YearRow(self.person, self.name, gross, self.tax + sums.tax)


def year_lists(versions: Iterable[Closed], year: int) -> dict[str, list[YearRow]]:
    """By payer, everyone to whom something was handed out in that year, in the order of the lists.

    Every version of a month that was paid counts: a later one pays only what differs.
    """
    found: dict[str, dict[str, YearRow]] = {}
    for closed in versions:
        if closed.paid and closed.terms.pays_on.year == year:
            for (payer, person), lines in _by_payer(closed.assessment.lines).items():
                rows = found.setdefault(payer, {})
                row = rows.get(person, YearRow(person, lines[0].name))
                rows[person] = row.plus(closed.terms.pays_on.month, lines)
    kept = {payer: [row for row in rows.values() if row.total or row.tax] for payer, rows in found.items()}
    return {payer: rows for payer, rows in kept.items() if rows}


def _by_payer(lines: Iterable[Line]) -> dict[tuple[str, str], list[Line]]:
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        found.setdefault((line.payer, line.person), []).append(line)
    return found
