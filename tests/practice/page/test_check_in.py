"""The whole weekly check-in, as a collaborator does it on a phone: the real bot behind the page, at 390 pixels.

NHIPCAU_WRITE_PICTURES=1 keeps what the phone shows in docs/images; then look at it.
"""

import asyncio
import os
import threading
from collections.abc import Coroutine, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from nhipcau.settings.installation import PROJECT
from nhipcau.settings.rulebook import Rulebook
from practice.core.clock import PracticeClock
from practice.page.service import PageService
from practice.server import build, serve_in_thread
from practice.sheets.service import SheetsService
from practice.telegram.service import TelegramService
from tests.fakes.fixtures import book, founded
from tests.fakes.practice import START, TOKEN, PracticeTelegram, few_certificates
from tests.fakes.stage import Stage
from tests.practice.page.conftest import PATIENCE_MS, PHONE

PICTURES = PROJECT / "docs" / "images"
WRITING = bool(os.environ.get("NHIPCAU_WRITE_PICTURES"))

__all__ = ["book", "few_certificates", "founded"]


class Network:
    """A stage in a loop of its own: the browser's calls block, the bot's do not."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.runs(stage.enter())

    def runs(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def settles(self) -> None:
        self.runs(self._stage.settle())

    def until(self, text: str) -> None:
        self.runs(self._stage.until(text))

    def close(self) -> None:
        self.runs(self._stage.leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@pytest.fixture
def phone(
    browser: Browser, book: Rulebook, founded: Path, few_certificates: None, tmp_path: Path
) -> Iterator[tuple[Page, Network]]:
    """Bình's phone on the morning on which the week's check-in is asked for."""
    clock = PracticeClock(START)
    telegram, sheets = TelegramService.new(clock), SheetsService(clock)
    telegram.world.add_bot(TOKEN)
    app = build(clock, telegram, sheets, PageService(clock, telegram.world, sheets.world))
    with serve_in_thread(app) as running:
        world = PracticeTelegram(telegram, clock, app.state.core, running.base_url)
        network = Network(Stage(tmp_path, book, founded, world))
        network.until("2026-05-04 08:00")
        with browser.new_context(base_url=running.base_url, viewport=PHONE, timezone_id="Asia/Ho_Chi_Minh") as context:
            context.set_default_timeout(PATIENCE_MS)
            expect.set_options(timeout=PATIENCE_MS)
            yield context.new_page(), network
        network.close()


def picture(page: Page, name: str) -> None:
    if WRITING:
        page.screenshot(path=PICTURES / f"{name}.png")


def arriving(page: Page, deed: str) -> AbstractContextManager[object]:
    """What is done inside has reached Telegram at the end."""
    return page.expect_response(lambda answer: answer.url.endswith(f"/{deed}"))


def test_the_weekly_check_in_on_a_phone(phone: tuple[Page, Network]) -> None:
    page, network = phone
    page.goto("/")
    page.get_by_role("button", name="Cất hướng dẫn").click()
    page.get_by_text("Bình").first.click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("Câu 1/2")
    picture(page, "check-in-1-asked")
    page.get_by_role("textbox", name="Nhắn").fill("https://example.org/cho-nghia-tinh https://example.org/doi-thoai")
    with arriving(page, "say"):
        page.keyboard.press("Enter")
    network.settles()
    expect(log).to_contain_text("Câu 2/2")
    picture(page, "check-in-2-note")
    with arriving(page, "press"):
        log.get_by_role("button", name="Không có gì thêm").click()
    network.settles()
    expect(log).to_contain_text("xem lại trước khi gửi")
    picture(page, "check-in-3-review")
    with arriving(page, "press"):
        log.get_by_role("button", name="Gửi").click()
    network.settles()
    expect(log).to_contain_text("đã được ghi nhận")
    picture(page, "check-in-4-sent")
