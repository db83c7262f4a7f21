"""Messages are copied as the bot's own, or forwarded with the name of who wrote them."""

import pytest
from telegram import Bot
from telegram.error import BadRequest

from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, BINH, CHOICE


@pytest.fixture
def said(world: TelegramWorld) -> int:
    """Let An write something, and Bình begin a chat."""
    world.say(BINH, "/start")
    return int(world.say(AN, "Xem https://congdoan.vn nhé")["message_id"])


async def test_a_copy_shows_no_author(bot: Bot, world: TelegramWorld, said: int) -> None:
    copy = await bot.copy_message(BINH, AN, said, reply_markup=CHOICE)
    shown = world.seen(BINH)["messages"][-1]
    assert (shown["message_id"], shown["text"]) == (copy.message_id, "Xem https://congdoan.vn nhé")
    assert "forward_origin" not in shown
    assert shown["entities"][0]["type"] == "url"
    assert "reply_markup" in shown


async def test_a_copied_file_may_get_another_caption(bot: Bot, world: TelegramWorld, said: int) -> None:
    photo = world.send_photo(AN, b"jpeg", caption="cũ")
    await bot.copy_message(BINH, AN, photo["message_id"])
    await bot.copy_message(BINH, AN, photo["message_id"], caption="<b>mới</b>", parse_mode="HTML")
    await bot.copy_message(BINH, AN, photo["message_id"], caption="")
    assert [message.get("caption") for message in world.seen(BINH)["messages"][1:]] == ["cũ", "mới", None]


async def test_a_forwarded_message_names_its_author_also_when_forwarded_again(
    bot: Bot, world: TelegramWorld, said: int
) -> None:
    forwarded = await bot.forward_message(BINH, AN, said)
    again = await bot.forward_message(BINH, BINH, forwarded.message_id)
    assert again.forward_origin is not None
    assert again.forward_origin.to_dict()["sender_user"]["id"] == AN
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("khác", BINH, again.message_id)


async def test_several_at_once_pass_over_those_that_are_gone(bot: Bot, world: TelegramWorld, said: int) -> None:
    more = world.say(AN, "hai")["message_id"]
    assert len(await bot.copy_messages(BINH, AN, [said, more, 99])) == 2
    assert len(await bot.forward_messages(BINH, AN, [more])) == 1
    assert [message.get("text") for message in world.seen(BINH)["messages"][-2:]] == ["hai", "hai"]


async def test_what_cannot_be_copied(bot: Bot, world: TelegramWorld, said: int) -> None:
    group = world.add_group("Nhóm", [AN])["id"]
    protected = await bot.send_message(AN, "mật", protect_content=True)
    for attempt, complaint in [
        (bot.copy_message(BINH, AN, 99), "message to copy not found"),
        (bot.forward_message(BINH, AN, 99), "message to forward not found"),
        (bot.copy_message(BINH, group, 1), "message can't be copied"),
        (bot.forward_message(BINH, AN, protected.message_id), "the message can't be forwarded"),
        (bot.copy_messages(BINH, AN, [99]), "messages to copy not found"),
        (bot.copy_messages(BINH, AN, [2, 1]), "strictly increasing order"),
        (bot.forward_messages(BINH, AN, []), "1-100 message identifiers"),
    ]:
        with pytest.raises(BadRequest, match=f"(?i){complaint}"):
            await attempt
