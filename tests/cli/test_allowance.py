"""`nhipcau allowance`: the worked cases on paper, what is said of a month, and what is wrong with a facts file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from nhipcau.jobs.assess_month import draft_month
from nhipcau.rules.allowance.close import CloseState, Closing, Hand, Opening
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Leave
from nhipcau.settings.installation import Installation
from nhipcau.settings.rulebook import Rulebook
from nhipcau.storage import open_store
from tests.cli.conftest import Command, Printed
from tests.cli.test_commands import write
from tests.fakes.clock import moment
from tests.fakes.fixtures import book
from tests.fakes.people import TABLE
from tests.fakes.worked_cases import CASES, NATIONAL, PROVINCIAL, Worked, held, person

__all__ = ["book"]

MAY = Month(2026, 5)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_comes_to_the_dong(case: Worked, nhipcau: Command, tmp_path: Path) -> None:
    printed = nhipcau("allowance", "try", str(case.facts(tmp_path)), "--policy", str(case.policy(tmp_path)), "--json")
    came_to: dict[str, dict[str, int]] = {}
    for month in json.loads(printed.said)["months"]:
        assert month["reviews"] == case.waits
        for payer in month["payers"]:
            for period in (month["month"], month["month"][:4]):
                sums = came_to.setdefault(period, {})
                sums[payer["payer"]] = sums.get(payer["payer"], 0) + payer["total"]
    assert {period: came_to[period] for period in case.comes_to} == case.comes_to


def test_a_month_is_told_line_by_line_with_its_reasons(nhipcau: Command, tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == "T15 quarter I paid on 05/04")
    said = nhipcau("allowance", "try", str(case.facts(tmp_path)), "--policy", str(case.policy(tmp_path))).said
    assert said.split("\n\n")[-1].strip().replace("\u00a0", " ").splitlines() == [
        "Tổng Liên đoàn Lao động Việt Nam: 1.895.400 đồng (Một triệu tám trăm chín mươi lăm nghìn bốn trăm đồng)",
        "  CTV01 Nguyễn Thị CTV01: 1.895.400 đồng",
        "    phụ cấp: 702.000 đồng, được chi",
        "      - Mức cả tháng: hệ số 0,3 × lương cơ sở 2.340.000 đồng (Nghị định 73/2024/NĐ-CP).",
        "      - Tham gia cả tháng (31 ngày).",
        "    chuyển kỳ: 1.404.000 đồng, được chi",
        "      - Chuyển sang từ tháng 02/2026.",
        "    thuế thu nhập cá nhân: -210.600 đồng, được chi",
        "      - Khấu trừ thuế thu nhập cá nhân 10% của 2.106.000 đồng (111/2013/TT-BTC, Điều 25.1.i).",
    ]


def test_the_words_of_a_list_read_its_total(nhipcau: Command, tmp_path: Path) -> None:
    """T04."""
    case = next(case for case in CASES if case.name == "T04 one locality of five")
    said = nhipcau("allowance", "try", str(case.facts(tmp_path))).said
    assert "Tổng cộng: 2.783.000\u00a0đồng" in said
    assert "2.024.000\u00a0đồng (Hai triệu không trăm hai mươi bốn nghìn đồng)" in said


def test_a_budget_that_does_not_suffice_is_told_and_nobody_is_cut(nhipcau: Command, tmp_path: Path) -> None:
    """P10."""
    budget = "budgets: [{from: 2026-01-01, payer: tld, amount: 700000, legal_basis: QĐ 1}]\n"
    case = Worked("", ("2026-11",), (NATIONAL, PROVINCIAL), {}, also=(("budgets: []\n", budget),))
    said = nhipcau("allowance", "try", str(case.facts(tmp_path)), "--policy", str(case.policy(tmp_path))).said
    assert "Vượt dự toán: Tổng Liên đoàn Lao động Việt Nam có 700.000\u00a0đồng, danh sách lên đến 759.000" in said
    assert "Tổng cộng: 1.265.000\u00a0đồng" in said


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (Worked("", ("2026-13",), (NATIONAL,), {}), '"2026-13" không phải là một tháng.'),
        (Worked("", ("2026-11",), (person(held("provincail")),), {}), 'Có phải anh/chị muốn ghi "provincial"?'),
        (Worked("", ("2026-11",), (person(held("provincial", unit="ld_dong_na")),), {}), '"ld_dong_nai"?'),
        (Worked("", ("2026-11",), (person(held("provincial", "01/11/2026")),), {}), "năm-tháng-ngày: 2026-11-01"),
        (Worked("", ("2026-11",), (person(held("provincial"), name=""),), {}), "Chỗ này để trống."),
        (
            Worked("", ("2026-11",), (NATIONAL,), {}, cases=({"key": "A", "verified": True, "reporters": ["CTV9"]},)),
            'Không có người nào có mã "CTV9"',
        ),
    ],
)
def test_a_slip_in_a_facts_file_gets_a_sentence_with_its_line(
    case: Worked, said: str, nhipcau: Command, tmp_path: Path
) -> None:
    printed = nhipcau("allowance", "try", str(case.facts(tmp_path)))
    assert printed.status == 1
    assert "facts.yaml:1" in printed.complained
    assert said in printed.complained


def test_a_policy_that_contradicts_itself_is_refused_with_the_way_out(nhipcau: Command, tmp_path: Path) -> None:
    case = Worked("", ("2026-11",), (NATIONAL,), {}, {"two_levels": "both"})
    printed = nhipcau("allowance", "try", str(case.facts(tmp_path)), "--policy", str(case.policy(tmp_path)))
    assert printed.status == 1
    assert "Xin chọn two_levels: higher, hoặc month_rule: prorate_days." in printed.complained


def test_a_month_before_the_first_decree_is_refused(nhipcau: Command, tmp_path: Path) -> None:
    printed = nhipcau("allowance", "try", str(Worked("", ("2013-06",), (NATIONAL,), {}).facts(tmp_path)))
    assert (printed.status, printed.complained.strip()) == (
        1,
        "Chính sách chưa có lương cơ sở cho tháng 06/2013.",
    )


def test_a_person_without_a_line_cannot_be_explained(nhipcau: Command) -> None:
    printed = nhipcau("allowance", "explain", "CTV01", "2026-05")
    assert (printed.status, printed.complained.strip()) == (
        1,
        "Không có dòng phụ cấp nào mang mã CTV01 trong tháng 2026-05.",
    )


def test_a_month_that_was_not_drafted_cannot_be_compared(nhipcau: Command, tmp_path: Path) -> None:
    other = Worked("", ("2026-11",), (NATIONAL,), {}).policy(tmp_path)
    printed = nhipcau("allowance", "compare", "2026-05", "--policy", str(other))
    assert (printed.status, printed.complained.strip()) == (
        1,
        "Tháng 2026-05 chưa lập bảng phụ cấp nên chưa có gì để so.",
    )


HANDS = {CloseState.CHECKED: "CB03", CloseState.APPROVED: "CB04", CloseState.CLOSED: "CB03"}
ON = moment("2026-06-08 09:00")
CLOSED = Closing(MAY, 1, CloseState.CLOSED, {state: Hand(code, ON) for state, code in HANDS.items()})
OPENED = Closing(MAY, 2, CloseState.DRAFT, opening=Opening("CB03", "CB04", "Sai ngày nghỉ của Trần Văn Bình"))


@pytest.fixture
def may(nhipcau: Command, book: Rulebook) -> Command:
    """May, closed and opened again: Bình was on leave all the month, Châu for two weeks of it."""
    nhipcau("roster", "import", write("roster.csv", TABLE), "--yes")
    store = open_store(Installation().database, durable=False)
    with store.begin() as tx:
        first = draft_month(tx, book, replace(CLOSED, state=CloseState.DRAFT), moment("2026-06-05 17:00"))
        tx.months.save(replace(first, closing=CLOSED))
        binh = tx.people.by_code("CTV02")
        assert binh is not None
        tx.people.add_leave(binh.id, Leave(MAY.span, "ốm"))
        tx.months.save(draft_month(tx, book, OPENED, moment("2026-06-09 17:00")))
    store.close()
    return nhipcau


def lines(printed: Printed) -> list[str]:
    assert (printed.status, printed.complained) == (0, "")
    return printed.said.replace("\u00a0", " ").strip().splitlines()


def test_a_person_s_month_is_explained_version_by_version(may: Command) -> None:
    basis = "    - Mức cả tháng: hệ số 0,2 × lương cơ sở 2.340.000 đồng (Nghị định 73/2024/NĐ-CP)."
    said = lines(may("allowance", "explain", "CTV02", "2026-05"))
    assert [line.partition(" · chính sách")[0] for line in said] == [
        "CTV02 Trần Văn Bình, phụ cấp tháng 05/2026",
        "",
        "Bản 1 (đã chốt) · ngày chi 10/06/2026",
        "  phụ cấp, Liên đoàn Lao động thành phố Hà Nội chi: 468.000 đồng, được chi",
        basis,
        "    - Tham gia cả tháng (31 ngày).",
        "  Cộng: 468.000 đồng (Bốn trăm sáu mươi tám nghìn đồng)",
        "",
        "Bản 2 (dự thảo) · ngày chi 10/06/2026",
        "Mở lại vì: Sai ngày nghỉ của Trần Văn Bình",
        "  phụ cấp, Liên đoàn Lao động thành phố Hà Nội chi: 0 đồng, không có khoản chi",
        basis,
        "    - Tham gia cả tháng (31 ngày).",
        "    - Nghỉ phép cả tháng (31 ngày): tháng này không có phụ cấp.",
        "  Cộng: 0 đồng (Không đồng)",
    ]


def test_another_policy_is_held_against_a_month_person_by_person_and_payer_by_payer(
    may: Command, tmp_path: Path
) -> None:
    """By days, and days on leave do not count."""
    other = {"month_rule": "prorate_days", "absence": "not_served"}
    policy = Worked("", ("2026-05",), (NATIONAL,), {}, other).policy(tmp_path)
    assert lines(may("allowance", "compare", "2026-05", "--policy", str(policy))) == [
        "Tháng 05/2026: số đang ghi → số theo chính sách kia",
        "",
        "Bị bớt: 1 người, -211.355 đồng",
        "  CTV03 Lê Minh Châu: 468.000 đồng → 256.645 đồng (-211.355 đồng)",
        "    Liên đoàn Lao động thành phố Hà Nội chi: 468.000 đồng → 256.645 đồng",
        "    - Nay: Tham gia cả tháng (31 ngày).",
        "    - Nay: Nghỉ phép 14/31 ngày: nghỉ có phép vẫn được tính.",
        "    - Theo chính sách kia: Tham gia 17/31 ngày: tính theo số ngày.",
        "    - Theo chính sách kia: Nghỉ phép 14 ngày: ngày nghỉ không tính là ngày tham gia.",
        "",
        "Không đổi: 5 người",
        "Tổng Liên đoàn Lao động Việt Nam chi: 702.000 đồng → 702.000 đồng",
        "Liên đoàn Lao động thành phố Hà Nội chi: 936.000 đồng → 724.645 đồng (-211.355 đồng)",
        "Liên đoàn Lao động tỉnh Cà Mau chi: 936.000 đồng → 936.000 đồng",
        "Cộng cả mạng lưới: 2.574.000 đồng → 2.362.645 đồng (-211.355 đồng)",
    ]


def test_whoever_is_paid_by_another_is_told_payer_by_payer(may: Command, tmp_path: Path) -> None:
    """All at the highest level, whose payer is another one; Bình gets nothing either way."""
    policy = Worked("", ("2026-05",), (NATIONAL,), {}, {"level_rule": "all_highest"}).policy(tmp_path)
    said = lines(may("allowance", "compare", "2026-05", "--policy", str(policy)))
    assert "Được thêm: 4 người, +936.000 đồng" in said
    at = said.index("  CTV04 Phạm Quốc Dũng: 468.000 đồng → 702.000 đồng (+234.000 đồng)")
    assert said[at + 1 : at + 3] == [
        "    Liên đoàn Lao động tỉnh Cà Mau chi: 468.000 đồng → 0 đồng",
        "    Tổng Liên đoàn Lao động Việt Nam chi: 0 đồng → 702.000 đồng",
    ]
    assert said[-1] == "Cộng cả mạng lưới: 2.574.000 đồng → 3.510.000 đồng (+936.000 đồng)"


def test_a_policy_that_changes_nothing_says_so(may: Command, tmp_path: Path) -> None:
    same = Worked("", ("2026-05",), (NATIONAL,), {}).policy(tmp_path)
    said = lines(may("allowance", "compare", "2026-05", "--policy", str(same)))
    assert said == ["Tháng 05/2026: hai chính sách cho cùng một kết quả."]


def test_programs_get_the_same_as_data(may: Command, tmp_path: Path) -> None:
    policy = Worked("", ("2026-05",), (NATIONAL,), {}, {"level_rule": "all_highest"}).policy(tmp_path)
    compared = json.loads(may("allowance", "compare", "2026-05", "--policy", str(policy), "--json").said)
    assert (compared["before"], compared["after"], len(compared["people"])) == (2_574_000, 3_510_000, 4)
    explained = json.loads(may("allowance", "explain", "CTV02", "2026-05", "--json").said)
    assert [(each["state"], each["net"]) for each in explained["versions"]] == [("closed", 468_000), ("draft", 0)]


@pytest.mark.parametrize(
    "command", [("explain", "CTV02", "05/2026"), ("compare", "05/2026", "--policy", "config.yaml")]
)
def test_what_is_no_month_is_answered_with_an_example(
    nhipcau: Command, tmp_path: Path, command: tuple[str, ...]
) -> None:
    Worked("", ("2026-05",), (NATIONAL,), {}).policy(tmp_path).rename("config.yaml")
    printed = nhipcau("allowance", *command)
    assert (printed.status, printed.complained.strip()) == (1, "“05/2026” không phải là tháng; viết như 2026-05.")


def test_a_bonus_needs_somebody_of_the_roster_who_proposes_it(nhipcau: Command) -> None:
    printed = nhipcau("allowance", "bonus", "DN-01", "CTV02", "500.000", "12/QĐ-TLĐ", "tld", "--by", "CB99")
    assert (printed.status, printed.complained.strip()) == (1, "Không có ai mang mã CB99.")


def test_without_open_questions_the_list_says_so(nhipcau: Command) -> None:
    assert nhipcau("allowance", "questions").said.strip() == "Không có câu hỏi nào về phụ cấp đang chờ trả lời."
