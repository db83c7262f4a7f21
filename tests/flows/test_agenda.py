"""The runs that wait on the Prefect page follow the slots, as these follow config and what people set otherwise."""

from datetime import timedelta
from typing import cast

import pytest
from prefect.client.orchestration import PrefectClient

from flows.agenda import AHEAD, forget_late, keep_agenda
from nhipcau.rules.amendments import Amendment
from tests.fakes.config import with_kick_off
from tests.fakes.house import House
from tests.fakes.prefect import FakePrefect

KICK_OFF = "kick_off:thang_cong_nhan_2026"


@pytest.fixture
def prefect() -> FakePrefect:
    return FakePrefect()


async def keep(prefect: FakePrefect, house: House) -> dict[str, int]:
    return await keep_agenda(cast(PrefectClient, prefect), house.app, house.clock.now())


def waiting(prefect: FakePrefect) -> dict[str, str]:
    """By slot, when its run begins."""
    assert len({run.parameters["slot"] for run in prefect.runs}) == len(prefect.runs), "one run a slot"
    return {run.parameters["slot"]: f"{run.expected_start_time:%d/%m %H:%M}" for run in prefect.runs}


async def test_every_slot_of_the_coming_fortnight_has_one_run_by_its_name_and_with_its_key(
    prefect: FakePrefect, house: House
) -> None:
    made = await keep(prefect, house)
    coming = house.app.upcoming(house.clock.now(), AHEAD.days)
    assert {run.parameters["slot"]: run.expected_start_time for run in prefect.runs} == {
        slot.key: slot.due_at for slot in coming
    }
    assert made == {"made": len(coming), "taken_away": 0, "kept": 0}
    (announced,) = [run for run in prefect.runs if run.parameters["slot"] == KICK_OFF]
    assert (announced.name, announced.tags) == ("phát động: Tháng Công nhân năm 2026", ["slot", "kick_off"])


async def test_keeping_it_again_changes_nothing(prefect: FakePrefect, house: House) -> None:
    await keep(prefect, house)
    before = [run.id for run in prefect.runs]
    assert (await keep(prefect, house))["kept"] == len(before)
    assert [run.id for run in prefect.runs] == before


async def test_a_change_in_config_leaves_no_old_run_behind(prefect: FakePrefect, house: House) -> None:
    await keep(prefect, house)
    assert waiting(prefect)[KICK_OFF] == "04/05 08:30"
    house.restart(with_kick_off(house.app.book, "thang_cong_nhan_2026", offset=4))
    house.app.plan(house.clock.now())
    assert await keep(prefect, house) == {"made": 1, "taken_away": 1, "kept": len(prefect.runs) - 1}
    assert waiting(prefect)[KICK_OFF] == "05/05 08:30"


async def test_so_does_what_people_set_otherwise(prefect: FakePrefect, house: House) -> None:
    await keep(prefect, house)
    wish = Amendment("thang_cong_nhan_2026", "kick_off", "2026-05-06 14:00", "CB01", house.clock.now(), "xin dời")
    house.app.amend_campaign(wish)
    await keep(prefect, house)
    assert waiting(prefect)[KICK_OFF] == "06/05 14:00"


async def test_what_should_have_begun_while_nothing_ran_is_taken_away_and_left_to_the_late_policies(
    prefect: FakePrefect, house: House
) -> None:
    """R8"""
    await keep(prefect, house)
    back = house.clock.now() + timedelta(days=3)
    assert await forget_late(cast(PrefectClient, prefect), back) > 0
    assert all(run.expected_start_time > back for run in prefect.runs)


async def test_on_a_practice_clock_prefect_is_told_nothing(prefect: FakePrefect, house: House) -> None:
    house.app.installation = house.app.installation.model_copy(update={"clock_url": "http://127.0.0.1:8081"})
    assert await keep(prefect, house) == {}
    assert prefect.runs == []
