"""Groups: who is there, what a bot hears and may do in them, and what becomes of them."""

from typing import Any

import pytest
import pytest_asyncio
from telegram import Bot, ReplyParameters, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from practice.core.clock import PracticeClock
from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, BINH, CHI

ALL_KINDS = list(Update.ALL_TYPES)


@pytest.fixture
def group(world: TelegramWorld) -> int:
    """Make a group of An, who made it, and Bình, with the bot as a plain member."""
    return int(world.add_group("Ban quản trị", [AN, BINH])["id"])


@pytest.fixture
def run_group(world: TelegramWorld, group: int) -> int:
    """Make the bot an administrator of the group."""
    world.set_bot_status(group, AN, "administrator")
    return group


@pytest_asyncio.fixture
async def heard(bot: Bot, group: int) -> Any:
    """Return a function that gives the kinds of the updates since it was last asked."""

    async def kinds() -> list[str]:
        updates = await bot.get_updates()
        if updates:
            await bot.get_updates(offset=updates[-1].update_id + 1, allowed_updates=ALL_KINDS)
        return [next(iter(update.to_dict().keys() - {"update_id"})) for update in updates]

    await bot.get_updates(allowed_updates=ALL_KINDS)
    await kinds()
    return kinds


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("xin chào", False),
        ("/duyet 5", True),
        ("/duyet@practice_100_bot", True),
        ("/duyet@another_bot", False),
        ("👋 /duyet", True),
    ],
)
async def test_in_privacy_mode_a_bot_reads_only_what_is_meant_for_it(
    world: TelegramWorld, group: int, heard: Any, text: str, reads: bool
) -> None:
    world.say(BINH, text, chat=group)
    assert await heard() == (["message"] if reads else [])


async def test_replies_to_the_bot_reach_it_and_administrators_read_everything(
    bot: Bot, world: TelegramWorld, group: int, heard: Any
) -> None:
    asked = await bot.send_message(group, "Ai đi họp?")
    world.say(BINH, "tôi", chat=group, reply_to=asked.message_id)
    assert await heard() == ["message"]
    world.set_bot_status(group, AN, "administrator")
    world.say(BINH, "gì cũng đọc", chat=group)
    assert await heard() == ["my_chat_member", "message"]


async def test_a_bot_without_privacy_mode_reads_everything(world: TelegramWorld) -> None:
    curious = world.add_bot("200:curious", reads_all=True)
    group = world.add_group("Nhóm", [AN], bot=200)["id"]
    world.say(AN, "xin chào", chat=group)
    assert [list(update)[1] for update in curious.oldest(9, world.moment())] == ["my_chat_member", "message", "message"]


async def test_people_who_come_and_go_are_announced(world: TelegramWorld, group: int, heard: Any) -> None:
    world.add_member(group, CHI, by=AN)
    world.leave(group, CHI)
    assert await heard() == ["message", "message"]
    came, gone = world.seen(group)["messages"][-2:]
    assert (came["from"]["id"], came["new_chat_members"][0]["id"]) == (AN, CHI)
    assert (gone["from"]["id"], gone["left_chat_member"]["id"]) == (CHI, CHI)


async def test_only_an_administrator_bot_hears_of_members(world: TelegramWorld, run_group: int, heard: Any) -> None:
    world.add_member(run_group, CHI, by=AN)
    world.remove_member(run_group, CHI, by=AN)
    assert await heard() == ["chat_member", "message", "chat_member", "message"]


async def test_a_bot_that_was_thrown_out_is_told_and_then_refused(
    bot: Bot, world: TelegramWorld, group: int, heard: Any
) -> None:
    world.set_bot_status(group, AN, "kicked")
    assert await heard() == ["my_chat_member"]
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group, "?")
    world.set_bot_status(group, AN, "left")
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(group, "?")


async def test_a_group_that_becomes_a_supergroup_gets_a_new_id(
    bot: Bot, world: TelegramWorld, group: int, heard: Any
) -> None:
    new = world.migrate(group)["id"]
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group, "?")
    assert moved.value.new_chat_id == new
    sent = await bot.send_message(new, "Đã chuyển nhóm")
    assert sent.chat.type == "supergroup"
    assert await heard() == ["message", "message"]
    assert world.seen(group)["messages"][-1]["migrate_to_chat_id"] == new
    assert world.seen(new)["messages"][0]["migrate_from_chat_id"] == group
    with pytest.raises(ValueError, match="has become supergroup"):
        world.say(BINH, "?", chat=group)
    with pytest.raises(ValueError, match="is a supergroup already"):
        world.migrate(new)


