"""Whatever a rule refuses is answered with a sentence, in both languages."""

from collections.abc import Callable

import pytest

from nhipcau.messages.templates import Templates
from nhipcau.rules.allowance.close import CloseAct, CloseState, Closing, advance
from nhipcau.rules.enrolment import COLUMNS, RosterFault, RosterRefused, enrol
from nhipcau.rules.kernel import Refused
from tests.rules.allowance.samples import assessed, facts, policy
from tests.rules.samples import MAY, PROJECT, book, held

DRAFT, CHECKED = Closing(MAY, 1, CloseState.DRAFT), Closing(MAY, 1, CloseState.CHECKED, checked_by="CB02")
WORDS = Templates(PROJECT / "templates")
LANGUAGES = ("vi", "en")

# Everything that makes a rule refuse, with what is read in Vietnamese.
REFUSALS: dict[str, tuple[Callable[[], object], str]] = {
    "closing while lines wait": (
        lambda: advance(DRAFT, CloseAct.CHECK, "CB02", open_reviews=2),
        "Còn 2 trường hợp chờ xem xét, nên chưa thể sang bước này.",
    ),
    "closing what nobody checked": (
        lambda: advance(DRAFT, CloseAct.CLOSE, "CB03", open_reviews=0),
        "Bước này đã làm rồi, hoặc chưa đến lượt.",
    ),
    "closing what one checked oneself": (
        lambda: advance(CHECKED, CloseAct.CLOSE, "CB02", open_reviews=0),
        "Người kiểm tra và người duyệt phải là hai người khác nhau.",
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
    {**ROW, "phone": "O912345678"},
    {**ROW, "unit": "ld_hanoi"},
    {**ROW, "level": "tỉnh"},
    {**ROW, "from": "mai"},
    {**ROW, "to": "2025-01-01"},
    {**ROW, "leave_to": "2026-05-05"},
]


def slips() -> list[RosterFault]:
    with pytest.raises(RosterRefused) as refused:
        enrol([*BAD_ROWS, ROW, ROW], list(book().units), list(book().levels))
    return list(refused.value.faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slip_of_a_roster_has_a_sentence(language: str) -> None:
    found = slips()
    assert {fault.row for fault in found} >= set(range(2, 2 + len(BAD_ROWS)))
    assert {fault.column for fault in found} <= set(COLUMNS)
    for fault in found:
        assert WORDS.sentence("cli/roster_faults", fault.code, fault.facts, language).endswith(".")
