"""May is drafted at its cut-off, decided, checked, approved by another, closed and paid; then it is frozen."""

from dataclasses import replace

import pytest

from nhipcau.jobs.assess_month import file_for
from nhipcau.jobs.gather_facts import gather_facts
from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.allowance.lines import LineState
from nhipcau.rules.allowance.policy import Budget
from nhipcau.rules.cadence import SlotKind, SlotState
from tests.fakes.clock import moment
from tests.fakes.fixtures import CUT_OFF
from tests.fakes.house import House
from tests.jobs.closing import (
    APPROVE,
    CHECK,
    CLOSE,
    CLOSING,
    MAY,
    NO_WORK,
    PAY,
    UNIT_WORD,
    amounts,
    check_and_close,
    decide,
    file,
    unwatched,
)


class TestDraft:
    def test_every_line_stands_as_the_policy_says(self, drafted: House) -> None:
        assert amounts(drafted) == {
            "Ánh": (702_000, "due"),
            "Bình": (468_000, "review"),
            "Châu": (468_000, "due"),
            "Dũng": (468_000, "review"),
            "Giang": (468_000, "due"),
            "Lan": (468_000, "due"),
        }

    def test_the_cut_off_is_the_slots_own_moment_however_late_it_runs(self, june: House) -> None:
        june.sleep_until("2026-06-07 11:00")
        june.wake()
        assert file(june).cut_off == moment(CUT_OFF)

    def test_each_approver_gets_a_card_for_each_line_that_needs_a_decision(self, drafted: House) -> None:
        for who in ("Long", "Vân"):
            cards = drafted.reads(who)
            assert [card.splitlines()[:2] for card in cards] == [
                ["🔎 Xem xét phụ cấp tháng 05/2026", "Trần Văn Bình – LĐLĐ Hà Nội, Cấp tỉnh, ngành"],
                ["🔎 Xem xét phụ cấp tháng 05/2026", "Phạm Quốc Dũng – LĐLĐ Cà Mau, Cấp tỉnh, ngành"],
            ]

    def test_a_card_says_what_is_missing_and_offers_the_reasons_of_the_config(self, drafted: House) -> None:
        card = drafted.finds("Long", "Trần Văn Bình")
        assert "Mức đang tính: 468.000\u00a0đồng" in card.text
        assert "• Chưa có báo cáo tháng." in card.text
        assert UNIT_WORD in card.labels
        assert len(card.labels) == 6

    def test_the_accountant_is_not_asked_before_all_is_decided(self, drafted: House) -> None:
        assert drafted.reads("Oanh") == []
        drafted.presses("Long", UNIT_WORD, drafted.finds("Long", "Trần Văn Bình").number)
        assert drafted.reads("Oanh") == []
        drafted.presses("Vân", NO_WORK, drafted.finds("Vân", "Phạm Quốc Dũng").number)
        (card,) = drafted.reads("Oanh")
        assert card.startswith("🧾 Bảng phụ cấp tháng 05/2026 đã lập xong, chờ kế toán kiểm tra.")

    def test_a_month_without_anything_to_decide_goes_to_the_accountant_at_once(self, june: House) -> None:
        june.restart(unwatched(june.app.book))
        june.until(CUT_OFF)
        assert june.reads("Long") == []
        assert "Tổng chi: 3.042.000\u00a0đồng\nBa triệu không trăm bốn mươi hai nghìn đồng" in june.reads("Oanh")[0]

    def test_it_waits_for_the_rounds_of_the_month(self, june: House) -> None:
        june.clock.set(moment(CUT_OFF))
        june.app.run(SlotKind.CLOSE_MONTH, june.clock.now())
        assert june.state(CLOSING) is SlotState.PLANNED
        june.wake()
        assert june.state(CLOSING) is SlotState.DONE

    def test_it_is_journaled_with_its_figures(self, drafted: House) -> None:
        (entry,) = drafted.entries("month:2026-05")
        assert (entry.who, entry.what, entry.at) == ("scheduler", "month_drafted", moment(CUT_OFF))
        assert {**entry.detail, "facts": ""} == {"lines": 6, "reviews": 2, "total": 2_106_000, "facts": ""}


