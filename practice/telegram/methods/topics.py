"""Topics of a forum: a supergroup whose messages are sorted by subject."""

from practice.telegram.accounts import Bot
from practice.telegram.chats import Chat
from practice.telegram.params import Params
from practice.telegram.sending import open_chat
from practice.telegram.wire import Json
from practice.telegram.words import NO_RIGHT_TO_TOPIC, NOT_A_FORUM, bad_request
from practice.telegram.world import TelegramWorld

COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
MAX_NAME = 128


def create_forum_topic(world: TelegramWorld, bot: Bot, given: Params) -> Json:
    """Open a topic; its thread has the number of the service message that says so."""
    chat = _forum(world, bot, given)
    if not 1 <= len(given.text("name")) <= MAX_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY")
    colour = given.number("icon_color", COLOURS[0])
    if colour not in COLOURS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    topic = {"name": given.text("name"), "icon_color": colour}
    thread = chat.last_message_id + 1
    chat.topics[thread] = {**topic, "closed": False}
    _announce(world, chat, bot, thread, {"forum_topic_created": topic})
    return {"message_thread_id": thread, **topic}


def edit_forum_topic(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Rename a topic."""
    chat, thread = _topic(world, bot, given)
    name = given.text("name")
    if name in ("", chat.topics[thread]["name"]):
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.topics[thread] = {**chat.topics[thread], "name": name}
    _announce(world, chat, bot, thread, {"forum_topic_edited": {"name": name}})
    return True


def close_forum_topic(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Close a topic: nobody writes there until it is opened again."""
    return _set_closed(world, bot, given, True, "forum_topic_closed")


def reopen_forum_topic(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Open a closed topic again."""
    return _set_closed(world, bot, given, False, "forum_topic_reopened")


def delete_forum_topic(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Delete a topic with all its messages."""
    chat, thread = _topic(world, bot, given)
    for message in [each for each in chat.messages.values() if each.get("message_thread_id") == thread]:
        world.remove(chat, message, bot)
    del chat.topics[thread]
    return True


def _set_closed(world: TelegramWorld, bot: Bot, given: Params, closed: bool, said: str) -> bool:
    chat, thread = _topic(world, bot, given)
    if chat.topics[thread]["closed"] == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.topics[thread] = {**chat.topics[thread], "closed": closed}
    _announce(world, chat, bot, thread, {said: {}})
    return True


def _announce(world: TelegramWorld, chat: Chat, bot: Bot, thread: int, content: Json) -> None:
    world.post(chat, bot, {**content, "message_thread_id": thread, "is_topic_message": True})


def _topic(world: TelegramWorld, bot: Bot, given: Params) -> tuple[Chat, int]:
    chat = _forum(world, bot, given)
    thread = given.number("message_thread_id")
    if thread not in chat.topics:
        raise bad_request("TOPIC_ID_INVALID")
    return chat, thread


def _forum(world: TelegramWorld, bot: Bot, given: Params) -> Chat:
    chat = open_chat(world, bot, given.chat_id())
    if not chat.is_forum:
        raise bad_request(NOT_A_FORUM)
    if not chat.is_run_by(bot.id):
        raise bad_request(NO_RIGHT_TO_TOPIC)
    return chat
