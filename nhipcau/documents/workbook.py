"""A payment list as a workbook: real numbers, sums that can be recomputed, ready to print on landscape A4."""

import io
import textwrap
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from nhipcau.documents import archive
from nhipcau.documents.payments import DoesNotAddUp, PaymentRow, PaymentSheet, Words, columns, totals
from nhipcau.ports.outputs import ListDocument

WIDTHS = (5, 24, 20, 13, 6.5, 11, 11, 9.5, 10, 11.5, 11.5, 14, 36)
"""Characters; fitted to landscape A4 the text comes out at about 8.5 points, as on the PDF."""
TAX_WIDTH = 10.5
ALLOWANCE, ADJUSTMENT, TOTAL = 6, 8, 9
TEXT_STAYS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
A4 = 9
"""Its number in Excel's list of papers."""
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


def put_on_landscape_a4(page: Any, widths: Sequence[float], *headings: int) -> None:
    """One page wide, the rows of the headings on every page; widths of columns in characters."""
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(*headings)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)


def _check(target: io.BytesIO, sheet: PaymentSheet) -> None:
    """What stands in the file: as many numbered rows as lines, net amounts that come to the total (R39)."""
    numbered = [row for row in archive.numbers(target, "A") if row > FIRST]
    net = archive.numbers(target, xl_col_to_name(_Layout(sheet.taxed).net))
    paid = sum(net[row] for row in numbered)
    if (len(numbered), paid) != (len(sheet.rows), sheet.total):
        raise DoesNotAddUp(
            f"{sheet.payer}: the file has {len(numbered)} lines of {paid}, not {len(sheet.rows)} of {sheet.total}"
        )


class _Layout:
    """The columns after the total, which a column for tax moves one on; and under which of them each person signs."""

    def __init__(self, taxed: bool) -> None:
        self.net = TOTAL + 1 + taxed
        self.signed, self.note = self.net + 1, self.net + 2
        self.blocks = ((0, 3), (4, 8), (9, self.note))
        self.widths = (*WIDTHS[: TOTAL + 1], *((TAX_WIDTH,) if taxed else ()), *WIDTHS[TOTAL + 1 :])


