"""A bonus for a verified hotspot: typed by one person, agreed to by another, in the next list (P9)."""

import pytest

from tests.fakes.house import House
from tests.jobs.closing import APPROVE, CHECK, CLOSE, amounts, decide, file

WORDS = "DN-01 CTV02 500.000 12/QĐ-TLĐ tld"
AGREE, TURN_DOWN = "👍 Đồng ý thưởng", "✋ Không đồng ý"


def proposes(house: House, who: str, words: str = WORDS) -> None:
    house.app.propose_bonus(house.inbound(who), house.people[who].chat, words, house.clock.now())
    house.deliver()


def bonus_of(house: House, name: str) -> int:
    return sum(
        line.amount
        for line in file(house).assessment.lines
        if line.kind.value == "bonus" and line.name.split()[-1] == name
    )


def test_typed_by_a_coordinator_and_agreed_to_by_an_approver_it_is_in_the_open_list(drafted: House) -> None:
    decide(drafted)
    proposes(drafted, "Hà")
    assert "Đã đề nghị thưởng Trần Văn Bình (CTV02) 500.000" in drafted.reads("Hà")[-1]
    drafted.presses("Vân", AGREE)
    assert "đã đồng ý thưởng Trần Văn Bình" in drafted.reads("Vân")[-1]
    drafted.presses("Oanh", CHECK)
    assert bonus_of(drafted, "Bình") == 500_000
    assert [who for who, _, _ in drafted.journal("bonus:DN-01:CTV02")] == ["CB01", "CB05"]


def test_the_approver_who_typed_it_does_not_agree_to_it(drafted: House) -> None:
    proposes(drafted, "Long")
    drafted.taps("Long", "b:yes:DN-01:CTV02", 1)
    assert drafted.reads("Long")[-1] == "Người đề nghị và người đồng ý thưởng phải là hai người khác nhau."


def test_the_first_of_two_decisions_counts(drafted: House) -> None:
    proposes(drafted, "Hà")
    drafted.presses("Long", TURN_DOWN)
    drafted.presses("Vân", AGREE)
    assert drafted.reads("Vân")[-1] == "Đề nghị thưởng này không còn chờ quyết định nữa."
    proposes(drafted, "Hà")
    drafted.presses("Vân", AGREE)
    assert "đã đồng ý thưởng" in drafted.reads("Vân")[-1]


def test_who_reports_a_case_second_earns_nothing(drafted: House) -> None:
    proposes(drafted, "Hà")
    proposes(drafted, "Hà", WORDS.replace("CTV02", "CTV01"))
    assert "Vụ việc này đã có người báo đầu tiên: Trần Văn Bình." in drafted.reads("Hà")[-1]


def test_once_the_month_is_checked_it_comes_in_the_next(drafted: House) -> None:
    decide(drafted)
    drafted.presses("Oanh", CHECK)
    proposes(drafted, "Hà")
    drafted.presses("Vân", AGREE, drafted.finds("Vân", "đề nghị thưởng").number)
    assert "vào danh sách tháng 06/2026" in drafted.reads("Vân")[-1]
    drafted.presses("Vân", APPROVE)
    drafted.presses("Oanh", CLOSE)
    assert bonus_of(drafted, "Bình") == 0
    assert amounts(drafted)["Bình"] == (468_000, "due")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "Xin gõ năm phần"),
        ("DN-01 CTV02 500.000", "Xin gõ năm phần"),
        ("vụ1 CTV02 500.000 12/QĐ tld", "không dùng làm mã vụ việc được"),
        ("DN:01 CTV02 500.000 12/QĐ tld", "không dùng làm mã vụ việc được"),
        ("DN-01 CTV02 0 12/QĐ tld", "không phải số tiền"),
        ("DN-01 CTV02 5.00 12/QĐ tld", "không phải số tiền"),
        ("DN-01 CTV02 -500000 12/QĐ tld", "không phải số tiền"),
        ("DN-01 CTV02 2.000.000.000 12/QĐ tld", "không phải số tiền"),
        ("DN-01 CTV99 500.000 12/QĐ tld", "Không có ai mang mã CTV99."),
        ("DN-01 CTV02 500.000 12/QĐ tldd", "Không có đơn vị nào mang mã “tldd”."),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_would_be_right(drafted: House, words: str, told: str) -> None:
    proposes(drafted, "Hà", words)
    assert told in drafted.reads("Hà")[-1]


@pytest.mark.parametrize("who", ["Bình", "Oanh"])
def test_who_may_not_is_told_who_can(drafted: House, who: str) -> None:
    proposes(drafted, who)
    assert drafted.reads(who)[-1] == "Việc này dành cho: Điều phối viên (Ban quản trị), Người duyệt."
