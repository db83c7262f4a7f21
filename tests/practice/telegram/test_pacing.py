"""Telegram's limits, counted in two ways, off by default; they follow the practice clock."""

from collections.abc import Iterator

import httpx
import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import RetryAfter

from practice.core.clock import PracticeClock
from practice.server import Running
from practice.telegram.service import TelegramService
from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, TOKEN


@pytest.fixture
def client(running: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.base_url) as client:
        yield client


def sent(client: httpx.Client, chat: int, times: int) -> int:
    """Send so often; return how many were let through."""
    answers = [client.post(f"/bot{TOKEN}/sendMessage", data={"chat_id": chat, "text": "?"}) for _ in range(times)]
    assert {answer.status_code for answer in answers} <= {200, 429}
    return [answer.status_code for answer in answers].count(200)


def test_they_are_off_until_switched_on(client: httpx.Client, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    assert client.get("/practice/telegram/limits").json() == {"counting": "off"}
    assert sent(client, AN, 50) == 50


@pytest.mark.parametrize("counting", ["window", "bucket"])
def test_a_chat_takes_a_short_burst_and_then_one_a_second(
    client: httpx.Client, world: TelegramWorld, clock: PracticeClock, counting: str
) -> None:
    world.say(AN, "/start")
    client.put("/practice/telegram/limits", json={"counting": counting})
    assert sent(client, AN, 5) == 3
    clock.advance(1)
    assert sent(client, AN, 5) == (0 if counting == "window" else 1)
    clock.advance(2)
    assert sent(client, AN, 5) == (3 if counting == "window" else 2)


@pytest.mark.parametrize("counting", ["window", "bucket"])
def test_a_group_takes_twenty_a_minute(
    client: httpx.Client, world: TelegramWorld, clock: PracticeClock, service: TelegramService, counting: str
) -> None:
    group = world.add_group("Nhóm", [AN])["id"]
    client.put("/practice/telegram/limits", json={"counting": counting})
    through = 0
    for _ in range(30):
        through += sent(client, group, 1)
        clock.advance(1)
    assert through == (20 if counting == "window" else 29)  # a bucket fills up again while it is spent


@pytest.mark.parametrize("counting", ["window", "bucket"])
def test_a_bot_sends_thirty_a_second_in_all(
    client: httpx.Client, world: TelegramWorld, clock: PracticeClock, counting: str
) -> None:
    for person in range(1, 41):
        world.add_person(person, "Người")
        world.say(person, "/start")
    client.put("/practice/telegram/limits", json={"counting": counting})
    assert sum(sent(client, person, 1) for person in range(1, 41)) == 30
    clock.advance(1)
    assert sum(sent(client, person, 1) for person in range(1, 41)) == 30


async def test_an_album_counts_as_many_as_it_has_and_the_refusal_says_how_long_to_wait(
    bot: Bot, world: TelegramWorld, service: TelegramService
) -> None:
    world.say(AN, "/start")
    service.api.pacing.counting = "window"
    await bot.send_media_group(AN, [InputMediaPhoto(b"a"), InputMediaPhoto(b"b"), InputMediaPhoto(b"c")])
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(AN, "?")
    assert int(refused.value._retry_after.total_seconds()) == 3
    await bot.send_chat_action(AN, "typing")


def test_another_way_of_counting_is_refused(client: httpx.Client) -> None:
    answer = client.put("/practice/telegram/limits", json={"counting": "fingers"})
    assert (answer.status_code, "window, bucket" in answer.json()["error"]) == (400, True)
