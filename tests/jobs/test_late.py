"""The machine was off when something was due: each thing follows its own policy, decided once (R7, R8)."""

from dataclasses import replace
from datetime import time

import pytest

from nhipcau.rules.cadence import SlotKind, SlotState
from nhipcau.rules.calendar import WeekMoment
from nhipcau.rules.ladder import Rung
from tests.fakes.config import with_programme
from tests.fakes.house import House

ROUND = "weekly_checkin/2026-W19"
KICK_OFF = "kick_off:thang_cong_nhan_2026"
RUN, SKIP = "Thực hiện ngay", "Bỏ qua lần này"


def firsts(house: House, who: str) -> list[str]:
    """How each text begins."""
    return [text[0] for text in house.reads(who)]


class TestRunOnce:
    def test_r7_a_late_opening_still_happens(self, house: House) -> None:
        house.sleep_until("2026-05-04 08:25")
        house.wake()
        assert firsts(house, "Bình") == ["📝"]

    def test_a_stale_one_does_not(self, house: House) -> None:
        house.sleep_until("2026-05-06 08:01")
        house.wake()
        assert "📝" not in firsts(house, "Bình")
        assert house.state(f"open_round:{ROUND}") is SlotState.SKIPPED
        assert house.journal(f"open_round:{ROUND}")[-1] == ("scheduler", "slot_skip", "stale")

    def test_of_two_late_reminders_only_the_newer_goes_out(self, house: House) -> None:
        house.until("2026-05-04 10:00")
        house.reads("Bình")
        house.sleep_until("2026-05-09 10:00")
        house.wake()
        (text,) = house.reads("Bình")
        assert text.startswith("🔔 Nhắc lần 2")
        assert house.journal(f"remind:{ROUND}#1")[-1] == ("scheduler", "slot_skip", "superseded")

    def test_nobody_is_reminded_into_the_night(self, house: House) -> None:
        house.until("2026-05-04 10:00")
        house.reads("Bình")
        house.sleep_until("2026-05-07 23:00")
        house.wake()
        assert house.reads("Bình") == []

    def test_r8_of_three_weeks_that_were_slept_through_only_the_last_is_opened(self, house: House) -> None:
        house.sleep_until("2026-05-18 09:00")
        house.wake()
        asked = [text for text in house.reads("Bình") if text.startswith("📝")]
        assert len(asked) == 1
        assert "(18/05/2026 – 24/05/2026)" in asked[0]
        assert [house.state(f"open_round:weekly_checkin/2026-W{week}") for week in (19, 20, 21)] == [
            SlotState.SKIPPED,
            SlotState.SKIPPED,
            SlotState.DONE,
        ]

    def test_every_late_round_is_closed_however_late(self, house: House) -> None:
        house.until("2026-05-04 10:00")
        house.sleep_until("2026-05-14 09:00")
        house.wake()
        assert house.checkin("Bình", ROUND).round.closed

    def test_late_syncs_are_one(self, house: House) -> None:
        house.sleep_until("2026-05-06 19:00")
        house.wake()
        assert house.sheets.syncs == 1


def test_what_runs_a_few_minutes_late_is_simply_run(house: House) -> None:
    house.sleep_until("2026-05-04 08:40")
    house.wake()
    assert "🚩" in firsts(house, "Bình")


class TestAskAdmin:
    """A kick-off that was missed is for people to decide."""

    @pytest.fixture(autouse=True)
    def _slept(self, house: House) -> None:
        house.sleep_until("2026-05-04 09:20")
        house.wake()

    def test_the_admin_group_is_asked(self, house: House) -> None:
        asked = house.finds("admins", "phát động")
        assert asked.text == (
            "⏰ Việc phát động (Tháng Công nhân năm 2026) lẽ ra đã chạy lúc 08:30 Thứ Hai 04/05/2026, nhưng hệ thống "
            "khi đó không hoạt động. Anh/chị muốn thực hiện ngay hay bỏ qua?"
        )
        assert asked.labels == [RUN, SKIP]

    def test_nobody_else_hears_of_it(self, house: House) -> None:
        assert "🚩" not in firsts(house, "Bình")
        assert house.state(KICK_OFF) is SlotState.ASKED

    def test_it_asks_once(self, house: House) -> None:
        house.wake()
        house.restart()
        house.app.plan(house.clock.now())
        house.wake()
        assert firsts(house, "admins").count("⏰") == 1

    def test_yes_announces_it_now(self, house: House) -> None:
        house.presses("Hà", RUN, in_group=True)
        assert house.finds("admins", "đã cho thực hiện").text == (
            "✅ Hoàng Thu Hà đã cho thực hiện: Tháng Công nhân năm 2026."
        )
        assert "🚩" in firsts(house, "Bình")
        assert house.state(KICK_OFF) is SlotState.DONE
        assert house.journal(KICK_OFF)[-1] == ("CB01", "slot_run", "late")

    def test_no_leaves_it_for_good(self, house: House) -> None:
        house.presses("Hà", SKIP, in_group=True)
        house.wake()
        assert house.finds("admins", "đã bỏ qua").text == "⏭ Hoàng Thu Hà đã bỏ qua: Tháng Công nhân năm 2026."
        assert "🚩" not in firsts(house, "Bình")
        assert house.state(KICK_OFF) is SlotState.SKIPPED
        assert house.journal(KICK_OFF)[-1] == ("CB01", "slot_skip", "late")

    def test_the_answer_takes_the_buttons_away(self, house: House) -> None:
        card = house.finds("admins", "phát động").number
        house.presses("Hà", SKIP, in_group=True)
        assert house.finds("admins", "đã bỏ qua").number == card
        assert house.finds("admins", "đã bỏ qua").labels == []

    @pytest.mark.parametrize(("first", "second"), [(RUN, SKIP), (SKIP, RUN), (RUN, RUN)])
    def test_of_two_coordinators_the_first_decides_and_the_other_is_told(
        self, house: House, first: str, second: str
    ) -> None:
        card = house.finds("admins", "phát động")
        data = dict(card.buttons)
        house.taps("Hà", data[first], card.number, in_group=True)
        state = house.state(KICK_OFF)
        house.taps("Mạnh", data[second], card.number, in_group=True)
        assert house.state(KICK_OFF) is state
        assert house.reads("Mạnh") == ["Hoàng Thu Hà đã bấm trước rồi."]
        assert firsts(house, "Bình").count("🚩") == (first == RUN)

    def test_a_campaign_that_is_gone_meanwhile_is_announced_by_nobody(self, house: House) -> None:
        house.restart(replace(house.app.book, campaigns={}))
        house.app.plan(house.clock.now())
        house.presses("Hà", RUN, in_group=True)
        assert house.reads("Hà") == ["Việc này không còn trong lịch nữa, nên không thực hiện được."]
        assert house.state(KICK_OFF) is SlotState.CANCELLED
        assert "🚩" not in firsts(house, "Bình")

    def test_who_may_not_decide_is_told_who_can(self, house: House) -> None:
        house.presses("Lan", RUN, in_group=True)
        assert house.reads("Lan")[-1] == "Việc này dành cho: Điều phối viên (Ban quản trị)."
        assert house.state(KICK_OFF) is SlotState.ASKED

    def test_a_stranger_in_the_group_decides_nothing(self, house: House) -> None:
        house.presses("Kha", RUN, in_group=True)
        assert house.state(KICK_OFF) is SlotState.ASKED
        assert "✅" not in firsts(house, "admins")