class TestDecisions:
    def test_granted_pays_with_its_reason(self, drafted: House) -> None:
        drafted.presses("Long", UNIT_WORD, drafted.finds("Long", "Trần Văn Bình").number)
        assert amounts(drafted)["Bình"] == (468_000, "due")
        assert "Đơn vị xác nhận có làm việc" in drafted.reads("Long")[-1]
        assert drafted.entries("allowance:2026-05:CTV02")[-1].detail == {"ruling": "granted", "reason": UNIT_WORD}

    def test_refused_pays_nothing_and_says_why(self, drafted: House) -> None:
        drafted.presses("Long", NO_WORK, drafted.finds("Long", "Phạm Quốc Dũng").number)
        assert amounts(drafted)["Dũng"] == (0, "nothing")
        told = drafted.reads("Long")[-1]
        assert "Được chi: 0\u00a0đồng" in told
        assert NO_WORK in told

    def test_the_first_of_two_approvers_decides_and_the_other_is_told(self, drafted: House) -> None:
        drafted.presses("Long", UNIT_WORD, drafted.finds("Long", "Trần Văn Bình").number)
        drafted.presses("Vân", NO_WORK, drafted.finds("Vân", "Trần Văn Bình").number)
        assert amounts(drafted)["Bình"] == (468_000, "due")
        assert drafted.reads("Vân")[-1] == "Ngô Đức Long đã quyết định trường hợp của Trần Văn Bình rồi."

    @pytest.mark.parametrize("who", ["Bình", "Lan", "Oanh", "Hà"])
    def test_who_may_not_decide_is_told_who_can(self, drafted: House, who: str) -> None:
        drafted.taps(who, "m:2026-05:CTV02:granted_late:0", 1)
        assert drafted.reads(who)[-1] == "Việc này dành cho: Người duyệt."
        assert amounts(drafted)["Bình"] == (468_000, "review")

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            ("m:2026-05:CTV99:granted_late:0", "Không có dòng phụ cấp nào mang mã CTV99."),
            ("m:2026-05:CTV01:granted_late:0", "Trường hợp của Nguyễn Thị Ánh không còn chờ quyết định."),
            ("m:2026-04:CTV02:granted_late:0", "Tháng 04/2026 hiện không ở bước xem xét."),
        ],
    )
    def test_odd_presses_are_answered(self, drafted: House, data: str, told: str) -> None:
        drafted.taps("Long", data, 1)
        assert drafted.reads("Long")[-1] == told

    def test_a_reason_that_the_config_has_no_more_decides_nothing(self, drafted: House) -> None:
        """A card may be older than the config."""
        kept = {key: words for key, words in drafted.app.book.review_reasons.items() if key != "granted_unit_word"}
        drafted.restart(replace(drafted.app.book, review_reasons=kept))
        drafted.presses("Long", UNIT_WORD, drafted.finds("Long", "Trần Văn Bình").number)
        assert drafted.reads("Long")[-1] == "Lý do này không còn dùng nữa; xin chọn lý do khác."
        assert amounts(drafted)["Bình"] == (468_000, "review")


