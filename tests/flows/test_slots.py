"""The doors for the clock: a flow for every kind of slot, each of a few lines."""

import ast
import inspect
from datetime import UTC, datetime, timedelta

from flows import house, slots
from nhipcau.rules.cadence import SlotKind


def test_every_kind_of_slot_has_its_flow() -> None:
    assert {kind: flow.name for kind, flow in slots.BY_KIND.items()} == {
        kind: kind.value.replace("_", "-") for kind in SlotKind
    }


def test_a_run_that_begins_a_moment_early_counts_as_on_time() -> None:
    """Prefect may begin 0.4 s before the moment."""
    on_the_dot = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)
    early = on_the_dot - timedelta(seconds=0.4)
    assert (early + house.ALMOST_A_SECOND).replace(microsecond=0) == on_the_dot
    assert house.at(early) == early, "a moment that is given is taken as it is"


def test_a_flow_is_at_most_fifteen_lines_and_takes_its_moment() -> None:
    door = ast.parse(inspect.getsource(slots))
    flows = [node for node in ast.walk(door) if isinstance(node, ast.AsyncFunctionDef)]
    assert {flow.name for flow in flows} == {kind.value for kind in SlotKind} | {"plan", "agenda", "pulse", "run_slot"}
    assert {flow.name for flow in flows if (flow.end_lineno or 0) - flow.lineno >= 15} == set()
    assert {flow.name for flow in flows if "moment" not in [argument.arg for argument in flow.args.args]} == set()
