"""What all handlers share: one App, called without holding up the loop, and buttons acknowledged on the side."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from telegram import CallbackQuery, Update
from telegram.error import TelegramError

from nhipcau.app import App


class Door:
    """One App, and what runs beside its calls."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._aside: set[asyncio.Task[None]] = set()

    async def call(self, method: Callable[..., object], *arguments: object) -> None:
        """In the loop where the store is a local file (a quarter of a millisecond), in a thread where it is remote."""
        now: datetime = self.app.clock.now()
        if self.app.remote:
            await asyncio.to_thread(method, *arguments, now)
        else:
            method(*arguments, now)

    def acknowledge(self, update: Update) -> None:
        """Stop the button's spinner, best-effort: it is lost with a crash, and nobody depends on it (R15)."""
        if update.callback_query is not None:
            task = asyncio.create_task(_stop_spinner(update.callback_query))
            self._aside.add(task)
            task.add_done_callback(self._aside.discard)

    async def rest(self) -> None:
        """Wait for what runs on the side."""
        await asyncio.gather(*self._aside)


async def _stop_spinner(query: CallbackQuery) -> None:
    try:
        await query.answer()
    except TelegramError:
        return  # too old, or the network is away: the person sees the answer anyway
