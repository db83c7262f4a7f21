"""The flows of the house, woken through Prefect in this process: on a clock that jumps, Prefect's own would not do."""

import asyncio
import contextlib
import ctypes
import gc
import logging
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

import httpx

from nhipcau.app import App
from nhipcau.rules.cadence import Slot, SlotKind, SlotState

AGAIN = timedelta(minutes=30)
"""How often what is due but waits for people is looked at, by the practice clock."""
PLAN_EVERY = timedelta(days=7)
"""By the practice clock, on which a day may be a second; the plan reaches five weeks ahead."""
AHEAD_DAYS = 8
"""Something is due in every week."""
LOOK_SECONDS = 0.3
ON_PAPER = (SlotKind.CLOSE_MONTH, SlotKind.RENDER_REPORTS)
"""The flows that draw many papers."""

log = logging.getLogger("practice.live")


class Flows:
    """Ready once Prefect's server answers; what is due until then waits."""

    def __init__(self, app: App, prefect: str) -> None:
        self._app = app
        self._health = f"{prefect}/health"
        self._slots: Any = None
        self._house: Any = None
        self._connected = AsyncExitStack()
        self._is_connected = False
        self._planned_on: date | None = None
        self._looked_at: datetime | None = None
        self.has_news = True
        """Whether something has happened since the last sync of the sheets."""
        self.state = "starting"

    async def keep_ready(self) -> None:
        """Wait for the server, at first and whenever it is lost. For ever."""
        async with httpx.AsyncClient(timeout=5) as client:
            while True:
                if self.state != "running" and await _answers(client, self._health):
                    # Only now: Prefect takes its settings, and two seconds, when it is first imported.
                    self._slots = await asyncio.to_thread(import_module, "flows.slots")
                    self._house = import_module("flows.house")
                    self.state = "running"
                await asyncio.sleep(LOOK_SECONDS)

    def next_moment(self, now: datetime) -> datetime | None:
        """When something is due next; what is due and waits for people is looked at again and again.

        A sync of the sheets with nothing new to bring is nothing to stop for: the next one takes its place.
        """
        planned = self._app.upcoming(now, AHEAD_DAYS)
        wanted = [slot for slot in planned if self._is_wanted(slot)]
        moments = [slot.due_at for slot in wanted if slot.due_at > now]
        if self._looked_at is not None and len(moments) < len(wanted):
            moments.append(max(self._looked_at + AGAIN, now))
        return min(moments, default=None)

    def pass_over(self, until: datetime) -> None:
        """Leave out what is due before that and is nothing to stop for, so that nobody misses it afterwards."""
        planned = self._app.upcoming(until, 0)
        idle = [slot for slot in planned if slot.due_at < until and not self._is_wanted(slot)]
        if idle:
            with self._app.store.begin() as tx:
                for slot in idle:
                    tx.slots.decide(slot.key, SlotState.SKIPPED, "nothing_new", until)

    def _is_wanted(self, slot: Slot) -> bool:
        return self.has_news or slot.kind is not SlotKind.SYNC_SHEETS

    async def wake(self, now: datetime, again: bool = False) -> list[Slot]:
        """Plan now and then, run the flow of every kind that has something due; returns what was due.

        `again`: also what was looked at and waits for people, because somebody has done something.
        """
        if self.state != "running":
            return []
        try:
            await self._connect()
            await self._plan(now)
            return await self._run_due(now, again)
        except Exception:
            log.exception("the flows stumbled at %s", now)
            self.state = "down"
            return []

    async def aclose(self) -> None:
        """Let go of Prefect's server."""
        await self._connected.aclose()

    async def _connect(self) -> None:
        if not self._is_connected:
            await self._connected.enter_async_context(self._house.one_connection())
            self._is_connected = True

    async def _plan(self, now: datetime) -> None:
        today = self._app.book.calendar.today(now)
        if self._planned_on is None or today >= self._planned_on + PLAN_EVERY:
            await self._slots.plan(moment=now)
            self._planned_on = today

    async def _run_due(self, now: datetime, again: bool) -> list[Slot]:
        due = [
            slot for slot in self._app.upcoming(now, 0) if self._is_wanted(slot) or now < slot.due_at + slot.late.grace
        ]
        if not due or not (again or self._worth_looking(due, now)):
            return []
        self._looked_at = now
        for kind in SlotKind:
            if any(slot.kind is kind for slot in due):
                counts: Mapping[str, int] = await self._slots.BY_KIND[kind](moment=now)
                if kind in ON_PAPER:
                    _give_back_memory()
                self.has_news = kind is not SlotKind.SYNC_SHEETS or "away" in counts
                log.info("%s %s: %s", now, kind.value, dict(counts))
        return due

    def _worth_looking(self, due: list[Slot], now: datetime) -> bool:
        """Something new is due, or it is time to look again."""
        looked = self._looked_at
        return looked is None or max(slot.due_at for slot in due) > looked or now >= looked + AGAIN


def _give_back_memory() -> None:
    """What a flow used to draw its papers: elsewhere it goes with the flow's own process, here it would stay."""
    gc.collect()
    with contextlib.suppress(AttributeError):  # only the GNU C library has it
        ctypes.CDLL(None).malloc_trim(0)


async def _answers(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url)).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
