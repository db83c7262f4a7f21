"""Delivering updates to webhooks: in order, one at a time, again and again until the endpoint has taken each."""

import asyncio
import json
from dataclasses import replace

import httpx

from practice.telegram.accounts import Bot, Webhook
from practice.telegram.wire import Json
from practice.telegram.world import TelegramWorld

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
TIMEOUT = 30.0


class Deliverer:
    """Delivers for all bots of a world while it runs; a bot whose endpoint is down does not hold up the others."""

    def __init__(self, world: TelegramWorld, retry_seconds: float) -> None:
        """Take the world, and the real seconds between two attempts at one update."""
        self._world = world
        self._retry_seconds = retry_seconds

    async def run(self) -> None:
        """Deliver until cancelled."""
        begun: set[int] = set()
        async with httpx.AsyncClient(timeout=TIMEOUT) as client, asyncio.TaskGroup() as tasks:
            with self._world.bots_changed.listening() as changed:
                while True:
                    changed.clear()
                    for bot in [bot for bot in self._world.bots.values() if id(bot) not in begun]:
                        begun.add(id(bot))
                        tasks.create_task(self._serve(client, bot))
                    await changed.wait()

    async def _serve(self, client: httpx.AsyncClient, bot: Bot) -> None:
        with bot.bell.listening() as rung:
            # A reset makes new bots, also for tokens that were known.
            while self._world.bots.get(bot.token) is bot:
                rung.clear()
                await self._deliver_all(client, bot)
                await rung.wait()

    async def _deliver_all(self, client: httpx.AsyncClient, bot: Bot) -> None:
        while bot.webhook is not None:
            with self._world.lock:
                updates = bot.oldest(1, self._world.moment())
            if not updates:
                return
            problem = await _post(client, bot.webhook, updates[0])
            with self._world.lock:
                self._note(bot, updates[0], problem)
            if problem:
                await asyncio.sleep(self._retry_seconds)

    def _note(self, bot: Bot, update: Json, problem: str) -> None:
        if not problem:
            bot.confirm(update["update_id"] + 1)
        elif bot.webhook is not None:
            bot.webhook = replace(bot.webhook, last_error_date=self._world.moment(), last_error_message=problem)


async def _post(client: httpx.AsyncClient, webhook: Webhook, update: Json) -> str:
    """Return what went wrong, empty when the endpoint took the update."""
    headers = {"content-type": "application/json"}
    if webhook.secret_token:
        headers[SECRET_HEADER] = webhook.secret_token
    try:
        answer = await client.post(webhook.url, content=json.dumps(update, ensure_ascii=False), headers=headers)
    except httpx.HTTPError as error:
        return str(error) or type(error).__name__
    if not answer.is_success:
        return f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
    return ""
