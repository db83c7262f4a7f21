"""How a bot gets its updates: by asking, or delivered. That getUpdates waits for one is the business of `polling`."""

import re

from practice.telegram.accounts import Bot, Webhook
from practice.telegram.params import Params
from practice.telegram.wire import Json
from practice.telegram.words import WEBHOOK_ACTIVE, bad_request, conflict
from practice.telegram.world import TelegramWorld

MAX_UPDATES = 100
MAX_CONNECTIONS = 100
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def get_updates(world: TelegramWorld, bot: Bot, given: Params) -> list[Json]:
    """Forget what `offset` confirms and return the oldest updates there are, at most `limit`."""
    if bot.webhook:
        raise conflict(WEBHOOK_ACTIVE)
    _allow(bot, given)
    if given.number("offset"):
        bot.confirm(given.number("offset"))
    limit = max(1, min(MAX_UPDATES, given.number("limit", MAX_UPDATES)))
    return bot.oldest(limit, world.moment())


def set_webhook(_world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Have updates delivered from now on; an empty address goes back to polling.

    An http:// address is taken, as by a Bot API server that runs locally.
    """
    url, secret = given.text("url"), given.text("secret_token")
    if url and not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if given.flag("drop_pending_updates"):
        bot.waiting.clear()
    _allow(bot, given)
    connections = max(1, min(MAX_CONNECTIONS, given.number("max_connections", 40)))
    bot.webhook = Webhook(url, secret, connections) if url else None
    # Whoever polls is to hear of it, and so is the deliverer.
    bot.bell.ring()
    return True


def delete_webhook(_world: TelegramWorld, bot: Bot, given: Params) -> bool:
    """Go back to polling; on demand without what waits."""
    bot.webhook = None
    if given.flag("drop_pending_updates"):
        bot.waiting.clear()
    return True


def get_webhook_info(_world: TelegramWorld, bot: Bot, _given: Params) -> Json:
    """Return where updates go, how many wait, and what went wrong last."""
    waiting = {"has_custom_certificate": False, "pending_update_count": len(bot.waiting)}
    allowed = {"allowed_updates": bot.allowed_updates} if bot.allowed_updates else {}
    if bot.webhook is None:
        return {"url": "", **waiting, **allowed}
    info = {"url": bot.webhook.url, **waiting, **allowed, "max_connections": bot.webhook.max_connections}
    if bot.webhook.last_error_date:
        info["last_error_date"] = bot.webhook.last_error_date
        info["last_error_message"] = bot.webhook.last_error_message
    return info


def _allow(bot: Bot, given: Params) -> None:
    if given.given("allowed_updates"):
        bot.allowed_updates = given.texts("allowed_updates")