class _Writer:
    def __init__(self, book: Any, sheet: PaymentSheet, words: Words) -> None:
        self._at = _Layout(sheet.taxed)
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
        put_on_landscape_a4(page, self._at.widths, HEADINGS, LETTERS)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.freeze_panes(FIRST, 2)
        page.hide_gridlines(2)
        foot = f"{self._sheet.payer} · {self._sheet.month} · {self._sheet.origin}".replace("&", "&&")
        page.set_footer(f'&L&"Times New Roman"&8{foot}&R&"Times New Roman"&8{self._words["page"]} &P/&N')

    def _write_head(self, month: datetime) -> None:
        page, words = self._page, self._words
        page.merge_range(PAYER, 0, PAYER, 3, self._sheet.payer.upper(), self._style(bold=True, align="center"))
        page.merge_range(
            TITLE, 0, TITLE, self._at.note, words["title"], self._style(bold=True, align="center", font_size=14)
        )
        in_words = self._style(align="center", font_size=12, num_format=words["month_format"], quote_prefix=False)
        page.merge_range(MONTH, 0, MONTH, self._at.note, month, in_words)
        page.merge_range(
            CURRENCY, 0, CURRENCY, self._at.note, words["currency"], self._style(italic=True, align="right")
        )
        heads = columns(words, self._sheet.taxed)
        page.set_row(HEADINGS, 3 * TEXT_LINE)
        for column, (head, letter) in enumerate(heads):
            page.write_string(HEADINGS, column, head, self._style(bold=True, align="center", border=1))
            page.write_string(LETTERS, column, letter, self._style(align="center", border=1, font_size=9))

    def _write_row(self, row: PaymentRow) -> None:
        page, at = self._page, FIRST + row.number - 1
        texts = {1: row.name, 2: row.unit, 3: row.level, self._at.note: row.note, self._at.signed: row.account}
        page.set_row(at, self._height(texts))
        page.write_number(at, 0, row.number, self._number(align="center"))
        for column, text in texts.items():
            page.write_string(at, column, text, self._style(border=1, font_size=9 if column == self._at.note else 11))
        for column, amount in enumerate((row.sums.allowance, row.sums.bonus, row.sums.adjustment), ALLOWANCE):
            page.write_number(at, column, amount, self._number())
        self._write_basis(row, at)
        parts = f"{xl_rowcol_to_cell(at, ALLOWANCE)}:{xl_rowcol_to_cell(at, ADJUSTMENT)}"
        page.write_formula(at, TOTAL, f"=SUM({parts})", self._number(), row.sums.total)
        after_tax = xl_rowcol_to_cell(at, TOTAL)
        if self._sheet.taxed:
            page.write_number(at, TOTAL + 1, row.sums.tax, self._number())
            after_tax += f"-{xl_rowcol_to_cell(at, TOTAL + 1)}"
        page.write_formula(at, self._at.net, f"={after_tax}", self._number(bold=True), row.sums.net)

    def _write_basis(self, row: PaymentRow, at: int) -> None:
        """Coefficient and base salary, left empty where the row has no allowance of this month."""
        if row.base:
            self._page.write_number(at, 4, float(row.coefficient), self._number(num_format="0.0##"))
            self._page.write_number(at, 5, row.base, self._number())
        else:
            self._page.write_blank(at, 4, None, self._number())
            self._page.write_blank(at, 5, None, self._number())

    def _height(self, texts: Mapping[int, str]) -> float:
        """Room for the longest cell, and never less than a signature needs."""
        longest = max(_lines(text, self._at.widths[column]) for column, text in texts.items())
        return max(2 * TEXT_LINE, TEXT_LINE * longest)

    def _write_totals(self, at: int) -> None:
        page = self._page
        page.set_row(at, 1.5 * TEXT_LINE)
        page.merge_range(
            at, 0, at, ALLOWANCE - 1, self._words["total"], self._style(bold=True, align="center", border=1)
        )
        for column, amount in enumerate(totals(self._sheet), ALLOWANCE):
            span = f"{xl_rowcol_to_cell(FIRST, column)}:{xl_rowcol_to_cell(at - 1, column)}"
            page.write_formula(at, column, f"=SUM({span})", self._number(bold=True), amount)
        for column in (self._at.signed, self._at.note):
            page.write_blank(at, column, None, self._style(border=1))

    def _write_foot(self, at: int) -> None:
        sheet, words = self._sheet, self._words
        lines = [sheet.people, f"{words['in_words']}: {sheet.words}"]
        if sheet.bases:
            lines.append(f"{words['bases']}: {'; '.join(sheet.bases)}.")
        for line in lines:
            self._page.merge_range(at, 0, at, self._at.note, line, self._style())
            self._page.set_row(at, TEXT_LINE * _lines(line, sum(self._at.widths)))
            at += 1
        self._write_signatures(at)

    def _write_signatures(self, at: int) -> None:
        """One tall row: a row is never split between two pages, so the signatures stay together."""
        bold, slanted = self._style(bold=True), self._style(italic=True)
        place = self._style(align="center", valign="top")
        self._page.set_row(at, SIGNATURES)
        heads = ["", "", self._sheet.place_and_date]
        for (first, last), head, (who, how) in zip(self._at.blocks, heads, self._words["signers"], strict=True):
            self._page.merge_range(at, first, at, last, "", place)
            self._page.write_rich_string(at, first, slanted, f"{head or ' '}\n", bold, who, slanted, f"\n{how}", place)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes, by a cautious guess of its width."""
    return len(textwrap.wrap(text, int(width * 0.95))) or 1
