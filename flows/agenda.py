"""What is to come, on the Prefect page: one scheduled run for each due moment, by its name, with the key of its slot.

The runs follow the slots as these follow config: one that was moved or cancelled leaves no run behind. They only wake:
what a run finds due is decided by late policies, and done once, by claims in our own store (R3).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Scheduled

from nhipcau.app import App
from nhipcau.rules.cadence import Slot

AHEAD = timedelta(days=14)
PAGE = 200
"""The most that Prefect's server gives at once."""
BY_SLOT = "slot"
"""The tag of a run that was made for a slot; another tag names its kind."""
WAITING = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))


async def keep_agenda(client: PrefectClient, app: App, now: datetime) -> dict[str, int]:
    """Make the runs that are missing, take away those of slots that are no more, or are due at another moment.

    On a practice clock there are none: its moments mean nothing to Prefect, and the pulse does everything.
    """
    if app.installation.clock_url:
        return {}
    wanted = {_name(slot): slot for slot in app.upcoming(now, AHEAD.days) if slot.due_at > now}
    standing = await _standing(client)
    gone, new = standing.keys() - wanted.keys(), wanted.keys() - standing.keys()
    for name in gone:
        await client.delete_flow_run(standing[name].id)
    for name in sorted(new, key=lambda name: wanted[name].due_at):
        await _announce(client, app, name, wanted[name])
    return {"made": len(new), "taken_away": len(gone), "kept": len(standing) - len(gone)}


def outlook(app: App, now: datetime) -> list[dict[str, str]]:
    """Everything that is planned, as rows for people: when, what, and the key by which it can be run by hand."""
    return [
        {"when": f"{slot.due_at:%d/%m/%Y %H:%M}", "what": called(app, slot), "slot": slot.key}
        for slot in app.upcoming(now, app.book.horizon.days)
    ]


async def forget_late(client: PrefectClient, now: datetime) -> int:
    """Take away every run that should have begun while nothing ran: one pulse judges all of it (R8)."""
    before = FlowRunFilterExpectedStartTime.model_validate({"before_": now})
    late = await _runs(client, FlowRunFilter(state=WAITING, expected_start_time=before))
    for run in late:
        await client.delete_flow_run(run.id)
    return len(late)


async def _standing(client: PrefectClient) -> Mapping[str, FlowRun]:
    """The runs that wait for their slots, by the name that makes each of them once."""
    ours = FlowRunFilter(state=WAITING, tags=FlowRunFilterTags(all_=[BY_SLOT]))
    return {run.idempotency_key or "": run for run in await _runs(client, ours)}


async def _runs(client: PrefectClient, which: FlowRunFilter) -> list[FlowRun]:
    """All of them, page by page."""
    found: list[FlowRun] = []
    order = FlowRunSort.EXPECTED_START_TIME_ASC
    while page := await client.read_flow_runs(flow_run_filter=which, sort=order, limit=PAGE, offset=len(found)):
        found += page
    return found


async def _announce(client: PrefectClient, app: App, name: str, slot: Slot) -> None:
    flow = deployed(slot)
    deployment = await client.read_deployment_by_name(f"{flow}/{flow}")
    await client.create_flow_run_from_deployment(
        deployment.id,
        name=called(app, slot),
        parameters={"slot": slot.key},
        tags=[BY_SLOT, slot.kind.value],
        state=Scheduled(scheduled_time=slot.due_at),
        idempotency_key=name,
    )


def deployed(slot: Slot) -> str:
    """The name of the flow of its kind, and of its deployment."""
    return slot.kind.value.replace("_", "-")


def called(app: App, slot: Slot) -> str:
    """What people call a slot: what happens, and of what."""
    language = app.book.network.language
    return f"{app.words.sentence('cli/kinds', slot.kind.value, {}, language)}: {app.name_of(slot, language)}"


def _name(slot: Slot) -> str:
    return f"{slot.key}@{slot.due_at.isoformat()}"
