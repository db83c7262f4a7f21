"""When Prefect wakes what: read off the config, in the network's own zone, and nothing of it decides anything."""

import ast
import inspect
from datetime import UTC, datetime, time, timedelta

import pytest

from flows import house, schedules, slots
from nhipcau.rules.cadence import SlotKind
from nhipcau.rules.calendar import WeekMoment
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.fixtures import book

__all__ = ["book"]


@pytest.mark.parametrize(
    ("weekday", "at", "line"),
    [
        (0, time(8, 0), "0 8 * * 1"),
        (5, time(9, 0), "0 9 * * 6"),
        (6, time(21, 0), "0 21 * * 0"),
        (None, time(17, 30), "30 17 * * *"),
    ],
)
def test_cron_counts_weekdays_from_sunday(weekday: int | None, at: time, line: str) -> None:
    assert schedules.cron(weekday, at) == line


def test_every_kind_of_slot_has_a_flow_and_a_schedule(book: Rulebook) -> None:
    assert set(slots.BY_KIND) == set(SlotKind)
    assert all(schedules.schedules(book, kind) for kind in SlotKind)


def test_schedules_stand_in_the_networks_own_zone(book: Rulebook) -> None:
    zones = {schedule.timezone for kind in SlotKind for schedule in schedules.schedules(book, kind)}
    assert zones == {"Asia/Ho_Chi_Minh"}


def test_every_weekly_opening_has_its_line(book: Rulebook) -> None:
    weekly = [programme.opens for programme in book.programmes.values() if isinstance(programme.opens, WeekMoment)]
    assert weekly
    lines = schedules.cron_lines(book)[SlotKind.OPEN_ROUND]
    assert {schedules.cron(opens.weekday, opens.at) for opens in weekly} <= set(lines)


def test_a_run_that_begins_a_moment_early_counts_as_on_time() -> None:
    """Prefect may begin 0.4 s before the moment."""
    on_the_dot = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)
    early = on_the_dot - timedelta(seconds=0.4)
    assert (early + house.ALMOST_A_SECOND).replace(microsecond=0) == on_the_dot
    assert house.at(early) == early, "a moment that is given is taken as it is"


def test_a_flow_is_at_most_fifteen_lines_and_takes_its_moment() -> None:
    door = ast.parse(inspect.getsource(slots))
    flows = [node for node in ast.walk(door) if isinstance(node, ast.AsyncFunctionDef)]
    assert {flow.name for flow in flows} == {kind.value for kind in SlotKind} | {"plan", "pulse", "run_slot"}
    assert {flow.name for flow in flows if (flow.end_lineno or 0) - flow.lineno >= 15} == set()
    assert {flow.name for flow in flows if "moment" not in [argument.arg for argument in flow.args.args]} == set()
