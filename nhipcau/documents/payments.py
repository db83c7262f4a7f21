"""The rows and the foot of a payment list, refused before anything is written when they do not add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from nhipcau.documents.sentences import Sentences
from nhipcau.documents.typesetter import Data
from nhipcau.ports.outputs import ListDocument
from nhipcau.rules.allowance.lines import Line
from nhipcau.rules.allowance.lists import RowSums, list_rows, row_sums
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
    """One person as the list prints them; money in đồng."""

    number: int
    name: str
    unit: str
    level: str
    coefficient: Fraction
    base: int
    sums: RowSums
    account: str
    note: str


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

    @cached_property
    def taxed(self) -> bool:
        """Whether the list has a column for tax. Every row asks."""
        return any(row.sums.tax for row in self.rows)


def payment_sheet(document: ListDocument, speech: Sentences) -> PaymentSheet:
    """Raises DoesNotAddUp."""
    people = enumerate(list_rows(document.payments.lines), 1)
    rows = tuple(_row(number, lines, document, speech) for number, lines in people)
    _check(rows, document)
    paid = sum(1 for row in rows if row.sums.net)
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


def _row(number: int, lines: Sequence[Line], document: ListDocument, speech: Sentences) -> PaymentRow:
    first = lines[0]
    reasons = (reason for line in lines for reason in line.reasons if reason.code not in PLAIN)
    return PaymentRow(
        number=number,
        name=first.name,
        unit=speech.name(document.unit_names[first.unit]),
        level=speech.name(document.level_names[first.level]) if first.level else "",
        coefficient=first.coefficient,
        base=first.base,
        sums=row_sums(lines),
        account=document.accounts.get(first.person, ""),
        note=" ".join(speech.reason(reason) for reason in reasons),
    )


def _check(rows: Sequence[PaymentRow], document: ListDocument) -> None:
    payments = document.payments
    where = f"{document.payer} {document.month}"
    listed = sum(row.sums.net for row in rows)
    if listed != payments.total:
        raise DoesNotAddUp(f"{where}: the lines come to {listed}, the total is {payments.total}")
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
    written = [grouped(row.base) if row.base else "", *map(grouped, _money(row.sums, taxed))]
    return [str(row.number), row.name, row.unit, row.level, coefficient, *written, row.account, row.note]


def totals(sheet: PaymentSheet) -> list[int]:
    """The foot: allowance, bonus, adjustment, total, tax where it is withheld, net."""
    parts = [_money(row.sums, sheet.taxed) for row in sheet.rows]
    return [sum(column) for column in zip(*parts, strict=True)] if parts else [0] * 5


def _money(sums: RowSums, taxed: bool) -> list[int]:
    withheld = [sums.tax] if taxed else []
    return [sums.allowance, sums.bonus, sums.adjustment, sums.total, *withheld, sums.net]
