"""A month after its close: opened again, learned of later, and never half closed."""

from dataclasses import replace
from errno import ENOSPC
from pathlib import Path

import pytest

from nhipcau.jobs.assess_month import draft_month
from nhipcau.machine import DiskFiles
from nhipcau.ports import MonthFile
from nhipcau.rules.allowance import lists
from nhipcau.rules.allowance.close import CloseState, Closing
from nhipcau.rules.allowance.lines import LineKind
from nhipcau.rules.allowance.lists import changes
from nhipcau.rules.cadence import SlotState
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Leave
from tests.fakes.house import House
from tests.jobs.closing import (
    AGREE,
    APPROVE,
    CHECK,
    CLOSE,
    MAY,
    PAY,
    REOPEN,
    WRONG_ROSTER,
    check_and_close,
    decide,
    file,
    reopen,
)


def leave_all_may(house: House, who: str) -> None:
    """What nobody knew at the cut-off."""
    with house.app.store.begin() as tx:
        tx.people.add_leave(house.person(who).id, Leave(MAY.span, "ốm"))


def close_again(house: House) -> None:
    house.presses("Oanh", CHECK)
    house.presses("Vân", APPROVE)
    house.presses("Oanh", CLOSE)


class TestOpeningAgain:
    def test_takes_a_reason_and_a_second_person(self, drafted: House) -> None:
        check_and_close(drafted)
        drafted.presses("Oanh", REOPEN)
        drafted.presses("Oanh", WRONG_ROSTER)
        assert drafted.reads("Oanh")[-1].endswith("đang chờ một người khác đồng ý.")
        assert file(drafted).closing.state is CloseState.CLOSED
        asked = drafted.finds("Vân", "đề nghị mở lại")
        assert "Lý do: Sai danh sách hoặc quyết định" in asked.text
        drafted.presses("Vân", AGREE)
        assert file(drafted).closing.version == 2
        assert drafted.entries("month:2026-05")[-1].why == WRONG_ROSTER
        assert [entry.what for entry in drafted.entries("month:2026-05")][-2:] == ["reopening_asked", "month_reopened"]

    def test_the_one_who_asked_cannot_agree(self, drafted: House) -> None:
        check_and_close(drafted)
        drafted.taps("Oanh", "o:2026-05:1:roster:CB03", 1)
        assert drafted.reads("Oanh")[-1] == "Mở lại kỳ cần hai người khác nhau: một người đề nghị, một người đồng ý."
        assert file(drafted).closing.version == 1

    @pytest.mark.parametrize(
        ("who", "data", "told"),
        [
            ("Hà", "o:2026-05:1", "Việc này dành cho: Kế toán, Người duyệt."),
            ("Vân", "o:2026-04:1", "Tháng 04/2026 chưa chốt, hoặc đã được mở lại rồi."),
            ("Vân", "o:2026-05:2", "Tháng 05/2026 chưa chốt, hoặc đã được mở lại rồi."),
            ("Vân", "o:2026-05:1:gone", "Lý do này không còn dùng nữa; xin chọn lý do khác."),
        ],
    )
    def test_odd_requests_are_answered(self, drafted: House, who: str, data: str, told: str) -> None:
        check_and_close(drafted)
        drafted.taps(who, data, 1)
        assert drafted.reads(who)[-1] == told

    def test_two_who_agree_at_once_make_one_version(self, drafted: House) -> None:
        check_and_close(drafted)
        reopen(drafted)
        drafted.taps("Long", "o:2026-05:1:roster:CB03", 1)
        assert drafted.reads("Long")[-1] == "Tháng 05/2026 chưa chốt, hoặc đã được mở lại rồi."
        assert file(drafted).closing.version == 2

    def test_the_old_version_stays_readable_and_the_difference_is_a_list(self, drafted: House) -> None:
        check_and_close(drafted)
        before = file(drafted)
        leave_all_may(drafted, "Giang")
        reopen(drafted)
        close_again(drafted)
        old, new = drafted.app.versions(MAY)
        assert old == before
        assert [(c.name, c.before, c.after) for c in changes(old.assessment, new.assessment)] == [
            ("Đỗ Thu Giang", 468_000, 0)
        ]
        assert lists.total(new.assessment) == 2_574_000 - 468_000

    def test_what_was_paid_already_is_not_paid_again_and_what_was_too_much_is_carried(self, drafted: House) -> None:
        """P12: only the difference is paid or recovered."""
        check_and_close(drafted)
        drafted.presses("Oanh", PAY)
        leave_all_may(drafted, "Giang")
        reopen(drafted)
        close_again(drafted)
        lines = {line.kind.value: line.amount for line in file(drafted).assessment.lines if line.name == "Đỗ Thu Giang"}
        assert lines == {"allowance": 0, "adjustment": -468_000, "carry_over": 468_000}
        assert lists.total(file(drafted).assessment) == 0

    def test_the_lists_of_each_version_are_kept_with_what_differs(self, drafted: House) -> None:
        check_and_close(drafted)
        drafted.wake()
        first = drafted.app.files.locate("2026-05/payments/ld_ca_mau.xlsx").read_text()
        leave_all_may(drafted, "Giang")
        reopen(drafted)
        close_again(drafted)
        drafted.wake()
        kept = drafted.app.files.locate("2026-05/payments")
        assert (kept / "ld_ca_mau.xlsx").read_text() == first == "list of ld_ca_mau: 468000 (xlsx)"
        assert (kept / "v2/ld_ca_mau.xlsx").read_text() == "list of ld_ca_mau: 0 (xlsx)"
        assert (kept / "v2/differences.xlsx").read_text() == (
            "changes of version 2 (Sai danh sách hoặc quyết định): Đỗ Thu Giang 468000 -> 0"
        )
        assert [what for _, what, _ in drafted.journal("month:2026-05")].count("lists_written") == 2


