"""What share of Telegram's limit is reached, and at what cost in refusals.

Ten thousand messages through the outbox and our sending loop, and some through other ways of sending, against the
practice Telegram at its documented limit, counted both ways. Everything runs in one event loop on virtual time, with a
random journey there and back for each request; so the figures do not depend on how busy the machine is.
"""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import Any

import httpx
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from telegram import Bot
from telegram.error import RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from benchmarks.virtual_time import LoopClock, VirtualLoop
from nhipcau.app import App
from nhipcau.courier.telegram import TelegramCourier
from nhipcau.rules.intents import Lane, Message, To
from nhipcau.settings.installation import Installation
from nhipcau.settings.load import load_rulebook
from nhipcau.storage import open_store
from practice.server import build
from practice.telegram.service import TelegramService
from practice.telegram.world import TelegramWorld

TOKEN = "1:benchmark"
LIMIT = 30
MANY, SOME = 10_000, 1_500
AT_ONCE = 30


class Journey(httpx.AsyncBaseTransport):
    """The network between: each request and each answer takes its own time, up to so much."""

    def __init__(self, app: Any, longest: float) -> None:
        self._server = httpx.ASGITransport(app)
        self._longest = longest
        self._chance = random.Random(7)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(self._chance.uniform(0, self._longest))
        response = await self._server.handle_async_request(request)
        await asyncio.sleep(self._chance.uniform(0, self._longest))
        return response


@dataclass(frozen=True)
class Bench:
    """A practice Telegram with people in it, a way to it, and what it counted."""

    clock: LoopClock
    server: Any
    journey: Journey
    chats: list[int]

    def request(self) -> HTTPXRequest:
        return HTTPXRequest(connection_pool_size=1000, httpx_kwargs={"transport": self.journey})

    def figures(self) -> tuple[float, int, int]:
        """The share of the limit that was reached, the refusals, and the messages that never arrived."""
        calls = [entry for entry in self.server.state.core.log.since(0) if entry.method == "sendMessage"]
        statuses = Counter(entry.status for entry in calls)
        moments = [entry.at for entry in calls if entry.status == 200]
        seconds = (moments[-1] - moments[0]).total_seconds()
        return (len(moments) - LIMIT) / seconds / LIMIT, statuses[429], len(self.chats) - statuses[200]


Sender = Callable[[Bench], Awaitable[None]]


async def ours(bench: Bench) -> None:
    """The outbox, the sending loop and the courier, as they run in the bot."""
    with tempfile.TemporaryDirectory() as folder, house(Path(folder), bench.clock) as app:
        with app.store.begin() as tx:
            tx.outbox.put(_message(number, chat, bench) for number, chat in enumerate(bench.chats))
        courier = TelegramCourier(Bot(TOKEN, request=bench.request()))
        await app.sending_loop(courier).drain()
        await courier.close()


@contextmanager
def house(folder: Path, clock: LoopClock) -> Iterator[App]:
    installation = Installation(home=folder, telegram_token=TOKEN, sends_at_once=AT_ONCE)
    book = load_rulebook(installation.config)
    store = open_store(installation.database, zone=book.calendar.zone, durable=False)
    store.migrate()
    at_the_limit = replace(book, pace=replace(book.pace, per_second=float(LIMIT)))
    app = App(installation, at_the_limit, store, clock)
    yield app
    app.close()


def _message(number: int, chat: int, bench: Bench) -> Message:
    return Message(f"m{number}", To(chat_id=chat), "roster/unknown", {}, Lane.BULK, bench.clock.now())


async def rate_limiter(bench: Bench) -> None:
    """python-telegram-bot's own AIORateLimiter, with retries, and everything handed to it at once."""
    async with ExtBot(TOKEN, rate_limiter=AIORateLimiter(max_retries=20), request=bench.request()) as bot:
        await asyncio.gather(*(bot.send_message(chat, "Chào") for chat in bench.chats), return_exceptions=True)


async def naive(bench: Bench) -> None:
    """One after the other; whoever is refused waits as told and tries again."""
    async with Bot(TOKEN, request=bench.request()) as bot:
        for chat in bench.chats:
            await _until_sent(bot, chat)


async def _until_sent(bot: Bot, chat: int) -> None:
    while True:
        try:
            await bot.send_message(chat, "Chào")
        except RetryAfter as refusal:
            wait = refusal.retry_after
            await asyncio.sleep(wait if isinstance(wait, (int, float)) else wait.total_seconds())
        except TelegramError:
            return
        else:
            return


def main() -> None:
    table = Table("", "counted by", "journey", "share of the limit", "429s", "lost", "CPU", title="Sending", box=SIMPLE)
    for journey in (0.010, 0.060):
        for counting in ("window", "bucket"):
            for name, sender, chats in _ways(journey, counting):
                _measure(table, name, sender, chats, counting, journey)
            table.add_section()
    Console().print(table)


def _ways(journey: float, counting: str) -> Iterator[tuple[str, Sender, list[int]]]:
    first = journey == 0.010 and counting == "window"
    people = MANY if first else SOME
    yield f"ours, {people:,} people", ours, list(range(1, people + 1))
    yield "ours, three messages each", ours, [chat for chat in range(1, SOME // 3 + 1) for _ in range(3)]
    yield "PTB's AIORateLimiter", rate_limiter, list(range(1, SOME + 1))
    yield "one after the other", naive, list(range(1, SOME + 1))


def _measure(table: Table, name: str, sender: Sender, chats: list[int], counting: str, journey: float) -> None:
    loop = VirtualLoop()
    clock = LoopClock(loop)
    bench = _bench(clock, chats, counting, journey)
    began = process_time()
    loop.run_until_complete(sender(bench))
    share, refused, lost = bench.figures()
    cpu = (process_time() - began) / loop.time()
    loop.close()
    table.add_row(name, counting, f"{journey * 1000:.0f} ms", f"{share:.1%}", str(refused), str(lost), f"{cpu:.0%}")


def _bench(clock: LoopClock, chats: list[int], counting: str, journey: float) -> Bench:
    world = TelegramWorld(clock)
    world.add_bot(TOKEN)
    for chat in sorted(set(chats)):
        world.add_person(chat, f"An {chat}")
        world.say(chat, "/start")
    service = TelegramService(world, None)
    service.api.pacing.counting = counting  # type: ignore[assignment]
    server = build(clock, service)
    return Bench(clock, server, Journey(server, journey), chats)
