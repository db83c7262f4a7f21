"""How a bot gets its updates. That getUpdates waits for one is the business of `polling`."""

from typing import Any

from practice.telegram.accounts import Bot
from practice.telegram.params import Params
from practice.telegram.world import TelegramWorld

MAX_UPDATES = 100


def get_updates(_world: TelegramWorld, bot: Bot, given: Params) -> list[dict[str, Any]]:
    """Forget what `offset` confirms and return the oldest updates there are, at most `limit`."""
    if given.has("allowed_updates"):
        bot.allowed_updates = list(given.nested("allowed_updates"))
    if given.number("offset"):
        bot.confirm(given.number("offset"))
    limit = max(1, min(MAX_UPDATES, given.number("limit", MAX_UPDATES)))
    return [bot.updates[index] for index in range(min(limit, len(bot.updates)))]


def delete_webhook(_world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Go back to polling; on demand without what waits."""
    if given.flag("drop_pending_updates"):
        bot.updates.clear()
    return True


def get_webhook_info(_world: TelegramWorld, bot: Bot, _given: Params) -> dict[str, Any]:
    """Return where updates go and how many wait."""
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(bot.updates)}
