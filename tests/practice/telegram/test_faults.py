"""What python-telegram-bot makes of each fault, and that no work is done twice or not at all unseen."""

from typing import Any

import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError

from practice.core.pipeline import Core
from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, BINH


@pytest.mark.parametrize(
    ("fault", "error", "sent"),
    [
        ({"kind": "429", "retry_after": 9}, RetryAfter, 0),
        ({"kind": "403"}, Forbidden, 0),
        ({"kind": "5xx", "status": 502}, NetworkError, 0),
        ({"kind": "5xx", "status": 503}, NetworkError, 0),
        ({"kind": "drop"}, NetworkError, 0),
        ({"kind": "lost"}, NetworkError, 1),
    ],
)
async def test_faults_once(
    bot: Bot, world: TelegramWorld, core: Core, fault: dict[str, Any], error: type[TelegramError], sent: int
) -> None:
    world.say(AN, "/start")
    core.faults.add(service="telegram", method="sendMessage", count=1, **fault)
    with pytest.raises(error):
        await bot.send_message(AN, "một")
    assert len(world.seen(AN)["messages"]) == 1 + sent
    await bot.send_message(AN, "hai")
    assert len(world.seen(AN)["messages"]) == 2 + sent


async def test_a_fault_for_one_chat_leaves_the_others_alone(bot: Bot, world: TelegramWorld, core: Core) -> None:
    for person in (AN, BINH):
        world.say(person, "/start")
    core.faults.add("403", "telegram", chat=AN)
    await bot.send_message(BINH, "được")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(AN, "không")


async def test_a_deleted_account_is_refused(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    world.deactivate(AN)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(AN, "?")
    world.deactivate(BINH)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(BINH, "?")
