"""Official papers: drafts in the layout of NĐ 30/2020 (Phụ lục I), as PDF and as a Word file, saying the same."""

import hashlib
import io
from dataclasses import replace

import pytest
from docx import Document
from docx.shared import Mm, Pt
from pypdf import PdfReader

from nhipcau.documents.renderer import DocumentRenderer
from nhipcau.documents.samples import SampleMonth
from nhipcau.ports.outputs import PaperHead, Reported
from nhipcau.rules.reports import campaign_result, network_month, review
from tests.documents.reading import one_space, pages, text

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEAD = PaperHead(
    superior="Tổng Liên đoàn Lao động Việt Nam",
    issuer="Ban Tuyên giáo",
    symbol="BC-TG",
    place="Hà Nội",
    authority=("TL. Đoàn Chủ tịch", "Trưởng ban"),
    recipients=("Các liên đoàn lao động tỉnh, thành phố", "Lưu: VT, TG"),
    bases=("Đề án tuyên truyền trên mạng xã hội", "Kế hoạch truyền thông năm 2026"),
)

NATIONAL_TITLE = Mm(90)
"""What the Quốc hiệu takes at 12 points, with some room for a face that runs wider."""


@pytest.fixture(scope="module")
def month(closed: SampleMonth) -> Reported:
    return network_month(closed.facts)


def words(docx: bytes) -> str:
    """All that is written in the body and its tables, in reading order."""
    paragraphs = Document(io.BytesIO(docx)).element.body.iter(f"{WORD}p")
    return one_space(" ".join("".join(run.text or "" for run in part.iter(f"{WORD}t")) for part in paragraphs))


def lines_of(pdf: bytes) -> list[str]:
    """The first page, line by line."""
    return [one_space(line) for line in PdfReader(io.BytesIO(pdf)).pages[0].extract_text().splitlines()]


class TestTheBlocks:
    def test_stand_in_their_order(self, renderer: DocumentRenderer, month: Reported) -> None:
        for written in (text(renderer.paper_pdf(month, HEAD)), words(renderer.paper_docx(month, HEAD))):
            places = [
                written.index(block)
                for block in (
                    "BAN TUYÊN GIÁO",
                    "BÁO CÁO",
                    "Kết quả hoạt động của mạng lưới",
                    "Căn cứ Đề án tuyên truyền trên mạng xã hội;",
                    "Căn cứ Kế hoạch truyền thông năm 2026.",
                    "I. TÌNH HÌNH CHUNG",
                    "II. KẾT QUẢ THỰC HIỆN",
                    "III. ĐÁNH GIÁ",
                    "./.",
                )
            ]
            assert places == sorted(places)
            assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in written
            assert "Độc lập - Tự do - Hạnh phúc" in written
            assert "- Lưu: VT, TG" in written

    def test_leave_number_date_and_signature_empty_and_say_draft(
        self, renderer: DocumentRenderer, month: Reported
    ) -> None:
        for written in (text(renderer.paper_pdf(month, HEAD)), words(renderer.paper_docx(month, HEAD))):
            assert "DỰ THẢO" in written
            assert "Số: /BC-TG" in written
            assert "Hà Nội, ngày tháng năm 20" in written
            assert "TL. ĐOÀN CHỦ TỊCH" in written

    def test_keep_the_national_title_and_the_period_on_one_line(
        self, renderer: DocumentRenderer, month: Reported
    ) -> None:
        lines = lines_of(renderer.paper_pdf(month, HEAD))
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in lines
        assert "tháng 5 năm 2026" in lines
        word = Document(io.BytesIO(renderer.paper_docx(month, HEAD)))
        assert (word.tables[0].columns[1].width or 0) >= NATIONAL_TITLE
        assert any(paragraph.text.endswith("tháng\u00a05\u00a0năm\u00a02026") for paragraph in word.paragraphs)

    def test_do_not_leave_the_signature_alone_on_a_page(self, renderer: DocumentRenderer, month: Reported) -> None:
        last = pages(renderer.paper_pdf(month, HEAD))[-1]
        assert "Trên đây là báo cáo kết quả" in last
        assert last.index("./.") < last.index("Nơi nhận:")