class FullDisk(DiskFiles):
    """A disk on which a few files more find room."""

    def __init__(self, folder: Path, room: int) -> None:
        super().__init__(folder)
        self._room = room

    def write(self, path: str, content: bytes) -> None:
        if self._room == 0:
            raise OSError(ENOSPC, "No space left on device")
        self._room -= 1
        super().write(path, content)


class TestNothingIsHalfClosed:
    def test_a_disk_that_is_full_keeps_the_month_closed_and_writes_the_lists_later(self, drafted: House) -> None:
        check_and_close(drafted)
        closed, files = file(drafted), drafted.app.files
        drafted.app.files = FullDisk(files.locate(""), room=3)
        with pytest.raises(OSError, match="No space left"):
            drafted.wake()
        assert file(drafted) == closed
        assert drafted.state("render_reports:2026-05") is SlotState.PLANNED
        with drafted.looking() as tx:
            assert tx.archive.get("2026-05/payments/tld.xlsx") is None
        drafted.app.files = files
        drafted.wake()
        assert drafted.state("render_reports:2026-05") is SlotState.DONE
        with drafted.looking() as tx:
            assert tx.archive.get("2026-05/payments/tld.xlsx") is not None


class TestLearnedLater:
    def test_is_put_right_in_the_next_open_month_with_its_origin(self, drafted: House) -> None:
        """P11."""
        check_and_close(drafted)
        leave_all_may(drafted, "Giang")
        june = draft(drafted, MAY.next)
        (line,) = [line for line in june.assessment.lines if line.kind is LineKind.ADJUSTMENT]
        assert (line.name, line.amount, line.origin) == ("Đỗ Thu Giang", -468_000, "2026-05")

    def test_a_month_waits_for_the_one_before_it(self, drafted: House) -> None:
        decide(drafted)
        draft(drafted, MAY.next)
        drafted.taps("Oanh", "k:2026-06:check", 1)
        assert drafted.reads("Oanh")[-1] == "Tháng 05/2026 chưa chốt; xin chốt lần lượt từng tháng."

    def test_after_the_next_month_was_checked_a_month_is_not_opened_again(self, drafted: House) -> None:
        check_and_close(drafted)
        draft(drafted, MAY.next)
        drafted.taps("Oanh", "k:2026-06:check", 1)
        drafted.presses("Oanh", REOPEN)
        assert drafted.reads("Oanh")[-1].startswith("Tháng 06/2026 đã kiểm tra hoặc đã chốt sau tháng này")


def draft(house: House, month: Month) -> MonthFile:
    with house.app.store.begin() as tx:
        made = draft_month(tx, house.app.book, Closing(month, 1, CloseState.DRAFT), house.clock.now())
        tx.months.save(made)
    return made


def test_another_policy_is_compared_person_by_person_and_changes_nothing(drafted: House) -> None:
    check_and_close(drafted)
    policy = drafted.app.book.policy
    dearer = replace(policy, base_salaries=(replace(policy.base_salaries[0], amount=3_000_000),))
    before, found = file(drafted), drafted.app.compare_policy(MAY, dearer)
    assert found is not None
    assert [(shift.name, shift.before, shift.after) for shift in found.shifts][:2] == [
        ("Nguyễn Thị Ánh", 702_000, 900_000),
        ("Trần Văn Bình", 468_000, 600_000),
    ]
    assert file(drafted) == before
    assert drafted.app.compare_policy(MAY.next, dearer) is None
