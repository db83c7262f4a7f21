"""Serve the flows: plan and catch up first, by our own rules, then let Prefect wake them."""

import asyncio
from datetime import timedelta

from prefect import aserve
from prefect.deployments.runner import RunnerDeployment

from flows.house import house
from flows.schedules import planning, schedules
from flows.sheets import keep_sheets
from flows.slots import BY_KIND, plan, pulse, run_slot

RUNS_AT_ONCE = 2


async def deployments() -> list[RunnerDeployment]:
    """One deployment a flow; its schedules are replaced as a whole whenever this process starts."""
    book = house().book
    often = timedelta(seconds=house().installation.pulse_seconds)
    by_kind = [await f.ato_deployment(f.name, schedules=schedules(book, kind)) for kind, f in BY_KIND.items()]
    return [
        await plan.ato_deployment(plan.name, schedules=[planning(book)]),
        await pulse.ato_deployment(pulse.name, interval=often),
        await run_slot.ato_deployment(run_slot.name),
        *by_kind,
    ]


async def main() -> None:
    """A runner that is stopped leaves its schedules running: a pause would outlive the restart unseen (R8)."""
    await plan()
    await pulse()
    keeping = asyncio.create_task(keep_sheets(house()))
    await aserve(*await deployments(), pause_on_shutdown=False, limit=RUNS_AT_ONCE)
    keeping.cancel()


if __name__ == "__main__":
    asyncio.run(main())
