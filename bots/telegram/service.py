"""The bot as it runs: raw updates are stored before they are confirmed, then handled, and the outbox is sent."""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from telegram import Update as TelegramUpdate
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder

from bots.telegram.door import Door
from bots.telegram.handlers import register
from bots.telegram.reading import Context, inbound
from nhipcau.app import App
from nhipcau.ports import Update
from nhipcau.ports.talk import Attachment

ALLOWED = ["message", "callback_query", "my_chat_member"]
LONG_POLL = 25
AFTER_TROUBLE = 3.0
MOST_ATTEMPTS = 3
BETWEEN_FETCHES = 5.0

log = logging.getLogger("nhipcau.bot")


class BotService:
    """One Application over one App: polling, inbox and outbox as separate steps, so that a rehearsal can drive them."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._door = Door(app)
        self._application = make_application(app, self._door)
        self._failures: Counter[int] = Counter()
        self._refused: set[int] = set()
        self._offset: int | None = None
        self._stumbled = False
        self._courier = app.courier()
        self.outbox = app.sending_loop(self._courier)
        self._arrived = asyncio.Event()
        self._to_send = asyncio.Event()

    async def open(self) -> None:
        await self._application.initialize()
        self._app.remember_bot(self._application.bot.username)
        self._application.add_error_handler(self._note_failure)

    async def close(self) -> None:
        await self._door.rest()
        await self._courier.close()
        await self._application.shutdown()

    async def run(self) -> None:
        """Until cancelled. What was left unhandled by a crash is handled first."""
        await self.open()
        try:
            await self.offer_menu()
            async with asyncio.TaskGroup() as together:
                together.create_task(self._poll_for_ever())
                together.create_task(self._handle_for_ever())
                together.create_task(self._fetch_for_ever())
                together.create_task(self.outbox.run(self._to_send, self._app.installation.outbox_seconds))
        finally:
            await self.close()

    async def offer_menu(self) -> None:
        """The menu button's commands, in each language of the phones; Vietnamese where a phone speaks another."""
        languages = self._app.book.network.languages
        for language in languages:
            phones = None if language == self._app.book.network.language else language
            try:
                await self._application.bot.set_my_commands(self._app.menu(language), language_code=phones)
            except TelegramError as trouble:
                log.warning("menu: %s", trouble)

    async def take(self, timeout: int) -> int:
        """One poll: store what came; the next poll confirms it. Returns how many updates came.

        Nothing is asked for by a number remembered from longer ago: after a quiet week Telegram counts on from any
        number, and would take a larger one for a confirmation. What comes twice is stored once.
        """
        bot = self._application.bot
        updates = await bot.get_updates(offset=self._offset, timeout=timeout, allowed_updates=ALLOWED)
        if updates:
            self._app.take_updates([_raw(update) for update in updates], self._app.clock.now())
        self._offset = updates[-1].update_id + 1 if updates else None
        return len(updates)

    async def handle(self) -> int:
        """Handle the inbox: in order within a chat, chats side by side. Returns how many updates were looked at."""
        return await self.handle_all(self._app.unhandled())

    async def handle_all(self, updates: Sequence[Update]) -> int:
        """As `handle`, for updates that are known already."""
        by_chat = sorted(updates, key=lambda update: (update.chat_id, update.id))
        parts = [list(part) for _, part in groupby(by_chat, key=lambda update: update.chat_id)]
        await asyncio.gather(*(self._in_order(part) for part in parts))
        return len(updates)

    async def fetch(self) -> int:
        """Keep the originals of what people sent. Returns how many were kept; one that cannot be had now waits."""
        waiting = [attachment for attachment in self._app.unfetched() if attachment.id not in self._refused]
        return sum([await self._fetch(attachment) for attachment in waiting])

    async def _fetch(self, attachment: Attachment) -> bool:
        try:
            file = await self._application.bot.get_file(attachment.file_id)
            content = bytes(await file.download_as_bytearray())
        except TelegramError as trouble:
            log.warning("attachment %s: %s", attachment.id, trouble)
            if isinstance(trouble, BadRequest):  # too large, or gone: asking again would change nothing
                self._refused.add(attachment.id)
            return False
        self._app.keep_original(attachment, content)
        return True

    async def rest(self) -> None:
        """Wait for what handlers left running on the side."""
        await self._door.rest()

    async def _in_order(self, updates: Sequence[Update]) -> None:
        """What comes after a failing update waits for it, so that nobody's words are heard in the wrong order."""
        for update in updates:
            failures = self._failures[update.id]
            try:
                parsed = TelegramUpdate.de_json(json.loads(update.raw), self._application.bot)
                await self._application.process_update(parsed)
            except Exception as fault:  # what the library cannot read must not stop the bot
                self._note(update.id, fault)
            if self._failures[update.id] > failures:
                return

    async def _note_failure(self, update: object, context: Context) -> None:
        assert isinstance(update, TelegramUpdate)
        self._note(inbound(update).update_id, context.error)

    def _note(self, update_id: int, fault: Exception | None) -> None:
        """A failing update is tried again a few times, then put aside, so that the chat behind it goes on."""
        log.error("update %s failed", update_id, exc_info=fault)
        self._stumbled = True
        self._failures[update_id] += 1
        if self._failures[update_id] >= MOST_ATTEMPTS:
            self._app.set_update_aside(update_id, repr(fault), self._app.clock.now())

    async def _poll_for_ever(self) -> None:
        while True:
            try:
                if await self.take(LONG_POLL):
                    self._arrived.set()
            except RetryAfter as refusal:
                wait = refusal.retry_after
                await asyncio.sleep(wait if isinstance(wait, (int, float)) else wait.total_seconds())
            except (NetworkError, TelegramError) as trouble:
                log.warning("polling: %s", trouble)
                await asyncio.sleep(AFTER_TROUBLE)

    async def _handle_for_ever(self) -> None:
        while True:
            self._arrived.clear()
            while await self.handle():
                self._to_send.set()
                await self._recover()
            await self._arrived.wait()

    async def _fetch_for_ever(self) -> None:
        """Beside the conversation: nobody waits for a download."""
        while True:
            await self.fetch()
            await asyncio.sleep(BETWEEN_FETCHES)

    async def _recover(self) -> None:
        """After a failure wait a little: what failed may be in order again by then."""
        if self._stumbled:
            self._stumbled = False
            await self._app.clock.wait(AFTER_TROUBLE)


def make_application(app: App, door: Door) -> "Application[Any, Any, Any, Any, Any, Any]":
    """An Application without an Updater: the inbox takes its place."""
    builder = ApplicationBuilder().token(app.installation.telegram_token).updater(None)
    if app.installation.telegram_url:
        url = app.installation.telegram_url
        builder = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    application = builder.build()
    register(application, door)
    return application


def _raw(update: TelegramUpdate) -> Update:
    chat = update.effective_chat
    return Update(update.update_id, chat.id if chat else 0, update.to_json())