async def test_what_a_bot_can_learn_of_a_chat(bot: Bot, world: TelegramWorld, run_group: int) -> None:
    chat = await bot.get_chat(run_group)
    assert (chat.title, chat.type) == ("Ban quản trị", "group")
    assert await bot.get_chat_member_count(run_group) == 3
    administrators = await bot.get_chat_administrators(run_group)
    assert [(member.user.id, member.status) for member in administrators] == [(AN, "creator"), (100, "administrator")]
    assert (await bot.get_chat_member(run_group, BINH)).status == "member"
    assert (await bot.get_chat_member(run_group, CHI)).status == "left"
    with pytest.raises(BadRequest, match=r"(?i)participant_id_invalid"):
        await bot.get_chat_member(run_group, 9)
    world.say(AN, "/start")
    assert (await bot.get_chat(AN)).last_name == "Nguyễn"
    assert await bot.get_chat_member_count(AN) == 2
    with pytest.raises(BadRequest, match="no administrators in the private chat"):
        await bot.get_chat_administrators(AN)


async def test_a_bot_throws_people_out_and_lets_them_back(bot: Bot, world: TelegramWorld, run_group: int) -> None:
    await bot.ban_chat_member(run_group, BINH)
    with pytest.raises(ValueError, match="Bình is not in Ban quản trị"):
        world.say(BINH, "?", chat=run_group)
    link = await bot.export_chat_invite_link(run_group)
    with pytest.raises(ValueError, match="Bình was removed from"):
        world.join(BINH, link)
    await bot.unban_chat_member(run_group, BINH)
    world.join(BINH, link)
    assert world.say(BINH, "lại vào", chat=run_group)["text"] == "lại vào"
    with pytest.raises(BadRequest, match="Can't remove chat owner"):
        await bot.ban_chat_member(run_group, AN)


async def test_a_bot_that_leaves_is_out(bot: Bot, group: int) -> None:
    await bot.leave_chat(group)
    with pytest.raises(Forbidden, match="not a member"):
        await bot.get_chat(group)


async def test_a_plain_member_may_not_run_the_group(bot: Bot, group: int) -> None:
    said = await bot.send_message(group, "quan trọng")
    for attempt, complaint in [
        (bot.pin_chat_message(group, said.message_id), "not enough rights to manage pinned messages"),
        (bot.ban_chat_member(group, BINH), "not enough rights to restrict/unrestrict"),
        (bot.create_chat_invite_link(group), "not enough rights to manage chat invite link"),
        (bot.create_forum_topic(group, "x"), "the chat is not a forum"),
        (bot.delete_message(group, 1), "message can't be deleted"),
    ]:
        with pytest.raises(BadRequest, match=f"(?i){complaint}"):
            await attempt


async def test_pins(bot: Bot, world: TelegramWorld, run_group: int) -> None:
    first = await bot.send_message(run_group, "một")
    second = await bot.send_message(run_group, "hai")
    await bot.pin_chat_message(run_group, first.message_id)
    await bot.pin_chat_message(run_group, second.message_id)
    assert world.seen(run_group)["messages"][-1]["pinned_message"]["text"] == "hai"
    pinned = (await bot.get_chat(run_group)).pinned_message
    assert pinned is not None
    assert pinned.message_id == second.message_id
    await bot.unpin_chat_message(run_group)
    assert world.seen(run_group)["pinned"] == [first.message_id]
    await bot.unpin_all_chat_messages(run_group)
    with pytest.raises(BadRequest, match="Message to unpin not found"):
        await bot.unpin_chat_message(run_group)
    with pytest.raises(BadRequest, match="Message to pin not found"):
        await bot.pin_chat_message(run_group, 999)


