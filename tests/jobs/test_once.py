"""Nobody is written to twice for one slot, whoever runs it and however often (R1, R3)."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from threading import Barrier

import pytest

from nhipcau.rules.cadence import SlotKind, SlotState
from tests.fakes.clock import moment
from tests.fakes.config import with_kick_off
from tests.fakes.house import House

ROUND = "weekly_checkin/2026-W19"
OPENING = f"open_round:{ROUND}"


def openings(house: House) -> Counter[int]:
    """How often each chat was asked."""
    return Counter(parcel.chat_id for parcel in house.courier.sent if "📝" in parcel.text)


def everyone_once(house: House) -> dict[int, int]:
    return {house.people[who].chat: 1 for who in ("Ánh", "Bình", "Giang", "Lan")}


def the_job_runs_again(house: House) -> None:
    with house.looking() as tx:
        known = tx.slots.get(OPENING)
    assert known is not None
    assert house.app.run_slot(known.slot, house.clock.now()).counts == {"slots": 1, "taken": 1}


def the_schedule_fires_again(house: House) -> None:
    assert SlotKind.OPEN_ROUND not in house.wake()


def the_process_is_restarted(house: House) -> None:
    house.restart()
    house.app.plan(house.clock.now())
    house.wake()


def everything_is_planned_again(house: House) -> None:
    counts = house.app.plan(house.clock.now()).counts
    assert (counts["moved"], counts["cancelled"]) == (0, 0)
    house.wake()


@pytest.mark.parametrize(
    "again",
    [the_job_runs_again, the_schedule_fires_again, the_process_is_restarted, everything_is_planned_again],
    ids=lambda function: function.__name__.replace("_", " "),
)
def test_everyone_is_asked_once_even_when(house: House, again: Callable[[House], None]) -> None:
    house.until("2026-05-04 08:00")
    again(house)
    house.deliver()
    assert openings(house) == everyone_once(house)


@pytest.mark.parametrize("_", range(3))
def test_r3_everyone_is_asked_once_when_four_processes_run_the_slot_at_the_same_time(house: House, _: int) -> None:
    house.sleep_until("2026-05-04 08:00")
    apps, together = [house.another_process() for _ in range(4)], Barrier(4)

    def run(number: int) -> int:
        together.wait()
        return apps[number].run(SlotKind.OPEN_ROUND, house.clock.now()).counts.get("planned", 0)

    with ThreadPoolExecutor(4) as pool:
        planned = list(pool.map(run, range(4)))
    house.deliver()
    assert sorted(planned) == [0, 0, 0, 4]
    assert openings(house) == everyone_once(house)


def test_a_message_that_is_stuck_makes_no_other_go_out_again(house: House) -> None:
    """R1: two steps are due at one moment, one message is stuck, a week goes by: each is sent once."""
    house.restart(with_kick_off(house.app.book, "thang_atvsld_2026", at=time(8, 30)))
    house.app.plan(house.clock.now())
    house.sleep_until("2026-05-04 08:30")
    house.app.run(SlotKind.KICK_OFF, house.clock.now())
    house.courier.asks_to_wait(8 * 3600, times=5)
    for hours in range(0, 7 * 24, 4):
        house.clock.set(max(house.clock.now(), moment("2026-05-04 08:30") + timedelta(hours=hours)))
        house.app.run(SlotKind.KICK_OFF, house.clock.now())
        house.deliver()
    kick_offs = Counter(parcel.chat_id for parcel in house.courier.sent if "🚩" in parcel.text)
    assert kick_offs == dict.fromkeys(everyone_once(house), 2)


def test_a_slot_is_decided_once(house: House) -> None:
    house.until("2026-05-04 08:00")
    assert house.state(OPENING) is SlotState.DONE
    with house.app.store.begin() as tx:
        assert not tx.slots.decide(OPENING, SlotState.SKIPPED, "late", house.clock.now())
    assert house.state(OPENING) is SlotState.DONE


class TestByHand:
    """A coordinator starts a slot at the Prefect page, before or after the clock does."""

    def test_what_is_run_early_does_not_run_again_at_its_moment(self, house: House) -> None:
        house.sleep_until("2026-05-04 07:30")
        assert house.app.run_by_hand(OPENING, house.clock.now()).counts["planned"] == 4
        house.until("2026-05-04 08:00")
        assert openings(house) == everyone_once(house)

    def test_what_ran_already_is_left_alone(self, house: House) -> None:
        house.until("2026-05-04 08:00")
        assert house.app.run_by_hand(OPENING, house.clock.now()).counts == {"slots": 1, "taken": 1}

    def test_a_key_that_does_not_exist_is_told(self, house: House) -> None:
        assert house.app.run_by_hand("kick_off:nothing", house.clock.now()).counts == {"unknown": 1}
