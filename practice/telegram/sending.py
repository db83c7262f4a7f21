"""What all methods that send something share: where to, with which words, below which message, with which buttons."""

from practice.core.calls import Refusal
from practice.telegram.accounts import Bot
from practice.telegram.chats import Chat
from practice.telegram.detect import detect
from practice.telegram.entities import Entity, parse_html, trim
from practice.telegram.markup import checked_markup, inline
from practice.telegram.params import Params
from practice.telegram.wire import Json, Message, quotable
from practice.telegram.words import (
    BLOCKED,
    BOT_TO_BOT,
    CANNOT_INITIATE,
    CAPTION_TOO_LONG,
    CHAT_NOT_FOUND,
    DEACTIVATED,
    MOVED,
    REPLY_NOT_FOUND,
    TEXT_EMPTY,
    TEXT_TOO_LONG,
    THREAD_NOT_FOUND,
    TOPIC_CLOSED,
    bad_request,
    forbidden,
)
from practice.telegram.world import TelegramWorld

MAX_TEXT = 4096
MAX_CAPTION = 1024


def open_chat(world: TelegramWorld, bot: Bot, chat_id: int | str) -> Chat:
    """Return a chat that the bot is in; raise Refusal as the server does for one that it is not or no longer in."""
    chat = world.find_chat(bot, chat_id) if isinstance(chat_id, int) else None
    if chat is None:
        raise _stranger(world, bot, chat_id)
    if chat.migrated_to is not None:
        raise Refusal(400, f"Bad Request: {MOVED}", details={"migrate_to_chat_id": chat.migrated_to})
    if chat.is_private:
        if world.person(chat.id).deactivated:
            raise forbidden(DEACTIVATED)
        if chat.id in bot.blocked_by:
            raise forbidden(BLOCKED)
    elif not chat.has(bot.id):
        kind = f"{chat.described['type']} chat"
        kicked = chat.status(bot.id) == "kicked"
        raise forbidden(f"bot was kicked from the {kind}" if kicked else f"bot is not a member of the {kind}")
    return chat


def send(world: TelegramWorld, bot: Bot, given: Params, *contents: Json) -> list[Message]:
    """Post what the bot sends, one message for each content, with the options that every sending method has."""
    chat = open_chat(world, bot, given.chat_id())
    markup = checked_markup(given.nested("reply_markup"))
    options = {**_thread(chat, given), **_reply(chat, given)}
    if given.flag("protect_content"):
        options["has_protected_content"] = True
    if inline(markup):
        options["reply_markup"] = markup
    keyboard = None if markup is None or "inline_keyboard" in markup else markup
    if keyboard is not None:
        chat.keyboard = None if "remove_keyboard" in keyboard else keyboard
    return [world.post(chat, bot, {**content, **options}, keyboard) for content in contents]


def written(given: Params) -> Json:
    """Return text and entities of a message; raise Refusal (400) for an empty or too long text, or bad HTML."""
    text, entities = _formatted(given, "text", "entities")
    if not text:
        raise bad_request(TEXT_EMPTY)
    if len(text) > MAX_TEXT:
        raise bad_request(TEXT_TOO_LONG)
    return {"text": text, **({"entities": entities} if entities else {})}


def captioned(given: Params) -> Json:
    """Return caption and entities of a message, if it has one; raise Refusal (400) for a too long one, or bad HTML."""
    caption, entities = _formatted(given, "caption", "caption_entities")
    if len(caption) > MAX_CAPTION:
        raise bad_request(CAPTION_TOO_LONG)
    if not caption:
        return {}
    return {"caption": caption, **({"caption_entities": entities} if entities else {})}


def _formatted(given: Params, name: str, entities_name: str) -> tuple[str, list[Entity]]:
    text, mode = given.text(name), given.text("parse_mode").lower()
    if mode in ("markdown", "markdownv2"):
        raise Refusal(501, "Not Implemented: the practice server reads HTML, not Markdown")
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    marked = parse_html(text) if mode else (text, given.objects(entities_name))
    text, entities = trim(*marked)
    return text, detect(text, entities)


def _thread(chat: Chat, given: Params) -> Json:
    thread = given.number("message_thread_id")
    if not thread:
        return {}
    if thread not in chat.topics:
        raise bad_request(THREAD_NOT_FOUND)
    if chat.topics[thread]["closed"]:
        raise bad_request(TOPIC_CLOSED)
    return {"message_thread_id": thread, "is_topic_message": True}


def _reply(chat: Chat, given: Params) -> Json:
    wanted = given.object("reply_parameters")
    if not wanted.get("message_id"):
        return {}
    message = chat.messages.get(int(wanted["message_id"]))
    if message is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request(REPLY_NOT_FOUND)
    return {"reply_to_message": quotable(message)} if message else {}


def _stranger(world: TelegramWorld, bot: Bot, chat_id: int | str) -> Refusal:
    if any(chat_id == known.id for known in world.bots.values()):
        return forbidden(BOT_TO_BOT)
    if chat_id in world.people and world.people[int(chat_id)].deactivated:
        return forbidden(DEACTIVATED)
    met = any(chat.has(bot.id) and chat.has(chat_id) for chat in world.chats.values() if isinstance(chat_id, int))
    return forbidden(CANNOT_INITIATE) if met else bad_request(CHAT_NOT_FOUND)