def test_what_waits_for_an_answer_is_decided_by_a_person_even_after_it_grew_stale(house: House) -> None:
    house.sleep_until("2026-05-07 12:00")
    house.wake()
    assert house.state(KICK_OFF) is SlotState.ASKED
    house.presses("Hà", RUN, in_group=True)
    assert "🚩" in firsts(house, "Bình")


def test_each_kind_is_run_by_its_own_flow_and_by_no_other(house: House) -> None:
    house.sleep_until("2026-05-04 08:05")
    assert house.app.run(SlotKind.REMIND, house.clock.now()).counts == {}
    assert house.state(f"open_round:{ROUND}") is SlotState.PLANNED


class TestThreeDaysDown:
    """Nothing wakes the flows from Monday before the kick-off to Thursday, across a kick-off and four reminders."""

    REMINDERS = tuple(WeekMoment(day, time(9)) for day in (1, 2, 3, 4))

    @pytest.fixture
    def woken(self, house: House) -> House:
        """Two processes come back at once on Thursday morning and both catch up."""
        house.restart(with_programme(house.app.book, "weekly_checkin", reminders=tuple(map(Rung, self.REMINDERS))))
        house.app.plan(house.clock.now())
        house.until("2026-05-04 08:00")
        house.reads("Bình")
        house.sleep_until("2026-05-08 10:00")
        house.wake()
        house.restart()
        house.app.plan(house.clock.now())
        house.wake()
        return house

    def test_each_slot_is_decided_once_by_its_own_policy(self, woken: House) -> None:
        slots = [KICK_OFF, *(f"remind:{ROUND}#{step}" for step in (1, 2, 3, 4))]
        assert {key: [(what, why) for who, what, why in woken.journal(key) if who != "planner"] for key in slots} == {
            KICK_OFF: [("slot_ask", "late")],
            f"remind:{ROUND}#1": [("slot_skip", "superseded")],
            f"remind:{ROUND}#2": [("slot_skip", "superseded")],
            f"remind:{ROUND}#3": [("slot_skip", "superseded")],
            f"remind:{ROUND}#4": [],
        }
        assert woken.state(f"remind:{ROUND}#4") is SlotState.DONE

    def test_a_person_reads_one_reminder_and_coordinators_one_question_a_kick_off(self, woken: House) -> None:
        assert [text.splitlines()[0] for text in woken.reads("Bình")] == [
            "🔔 Nhắc lần 4: Báo cáo tuần (04/05/2026 – 10/05/2026)"
        ]
        asked = [text for text in woken.reads("admins") if text.startswith("⏰ Việc phát động")]
        assert len(asked) == 2
        assert "(Tháng Công nhân năm 2026) lẽ ra đã chạy lúc 08:30 Thứ Hai 04/05/2026" in asked[0]


class TestWhatShouldHaveRun:
    """R12: the bot lives, and nothing wakes the flows."""

    def alarms(self, house: House) -> list[str]:
        return [text for text in house.reads("admins") if text.startswith("🚨")]

    def test_r12_the_admin_group_is_told_within_five_minutes(self, house: House) -> None:
        house.sleep_until("2026-05-04 08:02")
        house.deliver()
        assert self.alarms(house) == []
        house.sleep_until("2026-05-04 08:04")
        house.deliver()
        (alarm,) = self.alarms(house)
        assert "• mở đợt (Báo cáo tuần 04/05/2026 – 10/05/2026), lúc 08:00 Thứ Hai 04/05/2026" in alarm

    def test_each_thing_is_told_of_once(self, house: House) -> None:
        for minute in ("08:04", "08:05", "08:34", "08:35"):
            house.sleep_until(f"2026-05-04 {minute}")
            house.deliver()
        first, second = self.alarms(house)
        assert ("mở đợt" in first, "phát động" in first) == (True, False)
        assert ("mở đợt" in second, "phát động" in second) == (False, True)

    def test_what_waits_for_people_is_no_alarm(self, june: House) -> None:
        june.until("2026-06-05 18:00")
        assert self.alarms(june) == []