class TestCheckAndClose:
    def test_it_goes_through_two_pairs_of_hands(self, drafted: House) -> None:
        decide(drafted)
        drafted.presses("Oanh", CHECK)
        assert drafted.reads("Oanh")[-1] == (
            "✅ Bùi Kim Oanh đã kiểm tra bảng phụ cấp tháng 05/2026: 2.574.000\u00a0đồng."
        )
        assert "đã được kiểm tra (Bùi Kim Oanh), chờ duyệt." in drafted.finds("Vân", "chờ duyệt").text
        drafted.presses("Vân", APPROVE)
        assert drafted.reads("Vân")[-1] == "👍 Phan Thanh Vân đã duyệt bảng phụ cấp tháng 05/2026: 2.574.000\u00a0đồng."
        drafted.presses("Oanh", CLOSE)
        closed = drafted.finds("Oanh", "Kỳ phụ cấp").text
        assert closed.startswith("🔒 Kỳ phụ cấp tháng 05/2026 đã chốt (Bùi Kim Oanh kiểm tra, Phan Thanh Vân duyệt).")
        assert closed.endswith("Ngày chi: 10/06/2026.")
        drafted.presses("Oanh", PAY)
        assert drafted.reads("Oanh")[-1].startswith("💵 Kỳ phụ cấp tháng 05/2026 đã chi (Bùi Kim Oanh ghi nhận).")

    def test_each_step_keeps_who_took_it_and_when(self, drafted: House) -> None:
        check_and_close(drafted)
        drafted.until("2026-06-10 09:00")
        drafted.presses("Oanh", PAY)
        hands = {state.value: (hand.by, f"{hand.at:%d/%m}") for state, hand in file(drafted).closing.hands.items()}
        assert hands == {
            "checked": ("CB03", "05/06"),
            "approved": ("CB05", "05/06"),
            "closed": ("CB03", "05/06"),
            "paid": ("CB03", "10/06"),
        }

    def test_the_journal_says_whose_hands(self, drafted: House) -> None:
        check_and_close(drafted)
        assert drafted.journal("month:2026-05") == [
            ("scheduler", "month_drafted", ""),
            ("CB03", "month_checked", ""),
            ("CB05", "month_approved", ""),
            ("CB03", "month_closed", ""),
        ]

    def test_one_person_cannot_do_both_whatever_their_roles(self, drafted: House) -> None:
        decide(drafted)
        drafted.presses("Quỳnh", CHECK)
        drafted.presses("Quỳnh", APPROVE)
        assert drafted.reads("Quỳnh")[-1] == "Người kiểm tra và người duyệt phải là hai người khác nhau."
        assert file(drafted).closing.state is CloseState.CHECKED
        drafted.presses("Long", APPROVE)
        assert file(drafted).closing.state is CloseState.APPROVED

    @pytest.mark.parametrize(
        ("who", "act", "told"),
        [
            ("Long", "check", "Việc này dành cho: Kế toán."),
            ("Oanh", "approve", "Việc này dành cho: Người duyệt."),
            ("Bình", "close", "Việc này dành cho: Kế toán, Người duyệt."),
            ("Long", "pay", "Việc này dành cho: Kế toán."),
            ("Hà", "check", "Việc này dành cho: Kế toán."),
        ],
    )
    def test_who_may_not_is_told_who_can(self, drafted: House, who: str, act: str, told: str) -> None:
        decide(drafted)
        drafted.taps(who, f"k:2026-05:{act}", 1)
        assert drafted.reads(who)[-1] == told

    def test_nothing_moves_while_a_line_waits(self, drafted: House) -> None:
        drafted.taps("Oanh", "k:2026-05:check", 1)
        assert drafted.reads("Oanh") == ["Còn 2 trường hợp chờ xem xét, nên chưa thể sang bước này."]

    @pytest.mark.parametrize(("who", "act"), [("Oanh", "check"), ("Vân", "approve"), ("Oanh", "close")])
    def test_a_step_that_was_taken_is_not_taken_again(self, drafted: House, who: str, act: str) -> None:
        check_and_close(drafted)
        drafted.taps(who, f"k:2026-05:{act}", 1)
        assert drafted.reads(who)[-1] == "Bước này đã làm rồi, hoặc chưa đến lượt."

    def test_a_budget_that_does_not_suffice_stops_the_month_and_says_by_how_much(self, june: House) -> None:
        """P10."""
        book = june.app.book
        budgets = (Budget(MAY.first, "ld_ha_noi", 1_000_000, "QĐ 1"),)
        june.restart(replace(book, policy=replace(book.policy, budgets=budgets)))
        june.until(CUT_OFF)
        decide(june)
        june.presses("Oanh", CHECK)
        told = june.reads("Oanh")[-1].replace("\u00a0", " ")
        assert told.startswith(
            "LĐLĐ Hà Nội có dự toán 1.000.000 đồng mà danh sách lên đến 1.404.000 đồng, vượt 404.000 đồng"
        )
        assert file(june).closing.state is CloseState.DRAFT

    def test_closing_comes_after_checking(self, drafted: House) -> None:
        decide(drafted)
        drafted.taps("Vân", "k:2026-05:close", 1)
        assert drafted.reads("Vân")[-1] == "Bước này đã làm rồi, hoặc chưa đến lượt."

    def test_a_month_that_nobody_drafted_has_no_steps(self, drafted: House) -> None:
        drafted.taps("Oanh", "k:2026-06:check", 1)
        assert drafted.reads("Oanh") == ["Tháng 06/2026 hiện không ở bước xem xét."]


class TestFrozen:
    def test_computed_again_the_month_is_what_was_closed(self, drafted: House) -> None:
        check_and_close(drafted)
        kept = file(drafted)
        assert file_for(kept.closing, kept.cut_off, kept.terms, kept.facts) == kept
        assert all(line.state is not LineState.REVIEW for line in kept.assessment.lines)

    def test_what_the_store_knows_later_changes_nothing(self, drafted: House) -> None:
        check_and_close(drafted)
        before = file(drafted)
        with drafted.app.store.begin() as tx:
            for line in before.assessment.lines:
                person = tx.people.by_code(line.person)
                assert person is not None
                tx.people.set_chat_state(person.id, person.chat)
        drafted.until("2026-06-09 12:00")
        assert file(drafted) == before

    def test_a_late_report_does_not_change_the_draft_but_the_facts_of_today(self, drafted: House) -> None:
        drafted.presses("Bình", "Tôi không phụ trách trang")
        assert "đã khép lại" in drafted.reads("Bình")[-1]
        with drafted.looking() as tx:
            assert gather_facts(tx, file(drafted).terms) == file(drafted).facts

    def test_a_closed_month_cannot_be_written_over(self, drafted: House) -> None:
        check_and_close(drafted)
        with pytest.raises(ValueError, match="closed"), drafted.app.store.begin() as tx:
            tx.months.save(replace(file(drafted), facts_version="another"))

    def test_a_decision_after_the_close_is_refused(self, drafted: House) -> None:
        check_and_close(drafted)
        drafted.taps("Long", "m:2026-05:CTV02:refused_no_work:0", 1)
        assert drafted.reads("Long")[-1] == "Tháng 05/2026 hiện không ở bước xem xét."
        assert amounts(drafted)["Bình"] == (468_000, "due")
