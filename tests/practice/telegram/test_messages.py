"""Texts as python-telegram-bot sends them and people see them."""

import asyncio

import pytest
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, NetworkError

from practice.core.clock import PracticeClock
from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, BINH, CHOICE


def last_text(world: TelegramWorld, chat: int) -> str:
    text: str = world.seen(chat)["messages"][-1]["text"]
    return text


async def test_a_person_sees_what_the_bot_sends(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    sent = await bot.send_message(AN, "<b>Chào</b> An &amp; cả nhà 👋 <i>nhé</i>", parse_mode="HTML")
    assert last_text(world, AN) == "Chào An & cả nhà 👋 nhé"
    assert {key.type: value for key, value in sent.parse_entities().items()} == {"bold": "Chào", "italic": "nhé"}


async def test_a_bot_cannot_begin(bot: Bot, world: TelegramWorld) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(AN, "xin chào")
    world.add_group("Ban quản trị", [BINH])
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(BINH, "xin chào")
    with pytest.raises(Forbidden, match="bots can't send messages to bots"):
        await bot.send_message(100, "xin chào")


@pytest.mark.parametrize(
    ("text", "mode", "complaint"),
    [
        (" \n ", None, "Message text is empty"),
        ("<b></b>", "HTML", "Message text is empty"),
        ("a" * 4097, None, "Message is too long"),
        ("<b>x", "HTML", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("xin <u>chào</b>", "HTML", 'Unmatched end tag at byte offset 12, expected "</u>", found "</b>"'),
        ("x", "RTF", "Unsupported parse_mode"),
    ],
)
async def test_texts_that_are_refused(
    bot: Bot, world: TelegramWorld, text: str, mode: str | None, complaint: str
) -> None:
    world.say(AN, "/start")
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(AN, text, parse_mode=mode)
    assert complaint.lower() in refused.value.message.lower()


async def test_a_text_of_exactly_4096_characters_after_parsing_passes(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    await bot.send_message(AN, f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    assert len(last_text(world, AN)) == 4096


@pytest.mark.parametrize(
    ("data", "allowed"), [("x" * 64, True), ("x" * 65, False), ("ế" * 21, True), ("ế" * 22, False)]
)
async def test_callback_data_is_at_most_64_bytes(bot: Bot, world: TelegramWorld, data: str, allowed: bool) -> None:
    world.say(AN, "/start")
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data=data)]])
    if allowed:
        await bot.send_message(AN, "?", reply_markup=buttons)
    else:
        with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
            await bot.send_message(AN, "?", reply_markup=buttons)


async def test_editing_replaces_text_and_takes_away_buttons_that_are_not_given_again(
    bot: Bot, world: TelegramWorld
) -> None:
    world.say(AN, "/start")
    sent = await bot.send_message(AN, "Có mặt?", reply_markup=CHOICE)
    await bot.edit_message_text("Cảm ơn", AN, sent.message_id)
    shown = world.seen(AN)["messages"][-1]
    assert (shown["text"], "reply_markup" in shown) == ("Cảm ơn", False)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("Cảm ơn", AN, sent.message_id)
    await bot.edit_message_reply_markup(AN, sent.message_id, reply_markup=CHOICE)
    assert world.seen(AN)["messages"][-1]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Có"


async def test_only_the_bots_own_existing_messages_can_be_edited(bot: Bot, world: TelegramWorld) -> None:
    hers = world.say(AN, "/start")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("x", AN, hers["message_id"])
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", AN, 999)


async def test_deleting(bot: Bot, world: TelegramWorld, clock: PracticeClock) -> None:
    world.say(AN, "/start")
    sent = await bot.send_message(AN, "nhầm")
    await bot.delete_message(AN, sent.message_id)
    assert [message["text"] for message in world.seen(AN)["messages"]] == ["/start"]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(AN, sent.message_id)
    old = await bot.send_message(AN, "cũ")
    clock.advance(48 * 3600)
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await bot.delete_message(AN, old.message_id)


async def test_replies(bot: Bot, world: TelegramWorld) -> None:
    asked = world.say(AN, "Bao giờ họp?")
    answer = await bot.send_message(AN, "Thứ hai", reply_parameters=ReplyParameters(asked["message_id"]))
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "Bao giờ họp?"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(AN, "?", reply_parameters=ReplyParameters(999))
    await bot.send_message(AN, "!", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True))
    assert last_text(world, AN) == "!"
    said = world.say(AN, "Cảm ơn", reply_to=answer.message_id)
    assert said["reply_to_message"]["text"] == "Thứ hai"


async def test_reply_keyboards_are_seen_below_the_text_box_not_on_the_message(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    sent = await bot.send_message(AN, "Chọn", reply_markup=ReplyKeyboardMarkup([["Có", "Không"]]))
    assert sent.reply_markup is None
    assert world.seen(AN)["keyboard"]["keyboard"] == [[{"text": "Có"}, {"text": "Không"}]]
    await bot.send_message(AN, "Viết", reply_markup=ForceReply())
    assert world.seen(AN)["keyboard"]["force_reply"] is True


async def test_a_blocked_bot_is_refused_until_unblocked(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    world.block(AN)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(AN, "?")
    with pytest.raises(ValueError, match="An has blocked the bot"):
        world.say(AN, "hm")
    world.unblock(AN)
    await bot.send_message(AN, "Chào lại")
    changes = [update.my_chat_member for update in await bot.get_updates(offset=2)]
    assert [(change.from_user.id, change.new_chat_member.status) for change in changes if change] == [
        (AN, "kicked"),
        (AN, "member"),
    ]


async def test_markdown_is_not_read(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    with pytest.raises(NetworkError, match="the practice server reads HTML, not Markdown"):
        await bot.send_message(AN, "*x*", parse_mode="MarkdownV2")


async def test_typing_is_seen(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    await bot.send_chat_action(AN, "typing")
    assert world.events()["events"][-1]["action"] == "typing"
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(AN, "sleeping")


async def test_what_a_bot_says_of_itself(bot: Bot) -> None:
    await bot.set_my_name("Nhịp Cầu")
    await bot.set_my_short_description("Báo cáo trong một phút")
    await bot.set_my_short_description("Report in a minute", language_code="en")
    assert (await bot.get_my_name()).name == "Nhịp Cầu"
    assert (await bot.get_my_short_description("en")).short_description == "Report in a minute"
    assert (await bot.get_my_short_description("fr")).short_description == "Báo cáo trong một phút"
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button()).type == "commands"
    with pytest.raises(BadRequest, match="Bot name is too long"):
        await bot.set_my_name("x" * 65)


async def test_people_and_bot_may_write_at_once_from_several_threads(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    said = [asyncio.to_thread(world.say, AN, str(number)) for number in range(50)]
    sent = [bot.send_message(AN, str(number)) for number in range(50)]
    await asyncio.gather(*said, *sent)
    numbers = [message["message_id"] for message in world.seen(AN)["messages"]]
    assert numbers == list(range(1, 102))
    assert world.pending() == 51
