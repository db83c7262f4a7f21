"""Config is edited while a round runs: what is unsent follows, what was sent never fires again (R2)."""

from dataclasses import replace
from datetime import time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.rules.cadence import SlotKind, SlotState
from nhipcau.rules.calendar import WeekMoment
from nhipcau.rules.ladder import Rung
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.clock import moment
from tests.fakes.config import with_programme, without_programme
from tests.fakes.house import House

ROUND = "weekly_checkin/2026-W19"
THURSDAY, FRIDAY, SATURDAY, SUNDAY = (WeekMoment(day, time(9)) for day in (3, 4, 5, 6))


def reminded(house: House, who: str = "Bình") -> int:
    return sum(text.startswith("🔔") for text in house.reads(who))


def edit(house: House, book: Rulebook) -> dict[str, int]:
    house.restart(book)
    return dict(house.app.plan(house.clock.now()).counts)


def weekly(house: House, *reminders: WeekMoment, **others: WeekMoment) -> Rulebook:
    return with_programme(house.app.book, "weekly_checkin", reminders=tuple(map(Rung, reminders)), **others)


def test_a_reminder_that_is_moved_comes_on_its_new_day_only(house: House) -> None:
    house.until("2026-05-05 12:00")
    edit(house, weekly(house, FRIDAY, SATURDAY))
    house.until("2026-05-07 23:00")
    assert reminded(house) == 0
    house.until("2026-05-08 09:00")
    assert reminded(house) == 1


def test_r2_a_reminder_that_went_out_does_not_go_out_again_when_it_is_moved(house: House) -> None:
    house.until("2026-05-07 10:00")
    assert reminded(house) == 1
    edit(house, weekly(house, FRIDAY, SATURDAY))
    house.until("2026-05-08 20:00")
    assert reminded(house) == 0
    house.until("2026-05-09 09:00")
    assert reminded(house) == 1


def test_an_opening_that_went_out_is_not_repeated_when_the_week_begins_on_tuesday(house: House) -> None:
    house.until("2026-05-04 10:00")
    house.reads("Bình")
    edit(house, weekly(house, THURSDAY, SATURDAY, opens=WeekMoment(1, time(8))))
    house.until("2026-05-05 12:00")
    assert house.reads("Bình") == []


def test_a_reminder_that_is_taken_away_does_not_come(house: House) -> None:
    house.until("2026-05-05 12:00")
    edit(house, weekly(house, THURSDAY))
    house.until("2026-05-10 20:00")
    assert reminded(house) == 1
    assert house.state(f"remind:{ROUND}#2") is SlotState.CANCELLED
    assert house.journal(f"remind:{ROUND}#2")[-1] == ("planner", "slot_cancel", "no_longer_configured")


def test_a_reminder_that_is_added_comes(house: House) -> None:
    house.until("2026-05-05 12:00")
    edit(house, weekly(house, THURSDAY, FRIDAY, SATURDAY))
    house.until("2026-05-10 20:00")
    assert reminded(house) == 3


def test_a_programme_that_ends_takes_its_slots_along_and_brings_them_back(house: House) -> None:
    whole = house.app.book
    house.until("2026-05-04 10:00")
    edit(house, without_programme(whole, "weekly_checkin"))
    house.until("2026-05-08 12:00")
    assert reminded(house) == 0
    edit(house, whole)
    house.until("2026-05-09 09:00")
    assert reminded(house) == 1


def test_an_open_round_follows_its_new_deadline(house: House) -> None:
    house.until("2026-05-04 10:00")
    edit(house, with_programme(house.app.book, "weekly_checkin", due=WeekMoment(6, time(18))))
    house.says("Bình", "/trangthai")
    assert "hạn 18:00 Chủ nhật 10/05/2026" in house.reads("Bình")[-1]
    house.until("2026-05-10 17:00")
    house.presses("Bình", "Tuần này chưa có")
    house.answers("Bình", "Không có gì thêm", "✅ Gửi")
    checkin = house.checkin("Bình", ROUND)
    assert checkin.first_sent_at is not None
    assert checkin.first_sent_at < checkin.round.due_at


def test_a_change_is_journaled_with_its_reason(house: House) -> None:
    house.until("2026-05-05 12:00")
    assert edit(house, weekly(house, FRIDAY, SATURDAY))["moved"] > 0
    assert house.journal(f"remind:{ROUND}#1")[-1] == ("planner", "slot_move", "moment_changed")
    assert house.entries(f"remind:{ROUND}#1")[-1].detail == {"due_at": "2026-05-08T09:00:00+07:00"}


def test_a_change_of_policy_is_no_change_of_moment(house: House) -> None:
    policy = replace(house.app.book.late[SlotKind.REMIND], stale_after=timedelta(hours=1))
    edit(house, replace(house.app.book, late={**house.app.book.late, SlotKind.REMIND: policy}))
    assert house.journal(f"remind:{ROUND}#1")[-1] == ("planner", "slot_move", "settings_changed")


def test_planning_again_changes_nothing(house: House) -> None:
    assert edit(house, house.app.book) == {"created": 0, "moved": 0, "cancelled": 0}


_MOMENTS = st.builds(WeekMoment, st.integers(1, 5), st.sampled_from([time(7), time(9), time(14)]))
_EDITS = st.lists(st.tuples(st.integers(2, 40), _MOMENTS, _MOMENTS), min_size=1, max_size=4)


@given(edits=_EDITS)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_often_reminders_are_moved_each_is_sent_once(new_house, edits) -> None:
    """Random edits at random moments of the week; every step of the ladder reaches a person at most once.

    Few, over real HTTP; the lives of test_laws_of_sending.py are edited by the thousand.
    """
    house: House = new_house()
    house.until("2026-05-04 10:00")
    for hours, first, second in edits:
        house.until((house.clock.now() + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M"))
        edit(house, weekly(house, first, second))
    house.until(max(house.clock.now(), moment("2026-05-10 21:00")).strftime("%Y-%m-%d %H:%M"))
    fates = house.fates()
    keys = [key for key in fates if key.startswith(f"remind:{ROUND}") and key.endswith(":CTV02")]
    assert reminded(house) == sum(fates[key][0] == "sent" for key in keys) <= 2
