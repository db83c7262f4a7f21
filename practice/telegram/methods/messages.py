"""Texts and contacts, answers to pressed buttons, and the sign that the bot is typing."""

from practice.telegram.accounts import Bot
from practice.telegram.params import Params
from practice.telegram.sending import open_chat, send, written
from practice.telegram.wire import Message
from practice.telegram.words import QUERY_TOO_OLD, bad_request
from practice.telegram.world import ANSWERABLE_SECONDS, TelegramWorld

MAX_CALLBACK_TEXT = 200
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Send a text."""
    return send(world, bot, given, written(given))[0]


def send_contact(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Send a contact."""
    for name in ("phone_number", "first_name"):
        if not given.has(name):
            raise bad_request(f"contact {name.replace('_', ' ')} must be non-empty")
    named = ("phone_number", "first_name", "last_name", "vcard")
    return send(world, bot, given, {"contact": {name: given.text(name) for name in named if given.has(name)}})[0]


def answer_callback_query(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """End the waiting of a pressed button, with a few words or without; once, and soon."""
    if len(given.text("text")) > MAX_CALLBACK_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
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
    if given.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.record("action", chat, "bot", action=given.text("action"))
    return True
