"""Texts: sending, editing, deleting, answering buttons."""

from typing import Any

from practice.telegram.accounts import Bot
from practice.telegram.chats import Chat
from practice.telegram.markup import checked_markup, inline
from practice.telegram.params import Params
from practice.telegram.sending import open_chat, send, written
from practice.telegram.wire import Message
from practice.telegram.words import (
    CANNOT_DELETE,
    CANNOT_DELETE_FOR_ALL,
    CANNOT_EDIT,
    DELETE_NOT_FOUND,
    EDIT_NOT_FOUND,
    NOT_MODIFIED,
    QUERY_TOO_OLD,
    bad_request,
)
from practice.telegram.world import TelegramWorld

DELETABLE_SECONDS = 48 * 3600
ANSWERABLE_SECONDS = 60
"""Telegram does not say how long a callback query can be answered; reports speak of less than a minute to a few."""


def send_message(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Send a text."""
    return send(world, bot, given, written(given))


def edit_message_text(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Replace text and buttons of the bot's own message; buttons that are not given again are gone."""
    chat, message = _own_message(world, bot, given)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    content = {"entities": None, **written(given), "reply_markup": inline(checked_markup(given.nested("reply_markup")))}
    return _edit(world, chat, message, content)


def edit_message_reply_markup(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Replace or take away the buttons of the bot's own message."""
    chat, message = _own_message(world, bot, given)
    return _edit(world, chat, message, {"reply_markup": inline(checked_markup(given.nested("reply_markup")))})


def delete_message(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Delete a message of the bot, or in a private chat any, not older than two days."""
    chat = open_chat(world, bot, given.chat_id())
    message = chat.messages.get(given.number("message_id"))
    if message is None:
        raise bad_request(DELETE_NOT_FOUND)
    if message["from"]["id"] != bot.id and not chat.is_private and chat.status(bot.id) != "administrator":
        raise bad_request(CANNOT_DELETE)
    if world.moment() - message["date"] >= DELETABLE_SECONDS:
        raise bad_request(CANNOT_DELETE_FOR_ALL)
    world.remove(chat, message, bot)
    return True


def answer_callback_query(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """End the waiting of a pressed button, with a few words or without; once, and soon."""
    asked = bot.queries.pop(given.text("callback_query_id"), None)
    if asked is None or world.moment() - asked["at"] > ANSWERABLE_SECONDS:
        raise bad_request(QUERY_TOO_OLD)
    chat = world.chat(bot, asked["chat"])
    shown = {"text": given.text("text"), "show_alert": given.flag("show_alert"), "user": asked["user"]}
    world.record("callback_answer", chat, "bot", **shown)
    return True


def send_chat_action(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Show people that the bot is typing, or uploading something."""
    chat = open_chat(world, bot, given.chat_id())
    if not given.has("action"):
        raise bad_request("wrong parameter action in request")
    world.record("action", chat, "bot", action=given.text("action"))
    return True


def _own_message(world: TelegramWorld, bot: Bot, given: Params) -> tuple[Chat, Message]:
    chat = open_chat(world, bot, given.chat_id())
    if not given.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(given.number("message_id"))
    if message is None:
        raise bad_request(EDIT_NOT_FOUND)
    if message["from"]["id"] != bot.id:
        raise bad_request(CANNOT_EDIT)
    return chat, message


def _edit(world: TelegramWorld, chat: Chat, message: Message, changes: dict[str, Any]) -> Message:
    if all(message.get(name) == value for name, value in changes.items()):
        raise bad_request(NOT_MODIFIED)
    return world.replace(chat, message, {**changes, "edit_date": world.moment()})
