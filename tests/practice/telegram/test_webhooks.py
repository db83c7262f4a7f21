"""Updates are delivered to a webhook in order, with the secret, and again until the endpoint has taken them."""

import json
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, Conflict

from practice.core.bell import Bell
from practice.core.calls import Answer, Call
from practice.server import Running, serve_in_thread
from practice.telegram.gate import official_gate
from practice.telegram.service import TelegramService
from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN

SECRET = "s3cret"


class Endpoint:
    """What a bot has at its webhook: takes updates, or is down for the first `down` of them."""

    def __init__(self) -> None:
        self.taken: list[dict[str, object]] = []
        self.secrets: set[str | None] = set()
        self.attempts = 0
        self.down = 0
        self.tried = Bell()

    async def take(self, request: Request) -> Response:
        self.attempts += 1
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        refused = self.attempts <= self.down
        if not refused:
            self.taken.append(json.loads(await request.body()))
        self.tried.ring()
        return Response(status_code=502 if refused else 200)

    async def has_taken(self, count: int) -> list[object]:
        """Wait for so many updates and return their texts."""
        with self.tried.listening() as tried:
            while len(self.taken) < count:
                await tried.wait()
                tried.clear()
        return [update["message"]["text"] for update in self.taken]  # type: ignore[index]


@pytest.fixture
def endpoint() -> Endpoint:
    return Endpoint()


@pytest.fixture
def url(endpoint: Endpoint) -> Iterator[str]:
    with serve_in_thread(Starlette(routes=[Route("/hook", endpoint.take, methods=["POST"])])) as running:
        yield f"{running.base_url}/hook"


@pytest.fixture
def service(service: TelegramService) -> TelegramService:
    return TelegramService(service.world, service.api.gate, retry_seconds=0.01)


async def test_updates_arrive_in_order_with_the_secret(
    bot: Bot, world: TelegramWorld, endpoint: Endpoint, url: str
) -> None:
    world.say(AN, "trước")
    await bot.set_webhook(url, secret_token=SECRET)
    for text in ("một", "hai", "ba"):
        world.say(AN, text)
    assert await endpoint.has_taken(4) == ["trước", "một", "hai", "ba"]
    assert endpoint.secrets == {SECRET}
    assert [update["update_id"] for update in endpoint.taken] == [1, 2, 3, 4]
    gate = official_gate()
    assert gate is not None
    assert gate.check_answer(Call("telegram", "getUpdates"), Answer({"result": endpoint.taken})) == []


async def test_nothing_is_lost_while_the_endpoint_is_down(
    bot: Bot, world: TelegramWorld, endpoint: Endpoint, url: str
) -> None:
    endpoint.down = 3
    await bot.set_webhook(url)
    for text in ("một", "hai"):
        world.say(AN, text)
    assert await endpoint.has_taken(2) == ["một", "hai"]
    assert endpoint.attempts == 5
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 502 Bad Gateway"


async def test_an_address_where_nobody_listens_keeps_the_updates(bot: Bot, world: TelegramWorld) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    world.say(AN, "có ai không")
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("http://127.0.0.1:9/hook", 1)
    await bot.delete_webhook()
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["có ai không"]


async def test_polling_is_a_conflict_while_a_webhook_is_set(bot: Bot, url: str) -> None:
    await bot.set_webhook(url)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_pending_updates_can_be_dropped(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "cũ")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_webhooks_that_are_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)an https url must be provided"):
        await bot.set_webhook("ftp://example.org")
    with pytest.raises(BadRequest, match=r"(?i)secret token contains unallowed characters"):
        await bot.set_webhook("https://example.org", secret_token="có dấu")


async def test_a_reset_ends_all_deliveries(bot: Bot, world: TelegramWorld, running: Running, url: str) -> None:
    await bot.set_webhook(url)
    async with httpx.AsyncClient() as client:
        await client.post(f"{running.base_url}/practice/reset")
    assert (await bot.get_webhook_info()).url == ""
