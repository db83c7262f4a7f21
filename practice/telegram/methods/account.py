"""The bot about itself: account, name, descriptions, menu button."""

from collections.abc import Callable
from typing import Any

from practice.telegram.accounts import Bot
from practice.telegram.params import Params
from practice.telegram.wire import Json
from practice.telegram.words import bad_request
from practice.telegram.world import TelegramWorld

MAX_LENGTH = {"name": 64, "description": 512, "short_description": 120}


def get_me(_world: TelegramWorld, bot: Bot, _given: Params) -> Json:
    """Return the bot's own User object."""
    return {
        **bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": bot.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def setter(kind: str) -> Callable[[TelegramWorld, Bot, Params], Any]:
    """Make the method that sets the name, description or short description for a language; empty takes it away."""

    def set_text(_world: TelegramWorld, bot: Bot, given: Params) -> bool:
        text = given.text(kind)
        if len(text) > MAX_LENGTH[kind]:
            raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
        bot.about[_key(kind, given)] = text
        return True

    return set_text


def getter(kind: str) -> Callable[[TelegramWorld, Bot, Params], Any]:
    """Make the method that returns it: for the language, or else for all."""

    def get_text(_world: TelegramWorld, bot: Bot, given: Params) -> Json:
        first = bot.first_name if kind == "name" else ""
        return {kind: bot.about.get(_key(kind, given)) or bot.about.get(f"{kind}:") or first}

    return get_text


def set_chat_menu_button(_world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Set what the button beside the text box does, in one chat or in all."""
    bot.about[f"menu:{given.text('chat_id')}"] = given.object("menu_button") or {"type": "default"}
    return True


def get_chat_menu_button(_world: TelegramWorld, bot: Bot, given: Params) -> Json:
    """Return what it does."""
    menu: Json = bot.about.get(f"menu:{given.text('chat_id')}") or bot.about.get("menu:") or {"type": "default"}
    return menu


def _key(kind: str, given: Params) -> str:
    return f"{kind}:{given.text('language_code')}"
