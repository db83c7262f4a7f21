"""A payment list as a workbook: real numbers, sums that can be recomputed, ready to print on landscape A4."""

import io
import textwrap
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from nhipcau.documents import archive
from nhipcau.documents.payments import DoesNotAddUp, PaymentRow, PaymentSheet, totals
from nhipcau.ports.outputs import ListDocument

Words = Mapping[str, Any]

WIDTHS = (5, 24, 20, 13, 6.5, 11, 11, 9.5, 10, 11.5, 11.5, 14, 36)
"""Characters; fitted to landscape A4 the text comes out at about 8.5 points, as on the PDF."""
ALLOWANCE, ADJUSTMENT, TOTAL, NET, SIGNED, NOTE = 6, 8, 9, 10, 11, 12
BLOCKS = ((0, 3), (4, 8), (9, 12))
"""The columns under which each of three people signs."""
TEXT_STAYS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
PAYER, TITLE, MONTH, CURRENCY, HEADINGS, LETTERS, FIRST = range(7)
TEXT_LINE, SIGNATURES = 14.5, 135
"""Heights in points."""


def payment_workbook(sheet: PaymentSheet, document: ListDocument, words: Words) -> bytes:
    """The bytes of the file, read back and compared with the list. Raises DoesNotAddUp."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, TEXT_STAYS_TEXT) as book:
        created = datetime.combine(document.prepared_on, time())
        book.set_properties({"title": f"{words['title']} – {sheet.month} – {sheet.payer}", "created": created})
        _Writer(book, sheet, words).write(datetime.combine(document.month.first, time()))
    _check(target, sheet)
    return archive.repacked(target)


def _check(target: io.BytesIO, sheet: PaymentSheet) -> None:
    """What stands in the file: as many numbered rows as lines, net amounts that come to the total (R39)."""
    numbered = [row for row in archive.numbers(target, "A") if row > FIRST]
    net = archive.numbers(target, "K")
    paid = sum(net[row] for row in numbered)
    if (len(numbered), paid) != (len(sheet.rows), sheet.total):
        raise DoesNotAddUp(
            f"{sheet.payer}: the file has {len(numbered)} lines of {paid}, not {len(sheet.rows)} of {sheet.total}"
        )


class _Writer:
    def __init__(self, book: Any, sheet: PaymentSheet, words: Words) -> None:
        self._book, self._sheet, self._words = book, sheet, words
        self._page = book.add_worksheet(words["sheet"])
        self._styles: dict[str, Any] = {}

    def write(self, month: datetime) -> None:
        self._set_up_page()
        self._write_head(month)
        for row in self._sheet.rows:
            self._write_row(row)
        self._write_totals(FIRST + len(self._sheet.rows))
        self._write_foot(FIRST + len(self._sheet.rows) + 1)

    def _style(self, **wanted: object) -> Any:
        """One format for each combination; `quote_prefix` keeps text text even after somebody edits the cell."""
        key = repr(sorted(wanted.items()))
        if key not in self._styles:
            basic = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter", "text_wrap": True}
            self._styles[key] = self._book.add_format({**basic, "quote_prefix": True, **wanted})
        return self._styles[key]

    def _number(self, **wanted: object) -> Any:
        return self._style(**{"border": 1, "num_format": "#,##0", "quote_prefix": False, **wanted})

    def _set_up_page(self) -> None:
        page = self._page
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEADINGS, LETTERS)
        page.freeze_panes(FIRST, 2)
        page.hide_gridlines(2)
        foot = f"{self._sheet.payer} · {self._sheet.month} · {self._sheet.origin}".replace("&", "&&")
        page.set_footer(f'&L&"Times New Roman"&8{foot}&R&"Times New Roman"&8{self._words["page"]} &P/&N')
        for column, width in enumerate(WIDTHS):
            page.set_column(column, column, width)

    def _write_head(self, month: datetime) -> None:
        page, words = self._page, self._words
        page.merge_range(PAYER, 0, PAYER, 3, self._sheet.payer.upper(), self._style(bold=True, align="center"))
        page.merge_range(TITLE, 0, TITLE, NOTE, words["title"], self._style(bold=True, align="center", font_size=14))
        in_words = self._style(align="center", font_size=12, num_format=words["month_format"], quote_prefix=False)
        page.merge_range(MONTH, 0, MONTH, NOTE, month, in_words)
        page.merge_range(CURRENCY, 0, CURRENCY, NOTE, words["currency"], self._style(italic=True, align="right"))
        heads = list(words["columns"].values())
        page.set_row(HEADINGS, 3 * TEXT_LINE)
        for column, (head, letter) in enumerate(heads):
            page.write_string(HEADINGS, column, head, self._style(bold=True, align="center", border=1))
            page.write_string(LETTERS, column, letter, self._style(align="center", border=1, font_size=9))

    def _write_row(self, row: PaymentRow) -> None:
        page, at = self._page, FIRST + row.number - 1
        texts = {1: row.name, 2: row.unit, 3: row.level, NOTE: row.note, SIGNED: ""}
        page.set_row(at, _height(texts))
        page.write_number(at, 0, row.number, self._number(align="center"))
        for column, text in texts.items():
            page.write_string(at, column, text, self._style(border=1, font_size=9 if column == NOTE else 11))
        page.write_number(at, 4, float(row.coefficient), self._number(num_format="0.0##"))
        for column, amount in enumerate((row.base, row.allowance, row.bonus, row.adjustment), 5):
            page.write_number(at, column, amount, self._number())
        parts = f"{xl_rowcol_to_cell(at, ALLOWANCE)}:{xl_rowcol_to_cell(at, ADJUSTMENT)}"
        page.write_formula(at, TOTAL, f"=SUM({parts})", self._number(), row.total)
        page.write_formula(at, NET, f"={xl_rowcol_to_cell(at, TOTAL)}", self._number(bold=True), row.net)

    def _write_totals(self, at: int) -> None:
        page = self._page
        page.set_row(at, 1.5 * TEXT_LINE)
        page.merge_range(
            at, 0, at, ALLOWANCE - 1, self._words["total"], self._style(bold=True, align="center", border=1)
        )
        for column, amount in enumerate(totals(self._sheet.rows), ALLOWANCE):
            span = f"{xl_rowcol_to_cell(FIRST, column)}:{xl_rowcol_to_cell(at - 1, column)}"
            page.write_formula(at, column, f"=SUM({span})", self._number(bold=True), amount)
        for column in (SIGNED, NOTE):
            page.write_blank(at, column, None, self._style(border=1))

    def _write_foot(self, at: int) -> None:
        sheet, words = self._sheet, self._words
        lines = [sheet.people, f"{words['in_words']}: {sheet.words}"]
        if sheet.bases:
            lines.append(f"{words['bases']}: {'; '.join(sheet.bases)}.")
        for line in lines:
            self._page.merge_range(at, 0, at, NOTE, line, self._style())
            self._page.set_row(at, TEXT_LINE * _lines(line, sum(WIDTHS)))
            at += 1
        self._write_signatures(at)

    def _write_signatures(self, at: int) -> None:
        """One tall row: a row is never split between two pages, so the signatures stay together."""
        bold, slanted = self._style(bold=True), self._style(italic=True)
        place = self._style(align="center", valign="top")
        self._page.set_row(at, SIGNATURES)
        heads = ["", "", self._sheet.place_and_date]
        for (first, last), head, (who, how) in zip(BLOCKS, heads, self._words["signers"], strict=True):
            self._page.merge_range(at, first, at, last, "", place)
            self._page.write_rich_string(at, first, slanted, f"{head or ' '}\n", bold, who, slanted, f"\n{how}", place)


def _height(texts: Mapping[int, str]) -> float:
    """Room for the longest cell, and never less than a signature needs."""
    return max(2 * TEXT_LINE, TEXT_LINE * max(_lines(text, WIDTHS[column]) for column, text in texts.items()))


def _lines(text: str, width: float) -> int:
    """How many lines a text takes, by a cautious guess of its width."""
    return len(textwrap.wrap(text, int(width * 0.95))) or 1
