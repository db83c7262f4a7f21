"""Whatever a rule refuses is answered with a sentence, in both languages."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from nhipcau.messages.templates import Templates
from nhipcau.rules.allowance.choices import Reopening
from nhipcau.rules.allowance.close import (
    CloseAct,
    CloseState,
    Closing,
    Opening,
    advance,
    refuse_out_of_turn,
    reopen,
)
from nhipcau.rules.allowance.lists import refuse_unready
from nhipcau.rules.allowance.policy import Budget
from nhipcau.rules.enrolment import COLUMNS, Known, RosterFault, examine
from nhipcau.rules.kernel import Refused
from nhipcau.rules.transfers import order_faults
from tests.rules.allowance.samples import assessed, facts, policy, terms
from tests.rules.samples import MAY, PROJECT, at, book, held, person

NOW = at("2026-06-06 09:00")
DRAFT = Closing(MAY, 1, CloseState.DRAFT)
CHECKED = advance(DRAFT, CloseAct.CHECK, "CB02", NOW)
PAID = Closing(MAY, 1, CloseState.PAID)
ALONE, TWO = Opening("CB02", "CB02", "Sai ngày nghỉ phép"), Opening("CB02", "CB03", "Sai ngày nghỉ phép")
CHOICES = book().policy.choices_for(MAY)
JUNE = {MAY.next: CloseState.CHECKED}
WORDS = Templates(PROJECT / "templates")
LANGUAGES = ("vi", "en")

# Everything that makes a rule refuse, with what is read in Vietnamese.
REFUSALS: dict[str, tuple[Callable[[], object], str]] = {
    "closing while lines wait": (
        lambda: refuse_unready(
            assessed("2026-05", facts(report_sent=False), facts(code="CTV002", declaration=None)), terms("2026-05"), {}
        ),
        "Còn 2 trường hợp chờ xem xét, nên chưa thể sang bước này.",
    ),
    "closing what nobody checked": (
        lambda: advance(DRAFT, CloseAct.CLOSE, "CB03", NOW),
        "Bước này đã làm rồi, hoặc chưa đến lượt.",
    ),
    "approving what one checked oneself": (
        lambda: advance(CHECKED, CloseAct.APPROVE, "CB02", NOW),
        "Người kiểm tra và người duyệt phải là hai người khác nhau.",
    ),
    "closing more than the budget": (
        lambda: refuse_unready(
            assessed("2026-05", facts()),
            terms("2026-05", policy(budgets=(Budget(MAY.first, "ld_dong_nai", 400_000, "QĐ"),))),
            {"ld_dong_nai": "LĐLĐ Đồng Nai"},
        ),
        "LĐLĐ Đồng Nai có dự toán 400.000\u00a0đồng mà danh sách lên đến 468.000\u00a0đồng, vượt 68.000\u00a0đồng, nên "
        "chưa thể sang bước này. Xin bổ sung dự toán hoặc xem lại danh sách.",
    ),
    "closing before the month before": (
        lambda: refuse_out_of_turn(DRAFT, {MAY.previous: CloseState.APPROVED}),
        "Tháng 04/2026 chưa chốt; xin chốt lần lượt từng tháng.",
    ),
    "opening a month after which another was checked": (
        lambda: reopen(PAID, TWO, 1, JUNE, CHOICES),
        "Tháng 06/2026 đã kiểm tra hoặc đã chốt sau tháng này, nên sai sót được điều chỉnh vào kỳ chưa chốt gần nhất.",
    ),
    "opening a month alone": (
        lambda: reopen(PAID, ALONE, 1, {}, CHOICES),
        "Mở lại kỳ cần hai người khác nhau: một người đề nghị, một người đồng ý.",
    ),
    "opening a month that is not closed": (
        lambda: reopen(CHECKED, TWO, 1, {}, CHOICES),
        "Tháng 05/2026 chưa chốt, hoặc đã được mở lại rồi.",
    ),
    "opening a month where the policy never does": (
        lambda: reopen(PAID, TWO, 1, {}, replace(CHOICES, reopening=Reopening.NEVER)),
        "Chính sách hiện hành không cho mở lại kỳ đã chốt; sai sót được điều chỉnh vào kỳ chưa chốt gần nhất.",
    ),
    "a month before the first decree": (
        lambda: assessed("2013-06", facts(held(first="2013-01-01"))),
        "Chính sách chưa có lương cơ sở cho tháng 06/2013.",
    ),
    "a policy without any decree": (
        lambda: assessed("2026-05", facts(), by=policy(base_salaries=())),
        "Chính sách chưa có lương cơ sở cho tháng 05/2026.",
    ),
}


@pytest.mark.parametrize(("act", "sentence"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refusal_is_a_sentence_in_both_languages(act: Callable[[], object], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        act()
    spoken = [WORDS.message(f"refused/{refused.value.code}", refused.value.facts, language) for language in LANGUAGES]
    assert spoken[0] == sentence
    assert spoken[1] and spoken[1] != sentence


ROW = {"code": "CTV001", "name": "Lê An", "unit": "ld_ha_noi", "level": "provincial", "from": "2026-01-01"}
BAD_ROWS = [
    {**ROW, "code": ""},
    {**ROW, "code": "CTV 1"},
    {**ROW, "code": "CTV800"},
    {**ROW, "code": "CTV700"},
    {**ROW, "name": "123"},
    {**ROW, "phone": "O912345678"},
    {**ROW, "phone": "12"},
    {**ROW, "phone": "0912345678/0912345679"},
    {**ROW, "phone": "0987654321"},
    {**ROW, "unit": "ld_hanoi"},
    {**ROW, "from": "2017-01-01"},
    {**ROW, "level": "tỉnh"},
    {**ROW, "roles": "x"},
    {**ROW, "language": "x"},
    {**ROW, "from": "mai"},
    {**ROW, "to": "2025-01-01"},
    {**ROW, "leave_to": "2026-05-05"},
    {**ROW, "phone": "0912345678", "code": "A"},
    {**ROW, "phone": "0912345678", "code": "B"},
]


def slips() -> list[RosterFault]:
    known = Known(
        book().units,
        list(book().levels),
        ["adviser"],
        ("vi",),
        {"0987654321": "CTV900"},
        {"CTV800": "CTV900"},
        frozenset({"CTV700"}),
    )
    later = {"CTV001": person("CTV001", held(first="2026-05-01"))}
    disorder = order_faults(later, examine([ROW], known).people)
    return [*examine([*BAD_ROWS, ROW, ROW], known).faults, *disorder]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slip_of_a_roster_has_a_sentence_and_every_sentence_a_slip(language: str) -> None:
    found = slips()
    text = (PROJECT / "templates" / "cli" / f"roster_faults.{language}.j2").read_text(encoding="utf-8")
    assert {fault.code for fault in found} == set(re.findall(r"macro (\w+)\(", text))
    assert {fault.column for fault in found} <= set(COLUMNS)
    for fault in found:
        assert WORDS.sentence("cli/roster_faults", fault.code, fault.facts, language)[-1] in ".?"
