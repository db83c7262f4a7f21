"""The driver: at each moment people act, flows do what is due; the clock goes on when all of that is done."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from nhipcau.app import App
from nhipcau.rules.cadence import Slot
from practice.live.crowd import Crowd
from practice.live.servers import LONG_POLL, Servers
from practice.live.waking import Flows
from practice.rehearsal.personas import Act

BUNCH = timedelta(minutes=10)
"""On a journey, what people do within these is done at once."""
QUIET_WITHIN = 20.0
"""Real seconds after which a moment is left although something is still on its way: the bot may be down."""
LOOK_SECONDS = 0.02
BREATH_SECONDS = 0.5
"""How often a clock that runs by itself is looked at."""
AFTER_TROUBLE = 1.0

log = logging.getLogger("practice.live")


@dataclass
class Journey:
    """Where the clock is on its way to; `last` is what was done on the way, the newest."""

    to: datetime
    last: Slot | None = None


class Driver:
    """Moves one network. All of it happens in one event loop, one thing at a time."""

    def __init__(self, app: App, servers: Servers, crowd: Crowd, flows: Flows) -> None:
        self._app = app
        self._servers = servers
        self._crowd = crowd
        self._flows = flows
        self._stirred = asyncio.Event()
        self._listened = 0
        self._sheets: str | None = None
        self._wish: dict[str, Any] | None = None
        self.journey: Journey | None = None
        self.announce: Callable[[], Awaitable[None]] = _to_nobody
        """Called when a journey begins and when it is over."""

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as together:
            together.create_task(for_ever(self._listen))
            together.create_task(for_ever(self._hear_wishes))
            together.create_task(for_ever(self._follow_sheets))
            together.create_task(self._flows.keep_ready())
            together.create_task(self._go_on_living())

    async def _go_on_living(self) -> None:
        """The flows keep a connection, which has to be closed where it was opened."""
        async with contextlib.aclosing(self._flows):
            await for_ever(self._live)

    async def _live(self) -> None:
        clock = await self._servers.clock()
        await self._be_at(clock.now, look_again=self._stirred.is_set())
        self._stirred.clear()
        if wish := self._take_wish():
            await self._travel(wish, clock.now)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(BREATH_SECONDS):
                await self._stirred.wait()

    @property
    def flows_state(self) -> str:
        """`starting`, `running` or `down`."""
        return self._flows.state

    # ------------------------------------------------------------------------------- what reaches us

    async def _listen(self) -> None:
        """Somebody wrote, pressed, or was written to."""
        if self.journey is None:
            found = await self._servers.events(max(self._listened, self._crowd.heard), wait=LONG_POLL)
            self._listened = found["next"]
            if found["events"]:
                self._stirred.set()
        else:
            await asyncio.sleep(BREATH_SECONDS)

    async def _follow_sheets(self) -> None:
        """What people type into a shared sheet is heard at once, also while the clock stands.

        The network's own writing is a change too: one more look finds nothing, and that is the end of it.
        """
        version = await self._servers.sheets_version(self._sheets)
        if self._sheets not in (None, version) and self.journey is None:
            now = (await self._servers.clock()).now
            await asyncio.to_thread(self._app.sync_now, now)
        self._sheets = version
        if self.journey is not None:
            await asyncio.sleep(BREATH_SECONDS)

    async def _hear_wishes(self) -> None:
        """Also what was wished before we came; what is over by then ends at once."""
        known: int | None = None
        while True:
            version, wish = await self._servers.wish(known)
            if version != known:
                known, self._wish = version, wish
                self._stirred.set()

    def _take_wish(self) -> dict[str, Any] | None:
        wish, self._wish = self._wish, None
        return wish

    # ------------------------------------------------------------------------------- one moment

    async def _be_at(self, now: datetime, look_again: bool = False) -> list[Slot]:
        """People act, flows run, people see what came of it. Returns the slots that were due."""
        await self._act(now)
        due = await self._flows.wake(now, look_again)
        await self._see(now)
        return due

    async def _act(self, now: datetime) -> None:
        due = self._crowd.take_due(now)
        await asyncio.gather(*(self._do(who, acts) for who, acts in due.items()))

    async def _do(self, who: int, acts: list[Act]) -> None:
        """What someone cannot do any more (press a button that is gone) does not happen."""
        for act in acts:
            given: dict[str, Any] = {"user": who}
            if act.what == "say":
                given["text"] = act.text
            elif act.what == "press":
                given |= {"message_id": act.message_id, "data": act.text}
            await self._servers.do(act.what, **given)

    async def _see(self, now: datetime) -> None:
        found = await self._servers.events(self._crowd.heard)
        if found["events"] or found["next"] != self._crowd.heard:
            self._crowd.hear(found["events"], found["next"], now)
            self._flows.has_news = True
            self._crowd.save()

    # ------------------------------------------------------------------------------- a journey

    async def _travel(self, wish: dict[str, Any], now: datetime) -> None:
        """From event to event until the moment that was asked for, unless somebody says stop."""
        to = self._destination(wish, now)
        if to is None:
            return
        self.journey = Journey(to)
        await self.announce()
        try:
            while not self._wish and await self._is_ready():
                self._note(await self._be_at(now))
                await self._until_quiet(now)
                if now >= to:
                    break
                stop = self._next_stop(now, to)
                self._flows.pass_over(stop)
                now = await self._servers.move(stop)
        except httpx.HTTPError:
            # Taken up again when the servers are back.
            self._wish = self._wish or {"to": to.isoformat()}
            raise
        finally:
            self.journey = None
        await self.announce()

    def _destination(self, wish: dict[str, Any], now: datetime) -> datetime | None:
        if "to" in wish:
            return datetime.fromisoformat(wish["to"])
        return self._app.next_due_after(now) if wish.get("next") else None

    async def _is_ready(self) -> bool:
        """A journey waits for the flows, and can be called off meanwhile."""
        while self._flows.state != "running" and not self._wish:  # noqa: ASYNC110
            await asyncio.sleep(BREATH_SECONDS)
        return self._flows.state == "running"

    def _next_stop(self, now: datetime, to: datetime) -> datetime:
        """The next slot, message or act, whichever is first; acts close to one another are taken together."""
        moments = [to, self._flows.next_moment(now), self._app.next_message()]
        first = min(moment for moment in moments if moment is not None and moment > now)
        act = self._crowd.next_moment()
        if act is None or act >= first:
            return first
        return max(self._crowd.last_moment(min(first, act + BUNCH)) or act, now)

    def _note(self, due: list[Slot]) -> None:
        if due and self.journey:
            self.journey.last = due[-1]

    async def _until_quiet(self, now: datetime) -> None:
        """Until the bot has heard, handled and sent everything, and people have seen it."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(QUIET_WITHIN):
                while not await self._is_quiet(now):  # noqa: ASYNC110
                    await asyncio.sleep(LOOK_SECONDS)
        await self._see(now)

    async def _is_quiet(self, now: datetime) -> bool:
        """The first look spares a request; what the bot fetched since is found by the last."""
        if not self._app.is_idle(now) or (await self._servers.pending())["updates"]:
            return False
        return self._app.is_idle(now)


async def _to_nobody() -> None:
    """Nobody wants to know."""


async def for_ever(work: Callable[[], Awaitable[None]]) -> None:
    """Again and again; while the servers are away, wait for them."""
    while True:
        try:
            await work()
        except httpx.HTTPError as trouble:
            log.warning("the practice servers are away: %r", trouble)
            await asyncio.sleep(AFTER_TROUBLE)
