"""Chats as the bot sees them: what they are, who is in them, what is pinned."""

from practice.telegram.accounts import Bot
from practice.telegram.chats import Chat
from practice.telegram.members import chat_member
from practice.telegram.params import Params
from practice.telegram.sending import open_chat
from practice.telegram.wire import Json, quotable
from practice.telegram.words import (
    NO_RIGHT_TO_PIN,
    NO_RIGHT_TO_RESTRICT,
    OWNER_STAYS,
    PERSON_UNKNOWN,
    PIN_NOT_FOUND,
    PRIVATE_HAS_NO_MEMBERS,
    UNPIN_NOT_FOUND,
    bad_request,
)
from practice.telegram.world import TelegramWorld

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_chat(world: TelegramWorld, bot: Bot, given: Params) -> Json:
    """Return a chat as a ChatFullInfo object."""
    chat = open_chat(world, bot, given.chat_id())
    primary = next((link for link, each in chat.links.items() if each["is_primary"]), None)
    pinned = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
    return {
        **chat.described,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
        **({"pinned_message": quotable(pinned)} if pinned else {}),
        **({"invite_link": primary} if primary else {}),
    }


def get_chat_member(world: TelegramWorld, bot: Bot, given: Params) -> Json:
    """Return what someone is in a chat."""
    chat = open_chat(world, bot, given.chat_id())
    user_id = given.number("user_id")
    status = "member" if chat.is_private and user_id in (chat.id, bot.id) else chat.status(user_id)
    return chat_member(_user(world, user_id), status)


def get_chat_administrators(world: TelegramWorld, bot: Bot, given: Params) -> list[Json]:
    """Return the creator and the administrators of a group, without other bots."""
    chat = _group(world, bot, given)
    run_by = {user: status for user, status in chat.members.items() if chat.is_run_by(user)}
    return [chat_member(_user(world, user), status) for user, status in run_by.items()]


def get_chat_member_count(world: TelegramWorld, bot: Bot, given: Params) -> int:
    """Return how many are in a chat, bots included."""
    chat = open_chat(world, bot, given.chat_id())
    return 2 if chat.is_private else sum(chat.has(user) for user in chat.members)


def ban_chat_member(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Throw someone out of a group; invite links do not bring them back."""
    chat, user_id = _restricted(world, bot, given)
    world.change_member(chat, world.person(user_id), bot, "kicked")
    return True


def unban_chat_member(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Let someone come back, who then has left; one who is a member is put out, unless `only_if_banned`."""
    chat, user_id = _restricted(world, bot, given)
    if chat.status(user_id) == "kicked" or (chat.has(user_id) and not given.flag("only_if_banned")):
        world.change_member(chat, world.person(user_id), bot, "left")
    return True


def leave_chat(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Leave a group."""
    chat = _group(world, bot, given)
    world.change_member(chat, bot, bot, "left")
    return True


def pin_chat_message(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Pin a message above the chat; the chat says so in a service message."""
    chat = _pinnable(world, bot, given)
    message = chat.messages.get(given.number("message_id"))
    if message is None:
        raise bad_request(PIN_NOT_FOUND)
    chat.pinned = [each for each in chat.pinned if each != message["message_id"]] + [message["message_id"]]
    world.post(chat, bot, {"pinned_message": quotable(message)})
    return True


def unpin_chat_message(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Take a message down, or the one that was pinned last."""
    chat = _pinnable(world, bot, given)
    number = given.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request(UNPIN_NOT_FOUND)
    chat.pinned.remove(number)
    world.record("unpin", chat, "bot", message={"message_id": number})
    return True


def unpin_all_chat_messages(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Take all pinned messages down."""
    chat = _pinnable(world, bot, given)
    chat.pinned.clear()
    world.record("unpin", chat, "bot")
    return True


def _group(world: TelegramWorld, bot: Bot, given: Params) -> Chat:
    chat = open_chat(world, bot, given.chat_id())
    if chat.is_private:
        raise bad_request(PRIVATE_HAS_NO_MEMBERS)
    return chat


def _restricted(world: TelegramWorld, bot: Bot, given: Params) -> tuple[Chat, int]:
    chat = _group(world, bot, given)
    user_id = given.number("user_id")
    if user_id not in world.people:
        raise bad_request(PERSON_UNKNOWN)
    if chat.status(user_id) == "creator":
        raise bad_request(OWNER_STAYS)
    if not chat.is_run_by(bot.id):
        raise bad_request(NO_RIGHT_TO_RESTRICT)
    return chat, user_id


def _pinnable(world: TelegramWorld, bot: Bot, given: Params) -> Chat:
    chat = open_chat(world, bot, given.chat_id())
    if not chat.is_private and not chat.is_run_by(bot.id):
        raise bad_request(NO_RIGHT_TO_PIN)
    return chat


def _user(world: TelegramWorld, user_id: int) -> Json:
    if user_id in world.people:
        return world.people[user_id].user()
    for known in world.bots.values():
        if known.id == user_id:
            return known.user()
    raise bad_request(PERSON_UNKNOWN)
