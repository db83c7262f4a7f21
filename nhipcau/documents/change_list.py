"""What a month that was closed again pays otherwise than before: a workbook whose sums recompute, and the paper."""

import io
from datetime import datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from nhipcau.documents import archive
from nhipcau.documents.payments import DoesNotAddUp, Words
from nhipcau.documents.sentences import Sentences
from nhipcau.documents.typesetter import Data
from nhipcau.documents.workbook import TEXT_STAYS_TEXT, put_on_landscape_a4
from nhipcau.ports.outputs import ChangeDocument
from nhipcau.rules.allowance.lists import Change
from nhipcau.rules.vietnamese import grouped

WIDTHS = (6, 14, 28, 30, 16, 16, 16)
"""Number, code, name, payer, before, after, difference: in characters."""
TITLE, BECAUSE, HEADINGS, FIRST = 0, 1, 3, 4
BEFORE, DIFFERENCE = 4, 6


def change_workbook(document: ChangeDocument, words: Words, speech: Sentences) -> bytes:
    """The bytes of the file. Raises DoesNotAddUp when the changes do not explain the difference of the totals (R39)."""
    _check(document)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, TEXT_STAYS_TEXT) as book:
        book.set_properties({"title": words["title"], "created": datetime.combine(document.prepared_on, time())})
        _write(book, document, words, speech)
    return archive.repacked(target)


def change_page(document: ChangeDocument, words: Words, speech: Sentences) -> Data:
    """The same on paper. Raises DoesNotAddUp."""
    _check(document)
    return {
        "title": f"{words['title']} – {speech.month(document.month)}",
        "about": speech.say("because", version=document.version, reason=document.because),
        "columns": words["columns"],
        "rows": [_cells(number, change, document, speech) for number, change in enumerate(document.changes, 1)],
        "total": words["total"],
        "totals": [grouped(amount) for amount in _sums(document)],
        "page": words["page"],
    }


def _cells(number: int, change: Change, document: ChangeDocument, speech: Sentences) -> list[str]:
    payer = speech.name(document.unit_names[change.payer])
    money = map(grouped, (change.before, change.after, change.after - change.before))
    return [str(number), change.person, change.name, payer, *money]


def _check(document: ChangeDocument) -> None:
    listed = sum(change.after - change.before for change in document.changes)
    if listed != document.after - document.before:
        where = f"{document.month} version {document.version}"
        raise DoesNotAddUp(f"{where}: the changes come to {listed}, not {document.after - document.before}")


def _sums(document: ChangeDocument) -> tuple[int, int, int]:
    """Before, after, difference."""
    before = sum(change.before for change in document.changes)
    return before, sum(change.after for change in document.changes), document.after - document.before


def _write(book: Any, document: ChangeDocument, words: Words, speech: Sentences) -> None:
    text = book.add_format({"font_name": "Times New Roman", "quote_prefix": True})
    bold = book.add_format({"font_name": "Times New Roman", "bold": True, "border": 1, "text_wrap": True})
    page = book.add_worksheet(words["sheet"])
    put_on_landscape_a4(page, WIDTHS, HEADINGS)
    page.write_string(TITLE, 0, f"{words['title']} – {speech.month(document.month)}", text)
    page.write_string(BECAUSE, 0, speech.say("because", version=document.version, reason=document.because), text)
    for column, head in enumerate(words["columns"]):
        page.write_string(HEADINGS, column, head, bold)
    _write_rows(book, page, document, speech)


def _write_rows(book: Any, page: Any, document: ChangeDocument, speech: Sentences) -> None:
    text = book.add_format({"font_name": "Times New Roman", "border": 1, "quote_prefix": True})
    money = book.add_format({"font_name": "Times New Roman", "border": 1, "num_format": "#,##0"})
    for number, change in enumerate(document.changes, 1):
        at = FIRST + number - 1
        page.write_number(at, 0, number, money)
        for column, words in enumerate((change.person, change.name, speech.name(document.unit_names[change.payer])), 1):
            page.write_string(at, column, words, text)
        page.write_number(at, BEFORE, change.before, money)
        page.write_number(at, BEFORE + 1, change.after, money)
        cells = xl_rowcol_to_cell(at, BEFORE + 1), xl_rowcol_to_cell(at, BEFORE)
        page.write_formula(at, DIFFERENCE, f"={cells[0]}-{cells[1]}", money, change.after - change.before)
    _write_sums(page, document, money)


def _write_sums(page: Any, document: ChangeDocument, money: Any) -> None:
    end = FIRST + len(document.changes)
    for column, amount in enumerate(_sums(document), BEFORE):
        span = f"{xl_rowcol_to_cell(FIRST, column)}:{xl_rowcol_to_cell(max(FIRST, end - 1), column)}"
        page.write_formula(end, column, f"=SUM({span})", money, amount)
