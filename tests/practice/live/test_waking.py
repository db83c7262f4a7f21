"""What a journey of the clock passes over."""

import pytest

from nhipcau.jobs.report_overdue import report_overdue
from nhipcau.rules.cadence import SlotState
from practice.live.waking import Flows
from tests.fakes.house import House

NOON, EVENING = "sync_sheets:2026-05-04T12:00", "sync_sheets:2026-05-04T18:00"


@pytest.fixture
def flows(house: House) -> Flows:
    """In the evening, with the clock sent there from the morning."""
    house.until("2026-05-04 11:00")
    house.sleep_until("2026-05-04 18:00")
    return Flows(house.app, "")


def test_a_sync_with_nothing_new_is_left_out_and_nobody_is_alarmed_that_it_did_not_run(
    house: House, flows: Flows
) -> None:
    flows.has_news = False
    flows.pass_over(house.clock.now())
    assert (house.state(NOON), house.state(EVENING)) == (SlotState.SKIPPED, SlotState.PLANNED)
    assert not report_overdue(house.app.store, house.app.book, house.clock.now()).counts


def test_what_has_something_to_bring_is_never_passed_over(house: House, flows: Flows) -> None:
    flows.pass_over(house.clock.now())
    assert house.state(NOON) is SlotState.PLANNED
    assert report_overdue(house.app.store, house.app.book, house.clock.now()).counts == {"overdue": 1}
