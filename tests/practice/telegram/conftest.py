"""A practice network with a bot driven by python-telegram-bot, and people: An, Bình, Chi."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.request import HTTPXRequest

from practice.core.clock import PracticeClock
from practice.core.pipeline import Core
from practice.server import Running, build, serve_in_thread
from practice.telegram.service import TelegramService
from practice.telegram.world import TelegramWorld

START = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)
TOKEN = "100:practice-token"
AN, BINH, CHI = 1001, 1002, 1003
CHOICE = InlineKeyboardMarkup([[InlineKeyboardButton("Có", callback_data="yes")]])


@pytest.fixture
def clock() -> PracticeClock:
    return PracticeClock(START)


@pytest.fixture
def service(clock: PracticeClock) -> TelegramService:
    return TelegramService.new(clock)


@pytest.fixture
def world(service: TelegramService) -> TelegramWorld:
    world = service.world
    world.add_bot(TOKEN)
    world.add_person(AN, "An", last_name="Nguyễn", language_code="vi")
    world.add_person(BINH, "Bình", username="binh")
    world.add_person(CHI, "Chi")
    return world


@pytest.fixture
def running(clock: PracticeClock, service: TelegramService, world: TelegramWorld) -> Iterator[Running]:
    """Serve; fail a test in which something was accepted, or answered, that the Bot API's specification forbids."""
    with serve_in_thread(build(clock, service)) as running:
        yield running
        assert running.app.state.core.log.unexplained() == []


@pytest.fixture
def core(running: Running) -> Core:
    core: Core = running.app.state.core
    return core


@pytest_asyncio.fixture
async def bot(running: Running) -> AsyncIterator[Bot]:
    url = running.base_url
    # Certificates take 25 ms to load, and there is nothing to verify on http.
    requests = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    urls = {"base_url": f"{url}/bot", "base_file_url": f"{url}/file/bot"}
    async with Bot(TOKEN, request=requests[0], get_updates_request=requests[1], **urls) as bot:
        yield bot
