"""/phucap: what a collaborator sees of the own allowance, confirms, and asks about."""

import pytest

from tests.fakes.house import House
from tests.jobs.test_month_close import PAY, check_and_close

GOT, WRONG, STANDS, ADJUSTED = "✅ Tôi đã nhận", "❓ Tôi thấy chưa đúng", "Số liệu đúng", "Có sai, sẽ điều chỉnh"
IN_WORDS = "✍️ Trả lời bằng lời"


@pytest.fixture
def paid(drafted: House) -> House:
    check_and_close(drafted)
    drafted.presses("Oanh", PAY)
    return drafted


def test_shows_every_line_with_its_reasons(paid: House) -> None:
    paid.says("Bình", "/phucap")
    told = paid.reads("Bình")[-1].replace("\u00a0", " ")
    assert told.splitlines() == [
        "💵 Phụ cấp tháng 05/2026: 468.000 đồng",
        "Đã chi.",
        "",
        "phụ cấp: 468.000 đồng (được chi)",
        "• Mức cả tháng: hệ số 0,2 × lương cơ sở 2.340.000 đồng (Nghị định 73/2024/NĐ-CP).",
        "• Tham gia cả tháng (31 ngày).",
        "• Chưa có báo cáo tháng.",
        "• Đã xem xét, đồng ý chi: Đơn vị xác nhận có làm việc (Ngô Đức Long).",
    ]
    assert list(paid.sees("Bình").labels) == [GOT, WRONG]


def test_before_the_close_it_says_that_this_may_change(drafted: House) -> None:
    drafted.says("Bình", "/phucap")
    shown = drafted.sees("Bình")
    assert "Chưa chốt: số này có thể còn thay đổi." in shown.text
    assert list(shown.labels) == [WRONG]


def test_who_stands_in_no_list_is_told_so(paid: House) -> None:
    paid.says("Hà", "/phucap")
    assert paid.reads("Hà")[-1] == "Chưa có bảng phụ cấp nào ghi tên anh/chị."


def test_receipt_is_one_tap_and_noted_once(paid: House) -> None:
    paid.says("Bình", "/phucap")
    paid.presses("Bình", GOT)
    assert paid.reads("Bình")[-1] == "✅ Cảm ơn anh/chị đã xác nhận nhận phụ cấp tháng 05/2026."
    paid.taps("Bình", "p:2026-05:received", 1)
    noted = [what for _, what, _ in paid.journal("allowance:2026-05:CTV02")]
    assert noted.count("allowance_received") == 1
    paid.says("Bình", "/phucap")
    assert list(paid.sees("Bình").labels) == [WRONG]


def test_a_question_goes_to_the_accountants_and_the_first_answer_counts(paid: House) -> None:
    paid.says("Bình", "/phucap")
    paid.presses("Bình", WRONG)
    assert "Trần Văn Bình (CTV02) hỏi lại phụ cấp tháng 05/2026: 468.000" in paid.finds("Oanh", "hỏi lại").text
    paid.presses("Oanh", ADJUSTED)
    assert "sẽ điều chỉnh vào kỳ chưa chốt gần nhất" in paid.reads("Bình")[-1]
    paid.presses("Quỳnh", STANDS)
    assert paid.reads("Quỳnh")[-1] == "Bùi Kim Oanh đã quyết định trường hợp của Trần Văn Bình rồi."
    whats = [what for _, what, _ in paid.journal("allowance:2026-05:CTV02")]
    assert whats[-2:] == ["allowance_questioned", "allowance_adjusted"]


def test_an_accountant_may_answer_in_their_own_words(paid: House) -> None:
    paid.says("Bình", "/phucap")
    paid.presses("Bình", WRONG)
    paid.presses("Oanh", IN_WORDS)
    paid.says("Oanh", "Quyết định của anh có hiệu lực từ <ngày 20>.")
    assert paid.reads("Bình")[-1] == (
        "📝 Kế toán (Bùi Kim Oanh) trả lời về phụ cấp tháng 05/2026:\nQuyết định của anh có hiệu lực từ <ngày 20>."
    )
    assert paid.entries("allowance:2026-05:CTV02")[-1].detail == {
        "words": "Quyết định của anh có hiệu lực từ <ngày 20>."
    }
    paid.presses("Quỳnh", STANDS)
    assert paid.reads("Quỳnh")[-1] == "Bùi Kim Oanh đã quyết định trường hợp của Trần Văn Bình rồi."


def test_the_accountant_sees_what_is_still_open(paid: House) -> None:
    for who in ("Bình", "Ánh"):
        paid.says(who, "/phucap")
        paid.presses(who, WRONG)
    paid.presses("Quỳnh", STANDS, paid.finds("Quỳnh", "Trần Văn Bình").number)
    paid.reads("Oanh")
    paid.says("Oanh", "/cauhoi")
    (card,) = paid.reads("Oanh")
    assert "Nguyễn Thị Ánh (CTV01) hỏi lại phụ cấp tháng 05/2026" in card
    paid.presses("Oanh", ADJUSTED)
    paid.says("Oanh", "/cauhoi")
    assert paid.reads("Oanh")[-1] == "Không có câu hỏi nào về phụ cấp đang chờ trả lời."


@pytest.mark.parametrize(
    ("who", "data", "told"),
    [
        ("Bình", "p:2026-05:stands:CTV02", "Việc này dành cho: Kế toán."),
        ("Oanh", "p:2026-05:stands:CTV02", "Không có dòng phụ cấp nào mang mã CTV02."),
        ("Hà", "p:2026-05:received", "Không có dòng phụ cấp nào mang mã CB01."),
        ("Bình", "p:2026-04:received", "Không có dòng phụ cấp nào mang mã CTV02."),
    ],
)
def test_odd_presses_are_answered(paid: House, who: str, data: str, told: str) -> None:
    paid.taps(who, data, 1)
    assert paid.reads(who)[-1] == told
