"""Before it is closed a month may go back to draft, with a reason, or be paid on another day."""

from dataclasses import replace

import pytest

from nhipcau.ports import Editor
from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Leave
from tests.fakes.house import House
from tests.jobs.closing import APPROVE, CHECK, CLOSE, MAY, UNIT_WORD, amounts, decide, file, reopen

BACK, REASON = "↩️ Trả về dự thảo", "Sai ngày nghỉ của Châu"


@pytest.fixture
def checked(drafted: House) -> House:
    decide(drafted)
    drafted.presses("Oanh", CHECK)
    return drafted


def test_the_approver_sends_it_back_with_a_reason_and_every_step_is_taken_again(checked: House) -> None:
    checked.presses("Vân", BACK)
    checked.says("Vân", REASON)
    assert "đã trả bảng phụ cấp tháng 05/2026 về dự thảo.\nLý do: Sai ngày nghỉ của Châu" in checked.reads("Vân")[-1]
    assert (file(checked).closing.state, dict(file(checked).closing.hands)) == (CloseState.DRAFT, {})
    assert checked.journal("month:2026-05")[-1] == ("CB05", "month_returned", REASON)
    for who, step in (("Oanh", CHECK), ("Vân", APPROVE), ("Oanh", CLOSE)):
        checked.presses(who, step)
    assert file(checked).closing.state is CloseState.CLOSED


def test_it_is_drafted_anew_from_what_is_known_by_then_and_decisions_stay(checked: House) -> None:
    with checked.app.store.begin() as tx:
        tx.people.add_leave(checked.person("Giang").id, Leave(Span(MAY.first, MAY.last), "nghỉ thai sản"))
    checked.presses("Oanh", BACK) if BACK in checked.sees("Oanh").labels else checked.taps("Oanh", "w:2026-05", 1)
    checked.says("Oanh", REASON)
    now = amounts(checked)
    assert now["Giang"] == (0, "nothing")
    assert (now["Bình"], now["Dũng"]) == ((468_000, "due"), (0, "nothing"))


class TestDecidedLines:
    """Dũng was refused before the month went back."""

    @pytest.fixture
    def returned(self, checked: House) -> House:
        checked.presses("Vân", BACK)
        checked.says("Vân", REASON)
        return checked

    def reconsider(self, house: House, who: str, reason: str) -> str:
        house.presses(who, "Phạm Quốc Dũng")
        house.presses(who, reason)
        return house.sees(who).text

    def test_are_shown_to_the_approvers_and_stay_unless_a_name_is_pressed(self, returned: House) -> None:
        card = returned.finds("Long", "các quyết định đã có vẫn giữ")
        assert "• Trần Văn Bình: đồng ý chi\n• Phạm Quốc Dũng: không chi" in card.text
        assert amounts(returned)["Dũng"] == (0, "nothing")

    def test_are_decided_anew_and_the_older_decision_stays_readable(self, returned: House) -> None:
        said = self.reconsider(returned, "Vân", UNIT_WORD)
        assert "Trước đó đã quyết định không chi: Không tham gia trong tháng (Ngô Đức Long)." in said
        assert "Đã xem xét, đồng ý chi: Đơn vị xác nhận có làm việc (Phan Thanh Vân)." in said
        assert amounts(returned)["Dũng"] == (468_000, "due")
        told = [entry.detail for entry in returned.entries("allowance:2026-05:CTV04")]
        assert [detail["ruling"] for detail in told] == ["refused", "granted"]

    def test_are_decided_anew_in_the_finance_spreadsheet_too(self, returned: House) -> None:
        book, row = returned.app.book, "2026-05/CTV04"
        sharing = replace(book.sharing, accounts={"long@congdoan.example": "CB04"})
        returned.restart(replace(book, sharing=sharing))
        returned.sheets.editor = Editor("Long", "long@congdoan.example")
        returned.app.sync_now(returned.clock.now())
        returned.sheets.types("approvals", row, "Quyết định", UNIT_WORD)
        returned.app.sync_now(returned.clock.now())
        shown = returned.sheets.shows("approvals")[row]
        assert (shown["Số tiền"], shown["Người quyết định"]) == (468_000, "Ngô Đức Long")
        assert "Trước đó đã quyết định không chi" in str(shown.values())

    def test_show_the_accountant_the_new_sum(self, returned: House) -> None:
        self.reconsider(returned, "Vân", UNIT_WORD)
        assert "3.042.000" in returned.finds("Oanh", "chờ kế toán kiểm tra").text

    def test_are_decided_once_each_time(self, returned: House) -> None:
        self.reconsider(returned, "Vân", UNIT_WORD)
        returned.taps("Long", "y:2026-05:CTV04", 1)
        assert returned.reads("Long")[-1] == "Phan Thanh Vân đã quyết định trường hợp của Phạm Quốc Dũng rồi."

    def test_are_not_changed_by_a_card_of_before(self, returned: House) -> None:
        old = returned.finds("Vân", "Phạm Quốc Dũng – ")
        returned.taps("Vân", dict(old.buttons)[UNIT_WORD], old.number)
        assert returned.reads("Vân")[-1] == "Ngô Đức Long đã quyết định trường hợp của Phạm Quốc Dũng rồi."
        assert amounts(returned)["Dũng"] == (0, "nothing")

    def test_are_not_looked_at_again_once_the_month_is_checked(self, returned: House) -> None:
        returned.presses("Oanh", CHECK)
        returned.taps("Vân", "y:2026-05:CTV04", 1)
        assert returned.reads("Vân")[-1] == "Tháng 05/2026 hiện không ở bước xem xét."

    def test_of_a_month_that_was_opened_again_are_decided_anew_too(self, checked: House) -> None:
        checked.presses("Vân", APPROVE)
        checked.presses("Oanh", CLOSE)
        reopen(checked)
        self.reconsider(checked, "Vân", UNIT_WORD)
        assert amounts(checked)["Dũng"] == (468_000, "due")

    def test_nobody_else_decides_them(self, returned: House) -> None:
        returned.taps("Oanh", "y:2026-05:CTV04", 1)
        assert returned.reads("Oanh")[-1] == "Việc này dành cho: Người duyệt."


