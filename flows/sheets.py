"""Beside the schedules: the shared sheets follow what changes, and are read for what people typed."""

import asyncio
import logging

from nhipcau.app import App

log = logging.getLogger("nhipcau.sheets")


async def keep_sheets(app: App) -> None:
    """Until cancelled. No flow run each: most of the time there is nothing to bring, and nothing to show."""
    while True:
        try:
            await asyncio.to_thread(lambda: app.sync_changes(app.clock.now()))
        except Exception:  # the next one may go well, and the slots of the day still come
            log.exception("the shared sheets could not be synced")
        await asyncio.sleep(app.book.sharing.after_change.total_seconds() / 3)