async def test_invite_links_end_by_time_by_number_and_by_hand(
    bot: Bot, world: TelegramWorld, clock: PracticeClock, run_group: int
) -> None:
    for_one = await bot.create_chat_invite_link(run_group, name="một người", member_limit=1)
    for_an_hour = await bot.create_chat_invite_link(run_group, expire_date=int(clock.now().timestamp()) + 3600)
    revoked = await bot.create_chat_invite_link(run_group)
    assert (await bot.revoke_chat_invite_link(run_group, revoked)).is_revoked
    world.join(CHI, for_one.invite_link)
    world.add_person(1004, "Dũng")
    clock.advance(3600)
    for link in (for_one, for_an_hour, revoked):
        with pytest.raises(ValueError, match="This invite link has expired"):
            world.join(1004, link.invite_link)
    longer = await bot.edit_chat_invite_link(run_group, for_one, member_limit=2)
    world.join(1004, longer.invite_link)
    assert await bot.get_chat_member_count(run_group) == 5
    with pytest.raises(BadRequest, match=r"(?i)invite_hash_expired"):
        await bot.revoke_chat_invite_link(run_group, "https://t.me/+other")


async def test_a_new_primary_link_revokes_the_one_before(bot: Bot, world: TelegramWorld, run_group: int) -> None:
    first = await bot.export_chat_invite_link(run_group)
    second = await bot.export_chat_invite_link(run_group)
    assert (await bot.get_chat(run_group)).invite_link == second
    with pytest.raises(ValueError, match="expired"):
        world.join(CHI, first)


async def test_who_asks_to_join_is_taken_in_or_turned_away(
    bot: Bot, world: TelegramWorld, run_group: int, heard: Any
) -> None:
    link = await bot.create_chat_invite_link(run_group, creates_join_request=True)
    world.join(CHI, link.invite_link)
    assert await heard() == ["chat_join_request"]
    await bot.decline_chat_join_request(run_group, CHI)
    with pytest.raises(BadRequest, match=r"(?i)hide_requester_missing"):
        await bot.approve_chat_join_request(run_group, CHI)
    world.join(CHI, link.invite_link)
    await bot.approve_chat_join_request(run_group, CHI)
    assert world.say(CHI, "xin chào", chat=run_group)["from"]["id"] == CHI
    with pytest.raises(BadRequest, match="Member limit can't be specified"):
        await bot.create_chat_invite_link(run_group, creates_join_request=True, member_limit=2)


async def test_topics_of_a_forum(bot: Bot, world: TelegramWorld) -> None:
    forum = world.add_group("Cộng tác viên", [AN], forum=True)["id"]
    with pytest.raises(BadRequest, match="Not enough rights to create a topic"):
        await bot.create_forum_topic(forum, "Tiền lương")
    world.set_bot_status(forum, AN, "administrator")
    topic = await bot.create_forum_topic(forum, "Tiền lương")
    thread = topic.message_thread_id
    sent = await bot.send_message(forum, "Hỏi ở đây", message_thread_id=thread)
    assert (sent.message_thread_id, sent.is_topic_message) == (thread, True)
    answer = world.say(AN, "vâng", chat=forum, reply_to=sent.message_id)
    assert answer["message_thread_id"] == thread
    await bot.edit_forum_topic(forum, thread, name="Lương")
    await bot.close_forum_topic(forum, thread)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await bot.send_message(forum, "?", message_thread_id=thread)
    with pytest.raises(ValueError, match="no open topic"):
        world.say(AN, "?", chat=forum, thread=thread)
    await bot.reopen_forum_topic(forum, thread)
    assert world.seen(forum)["topics"][0]["name"] == "Lương"
    await bot.delete_forum_topic(forum, thread)
    assert [message for message in world.seen(forum)["messages"] if "message_thread_id" in message] == []
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum, "?", message_thread_id=thread)


@pytest.mark.parametrize("change", ["edit", "close", "reopen", "delete"])
async def test_a_topic_that_is_not_there(bot: Bot, world: TelegramWorld, change: str) -> None:
    forum = world.add_group("Cộng tác viên", [AN], forum=True)["id"]
    world.set_bot_status(forum, AN, "administrator")
    with pytest.raises(BadRequest, match=r"(?i)topic_id_invalid"):
        await getattr(bot, f"{change}_forum_topic")(forum, 77)


async def test_an_administrator_bot_deletes_what_others_wrote(bot: Bot, world: TelegramWorld, run_group: int) -> None:
    said = world.say(BINH, "quảng cáo", chat=run_group)
    await bot.send_message(run_group, "Xin đừng", reply_parameters=ReplyParameters(said["message_id"]))
    await bot.delete_message(run_group, said["message_id"])
    assert said["message_id"] not in [message["message_id"] for message in world.seen(run_group)["messages"]]
