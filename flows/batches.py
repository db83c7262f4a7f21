"""What a flow runs: each due slot as one task under its key, one whole batch, however many people it concerns."""

from collections.abc import Mapping
from datetime import datetime

from prefect import task

from flows.house import house
from nhipcau.rules.cadence import SlotKind

Done = Mapping[str, Mapping[str, int]]
"""What became of each slot, by its key: counts by name."""


@task(task_run_name="{key}")
async def run_batch(key: str, now: datetime) -> dict[str, int]:
    """One slot; its claim makes it once, whoever else runs it."""
    return dict(house().run_by_hand(key, now).counts)


async def run_kind(kind: SlotKind, now: datetime) -> Done:
    """Every slot of a kind that is to run now, by its late policy; and what earlier ones left undone."""
    done = {slot.key: await run_batch(slot.key, now) for slot in house().decide(kind, now)}
    left = house().catch_up(kind, now).counts
    return {**done, kind.value: left} if left else done
