"""Payment lists: what finance files, on paper and as a workbook."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from nhipcau.documents.payments import DoesNotAddUp
from nhipcau.documents.renderer import DocumentRenderer
from nhipcau.documents.samples import SampleMonth
from nhipcau.ports.outputs import ChangeDocument, ListDocument, YearDocument
from nhipcau.rules.allowance.lines import Assessment, LineKind, Reason
from nhipcau.rules.allowance.lists import Change, payment_lists
from nhipcau.rules.allowance.year import YearRow
from nhipcau.rules.kernel import Month
from nhipcau.rules.reports import person_month
from nhipcau.rules.vietnamese import grouped
from tests.documents.reading import cells, is_tagged, one_space, pages, sheet, text

COLUMNS = [
    "STT",
    "Họ và tên",
    "Đơn vị",
    "Cấp CTV",
    "Hệ số",
    "Mức lương cơ sở",
    "Phụ cấp",
    "Thưởng đột xuất",
    "Điều chỉnh kỳ trước",
    "Tổng",
    "Thực nhận",
    "Số tài khoản / Ký nhận",
    "Ghi chú",
]
HEADINGS, FIRST = 4, 6
"""Where the workbook's headings and its first line stand, counted from nought."""


def list_of(month: SampleMonth, payer: str) -> ListDocument:
    return next(document for document in month.lists if document.payer == payer)


