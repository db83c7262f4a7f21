"""Ten thousand kick-offs while the network fails for every tenth call: what arrived, how often, what is known of it.

On virtual time, against the practice Telegram with its limits on. What fails: Telegram asks to wait, a gateway says
502, the connection is refused, cut before the work, or cut after it. Nothing may arrive twice; what nobody can know is
listed for people.
"""

import asyncio
import logging
import random
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import httpx
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from telegram import Bot
from telegram.request import HTTPXRequest

from benchmarks.sending import TOKEN, Journey, house
from benchmarks.virtual_time import LoopClock, VirtualLoop
from nhipcau.app import App
from nhipcau.courier.telegram import TelegramCourier
from nhipcau.ports import Delivery, NewPerson
from nhipcau.rules.campaigns import slots
from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Appointment
from practice.server import build
from practice.telegram.service import TelegramService
from practice.telegram.world import TelegramWorld

PEOPLE = 10_000
FAILING = 0.10
CAMPAIGN = "thang_cong_nhan_2026"
GATEWAY = "<html><head><title>502 Bad Gateway</title></head></html>"
TOO_MANY = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 2"}
UNKNOWN = ("502", "cut before", "cut after")
"""After these nobody here can know whether the message arrived."""


class FailingJourney(httpx.AsyncBaseTransport):
    """A journey on which every tenth message meets with an accident."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._chance = random.Random(11)
        self.accidents: Counter[str] = Counter()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        sends = request.url.path.endswith("/sendMessage")
        if not sends or self._chance.random() >= FAILING:
            return await self._journey.handle_async_request(request)
        kind = self._chance.choice(["429", "502", "refused", "cut before", "cut after"])
        self.accidents[kind] += 1
        return await self._accident(kind, request)

    async def _accident(self, kind: str, request: httpx.Request) -> httpx.Response:
        if kind == "429":
            return httpx.Response(429, json={**TOO_MANY, "parameters": {"retry_after": 2}})
        if kind == "502":
            return httpx.Response(502, text=GATEWAY)
        if kind == "refused":
            raise httpx.ConnectError("refused", request=request)
        if kind == "cut after":
            await self._journey.handle_async_request(request)
        raise httpx.ReadError("cut", request=request)


def main(people: int = PEOPLE) -> None:
    # The library writes every gateway's page into its log.
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
    loop = VirtualLoop()
    clock = LoopClock(loop)
    world = TelegramWorld(clock)
    world.add_bot(TOKEN)
    service = TelegramService(world, None)
    service.api.pacing.counting = "window"
    journey = FailingJourney(Journey(build(clock, service), 0.010))
    with tempfile.TemporaryDirectory() as folder, house(Path(folder), clock) as app:
        enrol(app, world, people)
        loop.run_until_complete(kick_off(app, journey))
        show(app, world, journey, people)
    loop.close()


def enrol(app: App, world: TelegramWorld, people: int) -> None:
    """Everyone is in the roster, and has started the bot."""
    appointment = Appointment("ld_ha_noi", "provincial", Span(app.clock.now().date() - timedelta(days=99)))
    with app.store.begin() as tx:
        for number in range(1, people + 1):
            world.add_person(number, f"An {number}")
            world.say(number, "/start")
            person = NewPerson(
                code=f"CTV{number:05}",
                name=f"Nguyễn Thị An {number}",
                language="vi",
                phone=None,
                appointments=(appointment,),
            )
            tx.people.bind(tx.people.add(person), number, app.clock.now())


async def kick_off(app: App, journey: FailingJourney) -> None:
    """Run the campaign's slot, and send until nothing waits any more."""
    now = app.clock.now()
    (slot,) = slots([app.book.campaigns[CAMPAIGN]], app.book.calendar, app.book.late, now, now + timedelta(days=1))
    with app.store.begin() as tx:
        tx.slots.put(slot)
    app.run_slot(slot, now)
    courier = TelegramCourier(Bot(TOKEN, request=HTTPXRequest(100, httpx_kwargs={"transport": journey})))
    loop = app.sending_loop(courier)
    while app.next_message() is not None:
        await loop.drain()
        app.idle(app.clock.now())
        await asyncio.sleep(30)
    await courier.close()


def show(app: App, world: TelegramWorld, journey: FailingJourney, people: int) -> None:
    arrived = [sum(m["from"]["is_bot"] for m in world.seen(chat)["messages"]) for chat in range(1, people + 1)]
    with app.store.read() as tx:
        fates = tx.outbox.counts(f"kick_off:{CAMPAIGN}")
    table = Table("", "", title=f"{people:,} kick-offs, {sum(journey.accidents.values()):,} accidents", box=SIMPLE)
    for kind, count in sorted(journey.accidents.items()):
        table.add_row(f"accident: {kind}", f"{count:,}")
    for state, count in fates.items():
        table.add_row(f"the store says: {state.value}", f"{count:,}")
    unknown = sum(journey.accidents[kind] for kind in UNKNOWN)
    table.add_row("nobody can know", f"{unknown:,}")
    table.add_row("arrived once, twice or more", f"{arrived.count(1):,}, {sum(count > 1 for count in arrived):,}")
    Console().print(table)
    assert max(arrived) == 1, "something arrived twice"
    assert sum(fates.values()) == people, "the launch does not add up"
    assert fates[Delivery.UNCERTAIN] == unknown, "something uncertain was lost or repeated"
    assert fates[Delivery.SENT] + journey.accidents["cut after"] == sum(arrived), "something arrived unseen"
