"""Invite links, and people who ask to join by them."""

from practice.telegram.accounts import Bot
from practice.telegram.chats import Chat
from practice.telegram.params import Params
from practice.telegram.sending import open_chat
from practice.telegram.wire import Json
from practice.telegram.words import LINK_UNKNOWN, NO_RIGHT_TO_LINK, NOBODY_ASKS, bad_request
from practice.telegram.world import TelegramWorld

MAX_NAME = 32
MAX_MEMBERS = 99_999


def export_chat_invite_link(world: TelegramWorld, bot: Bot, given: Params) -> str:
    """Make a new primary link and return it; the one before is revoked."""
    chat = _run_chat(world, bot, given)
    for link, each in chat.links.items():
        if each["is_primary"]:
            chat.links[link] = {**each, "is_revoked": True, "is_primary": False}
    return str(_add(chat, bot, {"is_primary": True, "creates_join_request": False})["invite_link"])


def create_chat_invite_link(world: TelegramWorld, bot: Bot, given: Params) -> Json:
    """Make another link, for a time, for so many people, or for people who have to be approved."""
    return _add(_run_chat(world, bot, given), bot, {"is_primary": False, **_terms(given)})


def edit_chat_invite_link(world: TelegramWorld, bot: Bot, given: Params) -> Json:
    """Change the terms of a link."""
    chat, link = _known(world, bot, given)
    fixed = {name: link[name] for name in ("invite_link", "creator", "is_primary", "is_revoked")}
    return _keep(chat, {**fixed, **_terms(given)})


def revoke_chat_invite_link(world: TelegramWorld, bot: Bot, given: Params) -> Json:
    """Make a link useless."""
    chat, link = _known(world, bot, given)
    return _keep(chat, {**link, "is_revoked": True})


def approve_chat_join_request(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Take in someone who asked."""
    chat, user_id = _asked(world, bot, given)
    world.admit(chat, world.person(user_id), chat.requests.pop(user_id), by=bot)
    return True


def decline_chat_join_request(world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Turn away someone who asked."""
    chat, user_id = _asked(world, bot, given)
    del chat.requests[user_id]
    return True


def _terms(given: Params) -> Json:
    asks = given.flag("creates_join_request")
    if asks and given.has("member_limit"):
        raise bad_request("member limit can't be specified for links requiring administrator approval")
    if len(given.text("name")) > MAX_NAME:
        raise bad_request("CHAT_INVITE_LINK_TITLE_TOO_LONG")
    if given.has("member_limit") and not 1 <= given.number("member_limit") <= MAX_MEMBERS:
        raise bad_request("USAGE_LIMIT_INVALID")
    limits = {name: given.number(name) for name in ("expire_date", "member_limit") if given.has(name)}
    return {"creates_join_request": asks, **limits, **({"name": given.text("name")} if given.has("name") else {})}


def _add(chat: Chat, bot: Bot, terms: Json) -> Json:
    url = f"https://t.me/+practice{abs(chat.id)}n{len(chat.links) + 1}"
    return _keep(chat, {"invite_link": url, "creator": bot.user(), "is_revoked": False, **terms})


def _keep(chat: Chat, link: Json) -> Json:
    chat.links[link["invite_link"]] = link
    return link


def _known(world: TelegramWorld, bot: Bot, given: Params) -> tuple[Chat, Json]:
    chat = _run_chat(world, bot, given)
    link = chat.links.get(given.text("invite_link"))
    if link is None:
        raise bad_request(LINK_UNKNOWN)
    return chat, link


def _asked(world: TelegramWorld, bot: Bot, given: Params) -> tuple[Chat, int]:
    chat = _run_chat(world, bot, given)
    if given.number("user_id") not in chat.requests:
        raise bad_request(NOBODY_ASKS)
    return chat, given.number("user_id")


def _run_chat(world: TelegramWorld, bot: Bot, given: Params) -> Chat:
    chat = open_chat(world, bot, given.chat_id())
    if not chat.is_run_by(bot.id):
        raise bad_request(NO_RIGHT_TO_LINK)
    return chat