class TestTheWordFile:
    def test_has_the_margins_the_face_and_the_sizes_of_the_decree(
        self, renderer: DocumentRenderer, month: Reported
    ) -> None:
        document = Document(io.BytesIO(renderer.paper_docx(month, HEAD)))
        (page,) = document.sections
        sides = (page.page_width, page.page_height, page.top_margin, page.bottom_margin, page.left_margin)
        assert [round(side / Mm(1)) for side in (*sides, page.right_margin)] == [210, 297, 20, 20, 30, 20]
        assert page.different_first_page_header_footer
        body = document.styles["Normal"].font
        assert (body.name, body.size) == ("Times New Roman", Pt(14))

    def test_says_what_the_pdf_says(self, renderer: DocumentRenderer, month: Reported) -> None:
        printed = text(renderer.paper_pdf(month, HEAD)).replace(" ", "")
        sentences = words(renderer.paper_docx(month, HEAD)).split(". ")
        said = [sentence for sentence in sentences if sentence.startswith(("Các đợt", "Trong tháng còn"))]
        assert len(said) == 2
        assert all(sentence.replace(" ", "") in printed for sentence in said)

    def test_takes_text_for_text(self, renderer: DocumentRenderer, month: Reported) -> None:
        odd = replace(HEAD, issuer="Ban <b> & {{ x }} 'Tuyên'", recipients=("<w:p/>", "Lưu: VT"))
        assert "BAN <B> & {{ X }} 'TUYÊN'" in words(renderer.paper_docx(month, odd))
        assert "- <w:p/>" in words(renderer.paper_docx(month, odd))


class TestTheSentences:
    def test_of_a_month_hold_its_figures(self, renderer: DocumentRenderer, month: Reported) -> None:
        written = text(renderer.paper_pdf(month, HEAD))
        assert "mạng lưới có 229 cộng tác viên thuộc 36 đơn vị" in written
        assert "1.256/1.362 lượt trả lời, đạt 92%, trong đó 998 lượt đúng hạn và 258 lượt muộn" in written
        assert "Tháng Công nhân 2026 (từ 01/05/2026 đến 31/05/2026, lời phát động đã đến 226/229 người)" in written
        assert "tổng số tiền phụ cấp của tháng là 113.958.000 đồng" in written

    def test_name_a_quiet_place_kindly(self, renderer: DocumentRenderer, month: Reported) -> None:
        assert (
            "còn nghe được ít từ Liên đoàn Lao động tỉnh Lai Châu; đề nghị cán bộ phụ trách liên hệ, hỏi thăm"
            in text(renderer.paper_pdf(month, HEAD))
        )

    def test_of_a_campaign_say_what_came_in_its_weeks(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        written = text(renderer.paper_pdf(campaign_result([closed.facts], "0"), HEAD))
        assert "Kết quả thực hiện chiến dịch “Tháng Công nhân 2026”" in written
        assert "649 tin, bài về hoạt động công đoàn, từ 35/36 đơn vị" in written

    def test_of_a_stage_hold_targets_of_months_times_1500(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        assert closed.facts.before is not None
        written = text(renderer.paper_pdf(review([closed.facts.before, closed.facts], {}), HEAD))
        assert "Sơ kết 2 tháng hoạt động của mạng lưới" in written
        assert "từ tháng 4/2026 đến tháng 5/2026" in written
        assert "so với mức phấn đấu 108.000" in written

    def test_of_a_month_without_anything_are_still_a_paper(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        nothing = network_month(replace(closed.facts, members=(), campaigns=(), before=None))
        for written in (text(renderer.paper_pdf(nothing, HEAD)), words(renderer.paper_docx(nothing, HEAD))):
            assert "trong tháng không có chiến dịch" in written
            assert "Không đồng" not in written


def test_equal_papers_are_equal_bytes(renderer: DocumentRenderer, month: Reported) -> None:
    for render in (renderer.paper_pdf, renderer.paper_docx):
        once, again = (hashlib.sha256(render(month, HEAD)).hexdigest() for _ in range(2))
        assert once == again
