"""The ladder of a round: who is reminded on which day, at which moment of it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules.ladder import Reminded, Step, own_moment, spread, with_room
from tests.rules.samples import LAW, at

OPENS, DUE = at("2026-05-04 08:00"), at("2026-05-10 12:00")
LEAD = Reminded.UNIT_LEAD
WINDOW = timedelta(minutes=30)


def climbed(*steps: Step) -> list[int]:
    return [number for number, _ in with_room(steps, OPENS, DUE)]


def test_a_lead_may_be_told_on_the_day_on_which_people_are_reminded() -> None:
    assert climbed(Step(at("2026-05-09 09:00")), Step(at("2026-05-09 15:00"), LEAD)) == [1, 2]


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(Step(at("2026-05-04 15:00"), LEAD), id="on the day of the opening"),
        pytest.param(Step(at("2026-05-10 12:00"), LEAD), id="when it is too late"),
    ],
)
def test_nobody_is_told_too_early_or_too_late(step: Step) -> None:
    assert climbed(step) == []


def test_nobody_is_told_twice_on_one_day_and_numbers_stay() -> None:
    same_day = (Step(at("2026-05-07 09:00"), LEAD), Step(at("2026-05-07 15:00"), LEAD))
    assert climbed(*same_day, Step(at("2026-05-08 09:00"), LEAD)) == [1, 3]


@pytest.mark.parametrize(
    ("hour", "comes"),
    [
        (None, "2026-05-07 09:00"),
        (9, "2026-05-07 09:00"),
        (19, "2026-05-07 19:00"),
        (7, "2026-05-08 07:00"),  # today's seven o'clock is over
    ],
)
def test_a_person_is_reminded_at_their_hour(hour: int | None, comes: str) -> None:
    assert own_moment(at("2026-05-07 09:00"), hour, DUE) == at(comes)


@pytest.mark.parametrize("hour", [7, 12, 20])
def test_an_hour_past_the_deadline_does_not_count(hour: int) -> None:
    assert own_moment(at("2026-05-10 09:00"), hour, DUE) == at("2026-05-10 09:00")


class TestSpread:
    @LAW
    @given(st.text(), st.timedeltas(timedelta(0), timedelta(hours=3)))
    def test_it_stays_in_its_window_and_never_moves(self, key: str, over: timedelta) -> None:
        assert timedelta(0) <= spread(key, over) <= over
        assert spread(key, over) == spread(key, over)

    def test_it_is_the_same_on_every_machine(self) -> None:
        """What a restarted process computes must be what the one before it did."""
        assert spread("CTV01:2026-05-07", WINDOW) == timedelta(seconds=355, microseconds=175853)

    def test_people_are_spread_evenly(self) -> None:
        """Of 3,000 about 100 a minute: chance would leave the busiest of 30 minutes between 110 and 140."""
        minutes = [spread(f"CTV{number:04}:2026-05-07", WINDOW) // timedelta(minutes=1) for number in range(3000)]
        by_minute = [minutes.count(minute) for minute in range(30)]
        assert 70 < min(by_minute) <= max(by_minute) < 140
        assert sum(by_minute) == 3000

    def test_another_day_is_another_turn(self) -> None:
        """Nobody is the last one every time."""
        assert len({spread(f"CTV01:2026-05-{day:02}", WINDOW) for day in range(1, 32)}) == 31

    def test_without_a_window_all_go_at_once(self) -> None:
        assert spread("CTV01:2026-05-07", timedelta(0)) == timedelta(0)
