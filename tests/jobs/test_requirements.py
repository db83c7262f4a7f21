"""What went wrong in systems like this one, and must not here: R1 to R13, each as it was reported.

Those that take more than one test have rooms of their own, where the one that repeats the complaint has its number in
its name (`pytest -k _r8_`): R2 test_replanning, R3 test_once, R4 test_launches, R6 test_delivery, R7, R8 and R12
test_late, R11 test_amendments.
"""

from datetime import time

from nhipcau.rules.calendar import Landing
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.config import with_kick_off
from tests.fakes.house import House

ROUND = "weekly_checkin/2026-W19"


def at_one_moment(book: Rulebook) -> Rulebook:
    """Both campaigns of May are announced together."""
    for key in ("thang_cong_nhan_2026", "thang_atvsld_2026"):
        book = with_kick_off(book, key, at=time(8, 30), landing=Landing.AFTER)
    return book


def test_r1_a_message_that_is_stuck_does_not_send_its_sibling_again(house: House) -> None:
    """Two steps with the same due time, one stuck, seven days: two sends."""
    house.restart(at_one_moment(house.app.book))
    house.app.plan(house.clock.now())
    house.until("2026-05-04 08:00")
    house.reads("Ánh")
    house.courier.loses_the_answer()
    house.until("2026-05-11 07:00")
    assert len([text for text in house.reads("Ánh") if text.startswith("🚩")]) == 2
    assert house.uncertain() == ["kick_off:thang_atvsld_2026:CTV01"]


def test_r5_a_step_that_is_taken_twice_counts_once_and_the_conversation_goes_on(house: House) -> None:
    house.until("2026-05-04 09:00")
    asked = house.finds("Bình", "📝")
    pressed = dict(asked.buttons)["Tuần này chưa có"]
    for _ in range(2):
        house.taps("Bình", pressed, asked.number)
        house.restart()
    house.answers("Bình", "Không có gì thêm", "✅ Gửi")
    assert house.checkin("Bình", ROUND).version == 1


def test_r9_what_is_a_few_seconds_late_is_done_and_needs_no_memory_of_a_process(house: House) -> None:
    house.restart()
    house.sleep_until("2026-05-04 08:00:05")
    house.wake()
    assert house.sees("Bình").text.startswith("📝")


def test_r10_every_message_says_the_local_day_and_time(house: House) -> None:
    """The store keeps UTC; nobody ever reads it."""
    house.until("2026-05-07 10:00")
    reminder = house.sees("Bình").text
    assert "12:00 Chủ nhật 10/05/2026" in reminder
    assert "05:00" not in reminder


def test_r13_a_holiday_moves_the_opening_and_leave_is_no_miss(house: House) -> None:
    """Monday 27 April 2026 is the day off for Hùng Kings' Day; Châu is on leave for two weeks of May."""
    plan, _ = house.app.book.asked("weekly_checkin/2026-W18")
    assert f"{plan.opens_at:%a %d/%m %H:%M}" == "Tue 28/04 08:00"
    house.until("2026-05-10 21:00")
    assert house.checkin("Châu", ROUND).excused
    assert "🔔" not in "".join(house.reads("Châu"))
    assert house.counts(f"open_round:{ROUND}")["audience"] == 5, "Châu is in no denominator"
