"""The engine: the next thing that happens, at its moment, carried to its end before the next one begins.

Whatever happens goes through the real doors: people's acts into the practice Telegram, slots into Prefect flows,
updates and messages through the bot over HTTP.
"""

import contextlib
import heapq
import itertools
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from bots.telegram.service import BotService
from nhipcau.app import App
from nhipcau.rules.cadence import Slot, SlotKind
from practice.core.clock import PracticeClock
from practice.rehearsal.people import Invented
from practice.rehearsal.personas import Act, Persona
from practice.telegram.world import TelegramWorld

TRY_AGAIN = timedelta(minutes=30)
"""How often what is due but waits for people is looked at."""

Wake = Callable[[SlotKind, datetime], Awaitable[Mapping[str, int]]]


class Watcher(Protocol):
    """Whoever follows along."""

    def woke(self, slots: list[Slot], kind: SlotKind, counts: Mapping[str, int], now: datetime) -> None:
        """A flow ran."""

    def reached(self, now: datetime) -> None:
        """The clock moved."""

    def happened(self, event: Mapping[str, Any]) -> None:
        """Something was seen in a chat."""


class VirtualClock:
    """Implements ports.Clock on the practice clock: waiting is moving it."""

    def __init__(self, clock: PracticeClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    async def wait(self, seconds: float) -> None:
        self._clock.advance(seconds)


class Engine:
    """One rehearsal in motion."""

    def __init__(
        self, app: App, bot: BotService, world: TelegramWorld, clock: PracticeClock, wake: Wake, watcher: Watcher
    ) -> None:
        self._app = app
        self._bot = bot
        self._world = world
        self._clock = clock
        self._wake = wake
        self._watcher = watcher
        self._personas: dict[int, Persona] = {}
        self._agenda: list[tuple[datetime, int, int, Act]] = []
        self._order = itertools.count()
        self._seen = 0
        self._spoken = True
        self._last_wake = clock.now() - TRY_AGAIN

    def add(self, who: Invented, seed: int) -> None:
        """Give someone a phone."""
        family, _, given = who.name.partition(" ")
        self._world.add_person(who.telegram, given, family, language_code="vi")
        self._personas[who.telegram] = Persona(who, seed)

    def schedule(self, who: int, act: Act) -> None:
        heapq.heappush(self._agenda, (act.at, next(self._order), who, act))

    async def run(self, until: datetime) -> None:
        """Everything that happens up to `until`; less when nothing is left to happen."""
        await self.settle()
        while (moment := self._next_moment()) is not None and moment <= until:
            self._move_to(moment)
            await self._wake_slots()
            self._act_due()
            await self.settle()

    async def hear(self) -> None:
        """Somebody did something in the practice Telegram by themselves."""
        self._spoken = True
        await self.settle()

    async def settle(self) -> None:
        """Until nobody has anything left to do at this moment: updates in, answers out, reactions planned.

        The bot polls when somebody has spoken; a bot that polls all the time sees the same.
        """
        if self._spoken:
            self._spoken = False
            await self._bot.take(0)
            while await self._bot.handle():
                continue
        await self._bot.outbox.drain()
        await self._bot.rest()
        self._let_react()

    def _next_moment(self) -> datetime | None:
        moments = [self._agenda[0][0]] if self._agenda else []
        due = self._app.next_due()
        if due is not None:
            moments.append(due if due > self._last_wake else self._last_wake + TRY_AGAIN)
        postponed = self._app.next_message()
        return min([*moments, *([postponed] if postponed else [])], default=None)

    def _move_to(self, moment: datetime) -> None:
        if moment > self._clock.now():
            self._clock.set(moment)
        self._watcher.reached(self._clock.now())

    async def _wake_slots(self) -> None:
        """Wake the flow of every kind that has something due, in the order of kinds."""
        now = self._clock.now()
        due = self._app.upcoming(now, 0)
        if not due or not self._worth_waking(due, now):
            return
        self._last_wake = now
        for kind in SlotKind:
            slots = [slot for slot in due if slot.kind is kind]
            if slots:
                self._watcher.woke(slots, kind, await self._wake(kind, now), now)
                await self._add_up()

    async def _add_up(self) -> None:
        """Send what was launched, then what is told of it to the admin group."""
        await self.settle()
        self._app.idle(self._clock.now())
        await self.settle()

    def _worth_waking(self, due: list[Slot], now: datetime) -> bool:
        """Something new is due, or it is time to look again at what waits for people."""
        return max(slot.due_at for slot in due) > self._last_wake or now >= self._last_wake + TRY_AGAIN

    def _act_due(self) -> None:
        while self._agenda and self._agenda[0][0] <= self._clock.now():
            _, _, who, act = heapq.heappop(self._agenda)
            self._do(who, act)

    def _do(self, who: int, act: Act) -> None:
        """What someone cannot do any more (press a button of a chat that they have blocked) does not happen."""
        acts: dict[str, Callable[[], Any]] = {
            "say": lambda: self._world.say(who, act.text),
            "press": lambda: self._world.press(who, act.message_id, act.text),
            "sticker": lambda: self._world.send_sticker(who),
            "block": lambda: self._world.block(who),
            "unblock": lambda: self._world.unblock(who),
        }
        self._spoken = True
        with contextlib.suppress(ValueError, LookupError):
            acts[act.what]()

    def _let_react(self) -> None:
        """Everyone looks at what arrived on their phone."""
        seen = self._world.events(self._seen)
        self._seen = seen["next"]
        for event in seen["events"]:
            persona = self._personas.get(event["chat"])
            self._watcher.happened(event)
            if persona is not None and event["from"] == "bot" and event["kind"] in ("message", "edit"):
                for act in persona.react(event["message"], event["kind"] == "message", self._clock.now()):
                    self.schedule(event["chat"], act)
