"""What a payer handed out in a year, person by person: a workbook with sums that can be recomputed, and the paper."""

import io
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from nhipcau.documents import archive
from nhipcau.documents.payments import DoesNotAddUp, Words
from nhipcau.documents.sentences import Sentences
from nhipcau.documents.typesetter import Data
from nhipcau.documents.workbook import TEXT_STAYS_TEXT, put_on_landscape_a4
from nhipcau.ports.outputs import YearDocument
from nhipcau.rules.allowance.year import MONTHS, YearRow
from nhipcau.rules.vietnamese import grouped

TITLE, ABOUT, HEADINGS, FIRST = 0, 1, 3, 4
WIDTHS = (6, 12, 26, *(11 for _ in MONTHS), 13, 13, 13)
MONEY = 3
"""The first column of money: those of the twelve months, then their sum, the tax, what arrived."""
GROSS, TAX, NET = MONEY + 12, MONEY + 13, MONEY + 14


def year_workbook(document: YearDocument, words: Words, speech: Sentences) -> bytes:
    """The bytes of the file. Raises DoesNotAddUp when its rows are not what the lists paid (R39)."""
    _check(document)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, TEXT_STAYS_TEXT) as book:
        created = datetime.combine(date(document.year, 12, 31), time())
        book.set_properties({"title": words["title"], "created": created})
        _write(book, document, words, speech)
    return archive.repacked(target)


def year_page(document: YearDocument, words: Words, speech: Sentences) -> Data:
    """The same on paper. Raises DoesNotAddUp."""
    _check(document)
    rows = [[str(number), row.person, row.name, *map(grouped, _money(row))] for number, row in _numbered(document)]
    return {
        "title": f"{words['title']} {document.year}",
        "about": _about(document, speech),
        "columns": _columns(words),
        "rows": rows,
        "total": words["total"],
        "totals": [grouped(amount) for amount in _sums(document)],
        "page": words["page"],
    }


def _check(document: YearDocument) -> None:
    listed = sum(row.net for row in document.rows)
    if listed != document.paid:
        raise DoesNotAddUp(f"{document.payer} {document.year}: the rows come to {listed}, not {document.paid}")


def _about(document: YearDocument, speech: Sentences) -> str:
    payer = speech.name(document.payer_names)
    return speech.say("year_of", payer=payer, year=document.year, listed=len(document.rows))


def _columns(words: Words) -> list[str]:
    return [*words["columns"], *(f"{words['month']}{month}" for month in MONTHS), *words["sums"]]


def _numbered(document: YearDocument) -> "enumerate[YearRow]":
    return enumerate(document.rows, 1)


def _money(row: YearRow) -> list[int]:
    return [*(row.gross.get(month, 0) for month in MONTHS), row.total, row.tax, row.net]


def _sums(document: YearDocument) -> list[int]:
    columns = zip(*(_money(row) for row in document.rows), strict=True)
    return [sum(column) for column in columns]


def _write(book: Any, document: YearDocument, words: Words, speech: Sentences) -> None:
    text = book.add_format({"font_name": "Times New Roman", "quote_prefix": True})
    bold = book.add_format({"font_name": "Times New Roman", "bold": True, "border": 1, "text_wrap": True})
    page = book.add_worksheet(words["sheet"])
    put_on_landscape_a4(page, WIDTHS, HEADINGS)
    page.write_string(TITLE, 0, f"{words['title']} {document.year}", text)
    page.write_string(ABOUT, 0, _about(document, speech), text)
    for column, head in enumerate(_columns(words)):
        page.write_string(HEADINGS, column, head, bold)
    _write_rows(book, page, document)


def _write_rows(book: Any, page: Any, document: YearDocument) -> None:
    text = book.add_format({"font_name": "Times New Roman", "border": 1, "quote_prefix": True})
    money = book.add_format({"font_name": "Times New Roman", "border": 1, "num_format": "#,##0"})
    for number, row in _numbered(document):
        at = FIRST + number - 1
        page.write_number(at, 0, number, money)
        page.write_string(at, 1, row.person, text)
        page.write_string(at, 2, row.name, text)
        for month in MONTHS:
            page.write_number(at, MONEY + month - 1, row.gross.get(month, 0), money)
        months = f"{xl_rowcol_to_cell(at, MONEY)}:{xl_rowcol_to_cell(at, GROSS - 1)}"
        page.write_formula(at, GROSS, f"=SUM({months})", money, row.total)
        page.write_number(at, TAX, row.tax, money)
        cells = xl_rowcol_to_cell(at, GROSS), xl_rowcol_to_cell(at, TAX)
        page.write_formula(at, NET, f"={cells[0]}-{cells[1]}", money, row.net)
    end = FIRST + len(document.rows)
    for column, amount in enumerate(_sums(document), MONEY):
        span = f"{xl_rowcol_to_cell(FIRST, column)}:{xl_rowcol_to_cell(end - 1, column)}"
        page.write_formula(end, column, f"=SUM({span})", money, amount)
