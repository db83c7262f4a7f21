"""Changing and deleting messages that are there."""

from practice.telegram.accounts import Bot
from practice.telegram.chats import Chat
from practice.telegram.markup import checked_markup, inline
from practice.telegram.methods.files import input_media
from practice.telegram.params import Params
from practice.telegram.sending import captioned, open_chat, written
from practice.telegram.wire import CONTENT, Json, Message
from practice.telegram.words import (
    CANNOT_DELETE,
    CANNOT_DELETE_FOR_ALL,
    CANNOT_EDIT,
    DELETE_NOT_FOUND,
    EDIT_NOT_FOUND,
    NOT_MODIFIED,
    bad_request,
)
from practice.telegram.world import TelegramWorld

DELETABLE_SECONDS = 48 * 3600
MAX_AT_ONCE = 100


def edit_message_text(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Replace text and buttons of the bot's own message; buttons that are not given again are gone."""
    chat, message = _own_message(world, bot, given)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, chat, message, {"entities": None, **written(given), **_buttons(given)})


def edit_message_caption(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Replace caption and buttons of the bot's own file."""
    chat, message = _own_message(world, bot, given)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    cleared = {"caption": None, "caption_entities": None}
    return _edit(world, chat, message, {**cleared, **captioned(given), **_buttons(given)})


def edit_message_media(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Replace the file of the bot's own message, with caption and buttons."""
    chat, message = _own_message(world, bot, given)
    cleared = dict.fromkeys((*CONTENT, "entities", "caption", "caption_entities"))
    media = input_media(world, given.within(given.object("media")))
    return _edit(world, chat, message, {**cleared, **media, **_buttons(given)})


def edit_message_reply_markup(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Replace or take away the buttons of the bot's own message."""
    chat, message = _own_message(world, bot, given)
    return _edit(world, chat, message, _buttons(given))


def delete_message(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Delete a message of the bot, or in a private chat any, not older than two days."""
    chat = open_chat(world, bot, given.chat_id())
    message = chat.messages.get(given.number("message_id"))
    if message is None:
        raise bad_request(DELETE_NOT_FOUND)
    refused = _undeletable(world, bot, chat, message)
    if refused:
        raise bad_request(refused)
    world.remove(chat, message, bot)
    return True


def delete_messages(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Delete several messages; those that are gone or cannot be deleted are passed over."""
    chat = open_chat(world, bot, given.chat_id())
    numbers = given.numbers("message_ids")
    if not 1 <= len(numbers) <= MAX_AT_ONCE:
        raise bad_request(f"1-{MAX_AT_ONCE} message identifiers must be specified")
    for message in [chat.messages[number] for number in numbers if number in chat.messages]:
        if not _undeletable(world, bot, chat, message):
            world.remove(chat, message, bot)
    return True


def _own_message(world: TelegramWorld, bot: Bot, given: Params) -> tuple[Chat, Message]:
    chat = open_chat(world, bot, given.chat_id())
    if not given.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(given.number("message_id"))
    if message is None:
        raise bad_request(EDIT_NOT_FOUND)
    if message["from"]["id"] != bot.id or "forward_origin" in message:
        raise bad_request(CANNOT_EDIT)
    return chat, message


def _buttons(given: Params) -> Json:
    return {"reply_markup": inline(checked_markup(given.nested("reply_markup")))}


def _edit(world: TelegramWorld, chat: Chat, message: Message, changes: Json) -> Message:
    if all(message.get(name) == value for name, value in changes.items()):
        raise bad_request(NOT_MODIFIED)
    return world.replace(chat, message, {**changes, "edit_date": world.moment()})


def _undeletable(world: TelegramWorld, bot: Bot, chat: Chat, message: Message) -> str:
    if message["from"]["id"] != bot.id and not chat.is_private and not chat.is_run_by(bot.id):
        return CANNOT_DELETE
    # In groups an administrator may delete however old a message is.
    if world.moment() - message["date"] >= DELETABLE_SECONDS and not chat.is_run_by(bot.id):
        return CANNOT_DELETE_FOR_ALL
    return ""