def test_an_approved_month_can_go_back_too(checked: House) -> None:
    checked.presses("Vân", APPROVE)
    checked.presses("Oanh", BACK)
    checked.says("Oanh", REASON)
    assert file(checked).closing.state is CloseState.DRAFT


@pytest.mark.parametrize("closed", [False, True])
def test_a_draft_and_a_closed_month_cannot(drafted: House, closed: bool) -> None:
    decide(drafted)
    for who, step in (("Oanh", CHECK), ("Vân", APPROVE), ("Oanh", CLOSE)) if closed else ():
        drafted.presses(who, step)
    before = file(drafted)
    drafted.taps("Oanh", "w:2026-05", 1)
    assert "không trả về dự thảo được" in drafted.reads("Oanh")[-1]
    assert file(drafted) == before


def test_a_collaborator_cannot(checked: House) -> None:
    checked.taps("Bình", "w:2026-05", 1)
    assert checked.reads("Bình")[-1] == "Việc này dành cho: Kế toán, Người duyệt."


class TestPayDay:
    def says(self, house: House, who: str, words: str) -> str:
        house.app.set_pay_day(house.inbound(who), words, house.clock.now())
        house.deliver()
        return house.reads(who)[-1]

    def test_a_draft_is_paid_on_another_day(self, drafted: House) -> None:
        assert "Ngày chi của kỳ tháng 05/2026: 15/06/2026" in self.says(drafted, "Oanh", "2026-05 15/06/2026")
        decide(drafted)
        for who, step in (("Oanh", CHECK), ("Vân", APPROVE), ("Oanh", CLOSE)):
            drafted.presses(who, step)
        assert drafted.finds("Oanh", "đã chốt (").text.endswith("Ngày chi: 15/06/2026.")

    def test_tax_goes_by_the_new_day(self, june: House) -> None:
        """Until 30/06/2026 tenth parts are withheld from 2.000.000 on, from 01/07/2026 from 5.000.000 on (T15)."""
        policy = june.app.book.policy
        low = tuple(replace(rule, threshold=rule.threshold // 5) for rule in policy.tax_rules)
        rows = tuple(replace(row, taxed=True, watched=frozenset()) for row in policy.choices)
        june.restart(replace(june.app.book, policy=replace(policy, choices=rows, tax_rules=low)))
        june.until("2026-06-05 17:00")
        taxed = {line.person for line in file(june).assessment.lines if line.kind.value == "tax"}
        assert len(taxed) == 6
        self.says(june, "Oanh", "2026-05 01/07/2026")
        assert {line.person for line in file(june).assessment.lines if line.kind.value == "tax"} == set()

    @pytest.mark.parametrize(
        ("who", "words", "told"),
        [
            ("Oanh", "", "Xin gõ tháng và ngày chi"),
            ("Oanh", "05/2026 15/06/2026", "Xin gõ tháng và ngày chi"),
            ("Oanh", "2026-05 31/06/2026", "Xin gõ tháng và ngày chi"),
            ("Oanh", "2026-05 31/05/2026", "phải sau ngày cuối của tháng ấy"),
            ("Oanh", "2026-04 15/06/2026", "Tháng 04/2026 hiện không ở bước xem xét."),
            ("Long", "2026-05 15/06/2026", "Việc này dành cho: Kế toán."),
        ],
    )
    def test_what_cannot_be_is_answered_with_a_sentence(self, drafted: House, who: str, words: str, told: str) -> None:
        before = file(drafted)
        assert told in self.says(drafted, who, words)
        assert file(drafted) == before

    def test_once_checked_the_day_stands(self, checked: House) -> None:
        assert "hiện không ở bước xem xét" in self.says(checked, "Oanh", "2026-05 15/06/2026")
