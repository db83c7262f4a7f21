"""The shared sheets are kept beside the schedules, whatever one sync comes to."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from flows.sheets import keep_sheets
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.clock import SettableClock


async def test_a_sync_that_fails_is_not_the_last(book: Rulebook, caplog: pytest.LogCaptureFixture) -> None:
    three, tried = asyncio.Event(), list[datetime]()
    loop = asyncio.get_running_loop()

    def sync_changes(now: datetime) -> None:
        tried.append(now)
        if len(tried) == 3:
            loop.call_soon_threadsafe(three.set)
        raise RuntimeError("a sheet fell off")

    hurried = replace(book, sharing=replace(book.sharing, after_change=timedelta(0)))
    app = SimpleNamespace(sync_changes=sync_changes, clock=SettableClock("2026-05-04 08:00"), book=hurried)
    keeping = asyncio.create_task(keep_sheets(app))  # type: ignore[arg-type]
    async with asyncio.timeout(10):
        await three.wait()
    keeping.cancel()
    assert "the shared sheets could not be synced" in caplog.text
