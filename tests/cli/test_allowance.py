"""`nhipcau allowance`: the worked cases on paper, what is said of a month, and what is wrong with a facts file."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.fakes.worked_cases import CASES, NATIONAL, PROVINCIAL, Worked, held, person


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


def test_a_bonus_needs_somebody_of_the_roster_who_proposes_it(nhipcau: Command) -> None:
    printed = nhipcau("allowance", "bonus", "DN-01", "CTV02", "500.000", "12/QĐ-TLĐ", "tld", "--by", "CB99")
    assert (printed.status, printed.complained.strip()) == (1, "Không có ai mang mã CB99.")


def test_without_open_questions_the_list_says_so(nhipcau: Command) -> None:
    assert nhipcau("allowance", "questions").said.strip() == "Không có câu hỏi nào về phụ cấp đang chờ trả lời."
