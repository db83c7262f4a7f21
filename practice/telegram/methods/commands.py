"""The menu of commands, by scope and language."""

import re
from typing import Any

from practice.telegram.accounts import Bot
from practice.telegram.menus import menu_key
from practice.telegram.params import Params
from practice.telegram.words import bad_request
from practice.telegram.world import TelegramWorld

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MAX_COMMANDS = 100
MAX_DESCRIPTION = 256


def set_my_commands(_world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Set the menu for a scope and a language; an empty menu counts as none."""
    commands = given.objects("commands")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= MAX_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    named = [
        {"command": command["command"].removeprefix("/"), "description": command["description"]} for command in commands
    ]
    bot.commands[_key(given)] = named
    return True


def get_my_commands(_world: TelegramWorld, bot: Bot, given: Params) -> list[dict[str, Any]]:
    """Return the menu of exactly this scope and language."""
    return bot.commands.get(_key(given), [])


def delete_my_commands(_world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Take the menu of this scope and language away, so that a wider one applies."""
    bot.commands.pop(_key(given), None)
    return True


def _key(given: Params) -> str:
    return menu_key(given.object("scope") or {"type": "default"}, given.text("language_code"))
