"""The bot about itself."""

from typing import Any

from practice.telegram.accounts import Bot
from practice.telegram.params import Params
from practice.telegram.world import TelegramWorld


def get_me(_world: TelegramWorld, bot: Bot, _given: Params) -> dict[str, Any]:
    """Return the bot's own User object."""
    return {
        **bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
