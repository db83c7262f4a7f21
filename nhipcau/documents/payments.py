"""The rows and the foot of a payment list, refused before anything is written when they do not add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nhipcau.documents.sentences import Sentences
from nhipcau.documents.typesetter import Data
from nhipcau.ports.outputs import ListDocument
from nhipcau.rules.allowance.lines import Line
from nhipcau.rules.vietnamese import grouped, money_in_words

PLAIN = frozenset({"basis", "whole_month"})
"""Rules that need no remark: they say that all is as usual."""


class DoesNotAddUp(Exception):
    """A payment list whose rows, total and words disagree, or whose file does not hold what was asked of it (R39)."""


@dataclass(frozen=True)
class PaymentRow:
    """One line as it is printed; money in đồng. `bonus` and `adjustment` are separate so that each is explained."""

    number: int
    name: str
    unit: str
    level: str
    coefficient: Fraction
    base: int
    allowance: int
    bonus: int
    adjustment: int
    note: str

    @property
    def total(self) -> int:
        return self.allowance + self.bonus + self.adjustment

    @property
    def net(self) -> int:
        return self.total


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


def payment_sheet(document: ListDocument, speech: Sentences) -> PaymentSheet:
    """Raises DoesNotAddUp."""
    rows = tuple(_row(number, line, document, speech) for number, line in enumerate(document.payments.lines, 1))
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


def _row(number: int, line: Line, document: ListDocument, speech: Sentences) -> PaymentRow:
    return PaymentRow(
        number=number,
        name=line.name,
        unit=speech.name(document.unit_names[line.unit]),
        level=speech.name(document.level_names[line.level]),
        coefficient=line.coefficient,
        base=line.base,
        allowance=line.amount,
        bonus=0,
        adjustment=0,
        note=" ".join(speech.reason(reason) for reason in line.reasons if reason.code not in PLAIN),
    )


def _check(rows: Sequence[PaymentRow], document: ListDocument) -> None:
    payments = document.payments
    where = f"{document.payer} {document.month}"
    if sum(row.net for row in rows) != payments.total:
        raise DoesNotAddUp(f"{where}: the lines come to {sum(row.net for row in rows)}, the total is {payments.total}")
    if payments.words not in [money_in_words(payments.total, zero_tens) for zero_tens in ("linh", "lẻ")]:
        raise DoesNotAddUp(f"{where}: {payments.words!r} does not read {payments.total}")


def payment_page(sheet: PaymentSheet, speech: Sentences) -> Data:
    return {
        "payer": sheet.payer,
        "month": sheet.month,
        "rows": [_cells(row, speech) for row in sheet.rows],
        "totals": [grouped(amount) for amount in totals(sheet.rows)],
        "words": sheet.words,
        "people": sheet.people,
        "bases": sheet.bases,
        "place_and_date": sheet.place_and_date,
        "origin": sheet.origin,
    }


def _cells(row: PaymentRow, speech: Sentences) -> list[str]:
    money = [row.base, row.allowance, row.bonus, row.adjustment, row.total, row.net]
    coefficient = speech.coefficient(row.coefficient)
    return [str(row.number), row.name, row.unit, row.level, coefficient, *map(grouped, money), "", row.note]


def totals(rows: Sequence[PaymentRow]) -> list[int]:
    """The foot: allowance, bonus, adjustment, total, net."""
    parts = [(row.allowance, row.bonus, row.adjustment, row.total, row.net) for row in rows]
    return [sum(column) for column in zip(*parts, strict=True)] if parts else [0] * 5
