"""The rows and the foot of a payment list, refused before anything is written when they do not add up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from nhipcau.documents.sentences import Sentences
from nhipcau.documents.typesetter import Data
from nhipcau.ports.outputs import ListDocument
from nhipcau.rules.allowance.lines import Line, LineKind
from nhipcau.rules.vietnamese import grouped, money_in_words

Words = Mapping[str, Any]

COLUMNS = (
    "number",
    "name",
    "unit",
    "level",
    "coefficient",
    "base",
    "allowance",
    "bonus",
    "adjustment",
    "total",
    "tax",
    "net",
    "signed",
    "note",
)
PLAIN = frozenset({"basis", "whole_month"})
"""Rules that need no remark: they say that all is as usual."""


class DoesNotAddUp(Exception):
    """A payment list whose rows, total and words disagree, or whose file does not hold what was asked of it (R39)."""


@dataclass(frozen=True)
class PaymentRow:
    """One person as the list prints them; money in đồng.

    `adjustment` is what other months leave to this one or this one to the next; `tax` is what is withheld.
    """

    number: int
    name: str
    unit: str
    level: str
    coefficient: Fraction
    base: int
    allowance: int
    bonus: int
    adjustment: int
    tax: int
    note: str

    @property
    def total(self) -> int:
        return self.allowance + self.bonus + self.adjustment

    @property
    def net(self) -> int:
        return self.total - self.tax


@dataclass(frozen=True)
class PaymentSheet:
    """A whole list as PDF and XLSX both print it."""

    payer: str
    month: str
    rows: tuple[PaymentRow, ...]
    total: int
    words: str
    people: str
    bases: tuple[str, ...]
    place_and_date: str
    origin: str

    @property
    def taxed(self) -> bool:
        """Whether the list has a column for tax."""
        return any(row.tax for row in self.rows)


def payment_sheet(document: ListDocument, speech: Sentences) -> PaymentSheet:
    """Raises DoesNotAddUp."""
    people = _by_person(document.payments.lines)
    rows = tuple(_row(number, lines, document, speech) for number, lines in enumerate(people, 1))
    _check(rows, document)
    paid = sum(1 for row in rows if row.net)
    on = document.prepared_on
    return PaymentSheet(
        payer=speech.name(document.payer_names),
        month=speech.month(document.month),
        rows=rows,
        total=document.payments.total,
        words=document.payments.words,
        people=speech.say("people", listed=len(rows), paid=paid),
        bases=tuple(speech.say("basis", text=basis) for basis in document.bases),
        place_and_date=speech.say("place_and_date", place=document.place, on=on),
        origin=speech.say("origin", version=document.version, policy=document.policy_version, on=on),
    )


def _by_person(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines of one person stand in one row; an allowance for another level begins a row of its own (P6)."""
    rows: list[list[Line]] = []
    for line in lines:
        again = rows and rows[-1][0].person == line.person
        if not again or (line.kind is LineKind.ALLOWANCE and any(x.kind is LineKind.ALLOWANCE for x in rows[-1])):
            rows.append([])
        rows[-1].append(line)
    return rows


def _row(number: int, lines: Sequence[Line], document: ListDocument, speech: Sentences) -> PaymentRow:
    first = lines[0]
    sums = {kind: sum(line.amount for line in lines if line.kind is kind) for kind in LineKind}
    reasons = (reason for line in lines for reason in line.reasons if reason.code not in PLAIN)
    return PaymentRow(
        number=number,
        name=first.name,
        unit=speech.name(document.unit_names[first.unit]),
        level=speech.name(document.level_names[first.level]) if first.level else "",
        coefficient=first.coefficient,
        base=first.base,
        allowance=sums[LineKind.ALLOWANCE],
        bonus=sums[LineKind.BONUS],
        adjustment=sums[LineKind.ADJUSTMENT] + sums[LineKind.CARRY_OVER],
        tax=-sums[LineKind.TAX],
        note=" ".join(speech.reason(reason) for reason in reasons),
    )


def _check(rows: Sequence[PaymentRow], document: ListDocument) -> None:
    payments = document.payments
    where = f"{document.payer} {document.month}"
    if sum(row.net for row in rows) != payments.total:
        raise DoesNotAddUp(f"{where}: the lines come to {sum(row.net for row in rows)}, the total is {payments.total}")
    if payments.words not in [money_in_words(payments.total, zero_tens) for zero_tens in ("linh", "lẻ")]:
        raise DoesNotAddUp(f"{where}: {payments.words!r} does not read {payments.total}")


def payment_page(sheet: PaymentSheet, speech: Sentences, words: Words) -> Data:
    return {
        "payer": sheet.payer,
        "month": sheet.month,
        "columns": columns(words, sheet.taxed),
        "rows": [_cells(row, sheet.taxed, speech) for row in sheet.rows],
        "totals": [grouped(amount) for amount in totals(sheet)],
        "words": sheet.words,
        "people": sheet.people,
        "bases": sheet.bases,
        "place_and_date": sheet.place_and_date,
        "origin": sheet.origin,
    }


def columns(words: Words, taxed: bool) -> list[Sequence[str]]:
    """The title and the letter of every column; one for tax only where tax is withheld."""
    titles = {**words["columns"], **(words["taxed_columns"] if taxed else {})}
    return [titles[name] for name in COLUMNS if name in titles]


def _cells(row: PaymentRow, taxed: bool, speech: Sentences) -> list[str]:
    coefficient = speech.coefficient(row.coefficient) if row.base else ""
    money = [row.allowance, row.bonus, row.adjustment, row.total, *_tax_and_net(row, taxed)]
    written = [grouped(row.base) if row.base else "", *map(grouped, money)]
    return [str(row.number), row.name, row.unit, row.level, coefficient, *written, "", row.note]


def totals(sheet: PaymentSheet) -> list[int]:
    """The foot: allowance, bonus, adjustment, total, tax where it is withheld, net."""
    parts = [
        (row.allowance, row.bonus, row.adjustment, row.total, *_tax_and_net(row, sheet.taxed)) for row in sheet.rows
    ]
    return [sum(column) for column in zip(*parts, strict=True)] if parts else [0] * 5


def _tax_and_net(row: PaymentRow, taxed: bool) -> list[int]:
    return [row.tax, row.net] if taxed else [row.net]
