"""A browser on the page, with a stand-in of the house behind it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from practice.core.clock import PracticeClock
from practice.page.service import PageService
from practice.server import Running, build, serve_in_thread
from practice.sheets.service import SheetsService
from practice.telegram.service import TelegramService
from tests.browser import browser
from tests.practice.page.standin import START, StandIn
from tests.practice.sheets.conftest import Practice

LAPTOP = ViewportSize(width=1440, height=860)
PHONE = ViewportSize(width=390, height=844)
PATIENCE_MS = 15_000

__all__ = ["browser"]


@pytest.fixture(scope="package")
def served() -> Iterator[tuple[Running, StandIn]]:
    """The practice servers with the page, and the stand-in that all tests share."""
    clock = PracticeClock(START)
    telegram, sheets = TelegramService.new(clock), SheetsService(clock)
    page = PageService(clock, telegram.world, sheets.world)
    with serve_in_thread(build(clock, telegram, sheets, page)) as running:
        client = Practice(sheets, clock, running.base_url).client()
        with StandIn(running.base_url, client, clock) as house:
            yield running, house
        assert running.app.state.core.log.unexplained() == []


@pytest.fixture
def running(served: tuple[Running, StandIn]) -> Running:
    return served[0]


@pytest.fixture
def house(served: tuple[Running, StandIn]) -> StandIn:
    """The stand-in at the start of its time."""
    served[1].begin()
    return served[1]


@pytest.fixture(scope="package")
def context(browser: Browser, served: tuple[Running, StandIn]) -> Iterator[BrowserContext]:
    """A laptop in Vietnam; all tests share it, for a new one takes longer than most tests."""
    with browser.new_context(base_url=served[0].base_url, timezone_id="Asia/Ho_Chi_Minh") as context:
        context.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        yield context


@pytest.fixture(scope="package")
def window(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def page(window: Page, context: BrowserContext, house: StandIn) -> Iterator[Page]:
    """The page as someone sees it who has never been here; an error in its scripts fails the test."""
    faults: list[str] = []
    window.on("pageerror", lambda error: faults.append(str(error)))
    window.set_viewport_size(LAPTOP)
    window.emulate_media(color_scheme="light")
    window.goto("/")
    yield window
    window.evaluate("localStorage.clear()")
    for other in context.pages:
        if other is not window:
            other.close()
    assert faults == []
