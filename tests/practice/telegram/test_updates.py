"""How a bot hears of what people do: long polling."""

import asyncio

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError

from practice.core.clock import PracticeClock
from practice.server import Running
from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, BINH, CHOICE, START, TOKEN


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def waiting_poll(bot: Bot, world: TelegramWorld) -> asyncio.Task[tuple[Update, ...]]:
    """Start a long poll and return when the server has it."""
    with world.bot().bell.listening() as began:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await asyncio.wait_for(began.wait(), 5)
    return poll


async def test_updates_stay_until_the_offset_confirms_them(bot: Bot, world: TelegramWorld) -> None:
    for text in ("một", "hai", "ba"):
        world.say(AN, text)
    updates = await bot.get_updates()
    assert texts(updates) == texts(await bot.get_updates()) == ["một", "hai", "ba"]
    assert texts(await bot.get_updates(offset=updates[0].update_id + 1)) == ["hai", "ba"]
    assert texts(await bot.get_updates(offset=updates[0].update_id)) == ["hai", "ba"]
    assert texts(await bot.get_updates(limit=1)) == ["hai"]
    assert world.pending() == 2


async def test_a_negative_offset_forgets_all_but_the_last(bot: Bot, world: TelegramWorld) -> None:
    for text in ("một", "hai", "ba"):
        world.say(AN, text)
    assert texts(await bot.get_updates(offset=-1)) == ["ba"]
    assert texts(await bot.get_updates()) == ["ba"]


async def test_a_long_poll_wakes_when_someone_writes(bot: Bot, world: TelegramWorld) -> None:
    poll = await waiting_poll(bot, world)
    await asyncio.to_thread(world.say, AN, "dậy")
    assert texts(await poll) == ["dậy"]


async def test_a_long_poll_ends_empty_after_its_timeout(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_a_second_poll_ends_the_first_with_a_conflict(bot: Bot, world: TelegramWorld, running: Running) -> None:
    first = await waiting_poll(bot, world)
    async with Bot(TOKEN, base_url=f"{running.base_url}/bot") as the_same_bot_elsewhere:
        assert await the_same_bot_elsewhere.get_updates() == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_only_allowed_kinds_are_kept(bot: Bot, world: TelegramWorld) -> None:
    await bot.get_updates(allowed_updates=["my_chat_member"])
    world.say(AN, "không ai nghe")
    world.block(AN)
    assert [update.my_chat_member is not None for update in await bot.get_updates()] == [True]


async def test_stopping_the_server_ends_a_long_poll(bot: Bot, world: TelegramWorld, running: Running) -> None:
    poll = await waiting_poll(bot, world)
    await asyncio.to_thread(running.stop)
    with pytest.raises(NetworkError):
        await poll


async def test_a_token_without_its_form_is_not_found(running: Running) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("no-token", base_url=f"{running.base_url}/bot"):
            pass


async def test_a_pressed_button_is_answered_once_and_in_time(
    bot: Bot, world: TelegramWorld, clock: PracticeClock
) -> None:
    world.say(AN, "/start")
    sent = await bot.send_message(AN, "Có mặt?", reply_markup=CHOICE)
    world.press(AN, sent.message_id, "yes")
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert (query.data, query.from_user.id, query.message.message_id) == ("yes", AN, sent.message_id)
    await bot.answer_callback_query(query.id, "Đã ghi")
    assert world.events()["events"][-1] | {"seq": 0, "at": ""} == {
        "seq": 0,
        "at": "",
        "kind": "callback_answer",
        "chat": AN,
        "from": "bot",
        "text": "Đã ghi",
        "show_alert": False,
        "user": AN,
    }
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query.id)
    late = world.press(AN, sent.message_id, "yes")
    clock.advance(3600)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(late["id"])


def test_a_button_that_is_not_there_cannot_be_pressed(world: TelegramWorld) -> None:
    said = world.say(AN, "/start")
    with pytest.raises(ValueError, match="no button 'yes'"):
        world.press(AN, said["message_id"], "yes")
    with pytest.raises(LookupError, match="no message 99"):
        world.press(AN, 99, "yes")


async def test_commands_are_marked(bot: Bot, world: TelegramWorld) -> None:
    world.say(BINH, "👋 /start mã-mời và/hoặc /huy")
    message = (await bot.get_updates())[0].message
    assert message is not None
    assert list(message.parse_entities().values()) == ["/start", "/huy"]


async def test_a_text_that_someone_changes_is_told(bot: Bot, world: TelegramWorld) -> None:
    said = world.say(AN, "5 người")
    world.edit(AN, said["message_id"], "6 người")
    edited = (await bot.get_updates())[1].edited_message
    assert edited is not None
    assert (edited.text, edited.edit_date) == ("6 người", START)
    with pytest.raises(ValueError, match="is no text of Bình"):
        world.edit(BINH, world.send_sticker(BINH)["message_id"], "x")