class TestOnPaper:
    def test_has_the_columns_and_the_foot_that_finance_expects(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        (page,) = pages(renderer.payment_list_pdf(list_of(closed, "ld_dong_nai")))
        assert " ".join(COLUMNS) in page
        assert "Cộng 468.000 0 0 468.000 468.000" in page
        assert "Tổng số người: 2; số người được chi: 1." in page
        assert "Số tiền bằng chữ: Bốn trăm sáu mươi tám nghìn đồng." in page
        assert "Căn cứ: Nghị định số 73/2024/NĐ-CP; Hướng dẫn số 167-HD/BTGTW" in page
        assert "Người lập Kế toán Thủ trưởng đơn vị" in page
        assert "Mẫu số" not in page
        assert "DỰ THẢO" not in page

    def test_shows_masked_accounts_and_leaves_room_to_sign_for_cash(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        document = list_of(closed, "ld_dong_nai")
        paid = replace(document, accounts={document.payments.lines[0].person: "••••3456 (BIDV)"})
        assert text(renderer.payment_list_pdf(paid)).count("••••3456 (BIDV)") == 1
        with ZipFile(BytesIO(renderer.payment_list_xlsx(paid))) as book:
            assert book.read("xl/sharedStrings.xml").decode().count("••••3456 (BIDV)") == 1

    def test_lists_a_line_of_nothing_with_its_reason(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        page = text(renderer.payment_list_pdf(list_of(closed, "ld_dong_nai")))
        assert "1 Lê Văn Đượm LĐLĐ Đồng Nai Cấp tỉnh, ngành 0,2 2.340.000 0 0 0 0 0" in page
        assert "Đã xem xét, không chi: không liên lạc được trong tháng" in page

    def test_leaves_the_date_to_be_written_where_no_place_is_known(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        assert "Hà Nội, ngày 05 tháng 6 năm 2026" in text(renderer.payment_list_pdf(list_of(closed, "tld")))
        blank = replace(list_of(closed, "tld"), place="")
        assert "..., ngày ..... tháng ..... năm 20" in text(renderer.payment_list_pdf(blank))

    @pytest.mark.parametrize("payer", ["tld", "ld_ho_chi_minh"])
    def test_repeats_the_headings_and_cuts_nobody(
        self, renderer: DocumentRenderer, closed: SampleMonth, payer: str
    ) -> None:
        document = list_of(closed, payer)
        found = pages(renderer.payment_list_pdf(document))
        for number, line in enumerate(document.payments.lines, 1):
            assert any(f"{number} {line.name} " in page for page in found)
        assert all(" ".join(COLUMNS) in page for page in found)

    def test_carries_no_tags_which_would_make_a_long_one_too_large_to_send(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        page = renderer.person_report(person_month(closed.facts, closed.member("ordinary")), "vi")
        assert is_tagged(page), "what one person reads may be read aloud"
        assert not is_tagged(renderer.payment_list_pdf(list_of(closed, "tld")))

    @pytest.mark.parametrize("people", [1, 2, *range(9, 18)])
    def test_never_leaves_the_signatures_alone_on_a_page(
        self, renderer: DocumentRenderer, closed: SampleMonth, people: int
    ) -> None:
        document = shortened(list_of(closed, "ld_ho_chi_minh"), people)
        last = pages(renderer.payment_list_pdf(document))[-1]
        assert f"{people} {document.payments.lines[-1].name} " in last
        assert "Cộng " in last
        assert "(Ký, họ tên, đóng dấu)" in last


class TestAsAWorkbook:
    def test_holds_numbers_and_sums_that_come_to_the_stored_total(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        for document in closed.lists[:4]:
            amounts = [line.amount for line in document.payments.lines]
            rows = cells(renderer.payment_list_xlsx(document))
            lines, total = rows[FIRST : FIRST + len(amounts)], rows[FIRST + len(amounts)]
            assert rows[HEADINGS] == COLUMNS
            assert [row[:2] for row in lines] == [[n, x.name] for n, x in enumerate(document.payments.lines, 1)]
            assert [row[6] for row in lines] == [row[10] for row in lines] == amounts
            assert total[0] == "Cộng"
            assert total[6] == total[9] == total[10] == document.payments.total

    def test_sums_by_formulas_over_exactly_its_lines(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        rows = cells(renderer.payment_list_xlsx(list_of(closed, "ld_dong_nai")), values=False)
        assert rows[FIRST][9:11] == ["=SUM(G7:I7)", "=J7"]
        assert rows[FIRST + 2][6:11] == [f"=SUM({column}7:{column}8)" for column in "GHIJK"]

    def test_formats_money_dates_and_coefficients_as_numbers(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        page = sheet(renderer.payment_list_xlsx(list_of(closed, "tld")))
        assert page["G7"].number_format == "#,##0"
        assert page["E7"].value == 0.3
        assert page["A3"].value == datetime(2026, 5, 1)  # noqa: DTZ001 - what a workbook holds has no zone
        assert page["A3"].is_date

    def test_prints_on_landscape_a4_one_page_wide_with_repeated_headings(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        page = sheet(renderer.payment_list_xlsx(list_of(closed, "tld")))
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0
        assert page.print_title_rows == "$5:$6"

    def test_keeps_the_signatures_in_one_row_that_no_page_break_splits(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        rows = cells(renderer.payment_list_xlsx(list_of(closed, "tld")))
        signed = [value.strip() for value in rows[-1] if value]
        assert signed == [
            "Người lập\n(Ký, họ tên)",
            "Kế toán\n(Ký, họ tên)",
            "Hà Nội, ngày 05 tháng 6 năm 2026\nThủ trưởng đơn vị\n(Ký, họ tên, đóng dấu)",
        ]

    @pytest.mark.parametrize("odd", ["=HYPERLINK(A1)", "+84912345678", "-1", "@SUM(A1)", "https://a.vn", "0123"])
    def test_keeps_text_text(self, renderer: DocumentRenderer, closed: SampleMonth, odd: str) -> None:
        document = list_of(closed, "ld_dong_nai")
        lines = tuple(replace(line, name=odd) for line in document.payments.lines)
        document = replace(document, payments=replace(document.payments, lines=lines), payer_names={"vi": odd})
        page = sheet(renderer.payment_list_xlsx(document), values=False)
        for cell in (page["A1"], page["B7"]):
            assert (cell.value, cell.data_type, cell.quotePrefix) == (said(cell, odd), "s", 1)

    def test_says_what_the_paper_says(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        document = list_of(closed, "ld_ho_chi_minh")
        paper = text(renderer.payment_list_pdf(document))
        for row in cells(renderer.payment_list_xlsx(document))[FIRST : FIRST + 60]:
            note = f" {row[12]}" if row[12] else ""
            assert f"{grouped(row[10])}{note}" in paper


def with_everything(document: ListDocument) -> ListDocument:
    """The list's first person with a bonus, a correction, and tax; a second who is only owed something."""
    one, other = document.payments.lines[:2]
    bonus = replace(one, amount=6_000_000, kind=LineKind.BONUS, reasons=(Reason("bonus", REWARD),), origin="DN-01")
    correction = replace(bonus, amount=-200_000, kind=LineKind.ADJUSTMENT, reasons=(Reason("corrected", LEARNED),))
    tax = replace(
        bonus, amount=-(one.amount + 5_800_000) // 10, kind=LineKind.TAX, reasons=(Reason("withheld", TAXED),)
    )
    owed = replace(other, amount=100_000, base=0, kind=LineKind.CARRY_OVER, reasons=(Reason("carried", LEARNED),))
    lines = (one, bonus, correction, tax, owed)
    (payments,) = payment_lists(Assessment(document.month, lines), [document.payer], "linh")
    return replace(document, payments=payments)


REWARD = {"case": "DN-01", "decision": "7/QĐ"}
LEARNED = {"month": "2026-04", "amount": -200_000}
TAXED = {"gross": 6_502_000, "share": "1/10", "basis": "253/2026/NĐ-CP, Điều 50 khoản 2"}


class TestWithBonusCorrectionAndTax:
    def test_a_person_stands_in_one_row_and_the_sums_agree(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        document = with_everything(list_of(closed, "tld"))
        rows = cells(renderer.payment_list_xlsx(document))
        assert rows[HEADINGS][10:12] == ["Thuế TNCN khấu trừ", "Thực nhận"]
        assert rows[FIRST][6:12] == [702_000, 6_000_000, -200_000, 6_502_000, 650_200, 5_851_800]
        assert rows[FIRST + 1][4:12] == [None, None, 0, 0, 100_000, 100_000, 0, 100_000]
        assert rows[FIRST + 2][6:12] == [702_000, 6_000_000, -100_000, 6_602_000, 650_200, 5_951_800]
        assert document.payments.total == 5_951_800
        formulas = cells(renderer.payment_list_xlsx(document), values=False)
        assert formulas[FIRST][9:12] == ["=SUM(G7:I7)", 650_200, "=J7-K7"]

    def test_the_paper_says_the_same_and_why(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        page = text(renderer.payment_list_pdf(with_everything(list_of(closed, "tld"))))
        assert "Thuế TNCN khấu trừ Thực nhận" in page
        assert "Cộng 702.000 6.000.000 -100.000 6.602.000 650.200 5.951.800" in page
        assert "Thưởng đột xuất cho tin điểm nóng DN-01 đã xác minh" in page
        assert "Thu hồi tháng 04/2026" in page
        assert "Khấu trừ thuế thu nhập cá nhân 10% của" in page


def said(cell: Any, odd: str) -> str:
    return odd.upper() if cell.coordinate == "A1" else odd


def changed(*changes: Change, after: int) -> ChangeDocument:
    names = {"tld": {"vi": "Tổng Liên đoàn"}}
    return ChangeDocument(Month(2026, 5), 2, "Sai ngày nghỉ phép", changes, 900_000, after, names, date(2026, 6, 5))


class TestWhatChanged:
    def test_names_everyone_whose_amount_differs_with_sums_by_formulas(self, renderer: DocumentRenderer) -> None:
        one = Change("CTV01", "Nguyễn Thị Ánh", "tld", 702_000, 0)
        other = Change("CTV02", "Lê Văn Bình", "tld", 0, 468_000)
        content = renderer.change_list_xlsx(changed(one, other, after=900_000 - 234_000))
        rows, formulas = cells(content), cells(content, values=False)
        assert rows[1][0] == "Bản chốt số 2. Lý do mở lại kỳ: Sai ngày nghỉ phép."
        assert rows[4:6] == [
            [1, "CTV01", "Nguyễn Thị Ánh", "Tổng Liên đoàn", 702_000, 0, -702_000],
            [2, "CTV02", "Lê Văn Bình", "Tổng Liên đoàn", 0, 468_000, 468_000],
        ]
        assert rows[6][4:] == [702_000, 468_000, -234_000]
        assert formulas[6][4:] == ["=SUM(E5:E6)", "=SUM(F5:F6)", "=SUM(G5:G6)"]

    def test_the_paper_says_the_same(self, renderer: DocumentRenderer) -> None:
        one = Change("CTV01", "Nguyễn Thị Ánh", "tld", 702_000, 0)
        read = one_space(text(renderer.change_list_pdf(changed(one, after=198_000))))
        assert "Bản chốt số 2. Lý do mở lại kỳ: Sai ngày nghỉ phép." in read
        assert "CTV01 Nguyễn Thị Ánh Tổng Liên đoàn 702.000 0 -702.000" in read
        assert "Cộng 702.000 0 -702.000" in read

    def test_that_does_not_explain_the_difference_is_refused(self, renderer: DocumentRenderer) -> None:
        for render in (renderer.change_list_xlsx, renderer.change_list_pdf):
            with pytest.raises(DoesNotAddUp, match="the changes come to 0, not -1"):
                render(changed(after=899_999))


class TestAYear:
    ROWS = (
        YearRow("CTV01", "Nguyễn Thị Ánh", {4: 2_106_000, 7: 2_106_000}, 210_600),
        YearRow("CTV02", "Lê Văn Bình", {7: 468_000}),
    )
    YEAR = YearDocument(2026, "tld", {"vi": "Tổng Liên đoàn"}, ROWS, 4_469_400)

    def test_has_a_row_a_person_with_the_months_of_payment_and_sums_by_formulas(
        self, renderer: DocumentRenderer
    ) -> None:
        content = renderer.year_list_xlsx(self.YEAR)
        rows, formulas = cells(content), cells(content, values=False)
        assert rows[1][0] == "Tổng Liên đoàn · năm 2026, theo ngày chi · 2 người · đơn vị tính: đồng"
        assert rows[4][:3] == [1, "CTV01", "Nguyễn Thị Ánh"]
        assert (rows[4][6], rows[4][9], rows[4][15:]) == (2_106_000, 2_106_000, [4_212_000, 210_600, 4_001_400])
        assert rows[6][15:] == [4_680_000, 210_600, 4_469_400]
        assert formulas[4][15:] == ["=SUM(D5:O5)", 210_600, "=P5-Q5"]
        assert formulas[6][15:] == ["=SUM(P5:P6)", "=SUM(Q5:Q6)", "=SUM(R5:R6)"]

    def test_the_paper_says_the_same_on_one_page_width(self, renderer: DocumentRenderer) -> None:
        read = one_space(text(renderer.year_list_pdf(self.YEAR)))
        assert "BẢNG KÊ PHỤ CẤP ĐÃ CHI TRONG NĂM 2026" in read
        assert "4.212.000 210.600 4.001.400" in read
        assert "4.680.000 210.600 4.469.400" in read

    def test_that_is_not_what_the_lists_paid_is_refused(self, renderer: DocumentRenderer) -> None:
        for render in (renderer.year_list_xlsx, renderer.year_list_pdf):
            with pytest.raises(DoesNotAddUp, match="the rows come to 4469400, not 1"):
                render(replace(self.YEAR, paid=1))


class TestAList:
    def test_that_does_not_add_up_is_refused(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        document = list_of(closed, "tld")
        wrong = replace(document, payments=replace(document.payments, total=document.payments.total + 1))
        for render in (renderer.payment_list_pdf, renderer.payment_list_xlsx):
            with pytest.raises(DoesNotAddUp, match=r"the total is 24570001"):
                render(wrong)

    def test_whose_words_read_another_amount_is_refused(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        document = list_of(closed, "tld")
        wrong = replace(document, payments=replace(document.payments, words="Một đồng"))
        with pytest.raises(DoesNotAddUp, match="does not read"):
            renderer.payment_list_xlsx(wrong)


def shortened(document: ListDocument, people: int) -> ListDocument:
    payments = document.payments
    (short,) = payment_lists(Assessment(document.month, payments.lines[:people]), [payments.payer], "linh")
    return replace(document, payments=short)
