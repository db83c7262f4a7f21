"""Copying and forwarding messages that are there."""

from practice.telegram.accounts import Bot
from practice.telegram.params import Params
from practice.telegram.sending import captioned, open_chat, send
from practice.telegram.wire import CONTENT, Json, Message, is_service
from practice.telegram.words import CANNOT_COPY, CANNOT_FORWARD, COPY_NOT_FOUND, FORWARD_NOT_FOUND, bad_request
from practice.telegram.world import TelegramWorld

KEPT = (*CONTENT, "entities", "caption", "caption_entities")
MAX_AT_ONCE = 100


def copy_message(world: TelegramWorld, bot: Bot, given: Params) -> Json:
    """Send a message again as the bot's own; return its number only, as the server does."""
    message = _source(world, bot, given, COPY_NOT_FOUND, CANNOT_COPY)
    content = _content(message)
    if given.given("caption"):
        content = {name: value for name, value in content.items() if not name.startswith("caption")}
        content |= captioned(given)
    return _number(send(world, bot, given, content)[0])


def copy_messages(world: TelegramWorld, bot: Bot, given: Params) -> list[Json]:
    """Send several messages again; those that are gone are passed over."""
    contents = [_content(message) for message in _sources(world, bot, given)]
    if given.flag("remove_caption"):
        contents = [{name: value for name, value in each.items() if "caption" not in name} for each in contents]
    return [_number(message) for message in send(world, bot, given, *contents)]


def forward_message(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Send a message on, with the name of who wrote it."""
    return send(world, bot, given, _forwarded(_source(world, bot, given, FORWARD_NOT_FOUND, CANNOT_FORWARD)))[0]


def forward_messages(world: TelegramWorld, bot: Bot, given: Params) -> list[Json]:
    """Send several messages on; those that are gone are passed over."""
    contents = [_forwarded(message) for message in _sources(world, bot, given)]
    return [_number(message) for message in send(world, bot, given, *contents)]


def _source(world: TelegramWorld, bot: Bot, given: Params, missing: str, forbidden: str) -> Message:
    message = open_chat(world, bot, given.chat_id("from_chat_id")).messages.get(given.number("message_id"))
    if message is None:
        raise bad_request(missing)
    if is_service(message) or message.get("has_protected_content"):
        raise bad_request(forbidden)
    return message


def _sources(world: TelegramWorld, bot: Bot, given: Params) -> list[Message]:
    there = open_chat(world, bot, given.chat_id("from_chat_id")).messages
    numbers = given.numbers("message_ids")
    if not 1 <= len(numbers) <= MAX_AT_ONCE:
        raise bad_request(f"1-{MAX_AT_ONCE} message identifiers must be specified")
    if sorted(set(numbers)) != numbers:
        raise bad_request("message identifiers must be in a strictly increasing order")
    messages = [there[number] for number in numbers if number in there and not is_service(there[number])]
    if not messages:
        raise bad_request(COPY_NOT_FOUND.replace("message", "messages"))
    return messages


def _content(message: Message) -> Json:
    return {name: value for name, value in message.items() if name in KEPT}


def _forwarded(message: Message) -> Json:
    origin = {"type": "user", "sender_user": message["from"], "date": message["date"]}
    return {**_content(message), "forward_origin": message.get("forward_origin", origin)}


def _number(message: Message) -> Json:
    return {"message_id": message["message_id"]}
