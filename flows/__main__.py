"""Serve the flows: plan and catch up first, by our own rules, then let Prefect wake them."""

import asyncio
from datetime import timedelta

from prefect import aserve, get_client
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment

from flows.agenda import forget_late
from flows.house import house
from flows.sheets import keep_sheets
from flows.slots import BY_KIND, agenda, plan, pulse, run_slot
from nhipcau.machine import SystemClock

RUNS_AT_ONCE = 2
DAILY, HOURLY = "10 0 * * *", "20 * * * *"


async def deployments() -> list[RunnerDeployment]:
    """One deployment a flow. The slots' own runs are made by the agenda; what it misses the pulse takes."""
    zone, often = str(house().book.calendar.zone), timedelta(seconds=house().installation.pulse_seconds)
    return [
        await plan.ato_deployment(plan.name, schedules=[CronSchedule(cron=DAILY, timezone=zone)]),
        await agenda.ato_deployment(agenda.name, schedules=[CronSchedule(cron=HOURLY, timezone=zone)]),
        await pulse.ato_deployment(pulse.name, interval=often),
        await run_slot.ato_deployment(run_slot.name),
        *[await by_kind.ato_deployment(by_kind.name) for by_kind in BY_KIND.values()],
    ]


async def prepare() -> list[RunnerDeployment]:
    """What comes before any run: the plan, one decision about what is late, and the runs of what is to come."""
    async with get_client() as client:
        await forget_late(client, SystemClock().now())
    await plan()
    await pulse()
    found = await deployments()
    for deployment in found:
        await deployment.aapply()
    await agenda()
    return found


async def main() -> None:
    """A runner that is stopped leaves its schedules running: a pause would outlive the restart unseen (R8)."""
    found = await prepare()
    keeping = asyncio.create_task(keep_sheets(house()))
    await aserve(*found, pause_on_shutdown=False, limit=RUNS_AT_ONCE)
    keeping.cancel()


if __name__ == "__main__":
    asyncio.run(main())
