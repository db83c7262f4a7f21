"""The page for people who do not see it, or see it otherwise: axe finds nothing grave."""

from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import faults
from tests.practice.page.conftest import LAPTOP, PHONE
from tests.practice.page.standin import StandIn


def settle(page: Page) -> None:
    """Wait until nothing fades in any more: half-transparent words have less contrast than they will have."""
    page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)))")


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [
        (LAPTOP, "vi", "light"),
        (LAPTOP, "en", "light"),
        (PHONE, "vi", "light"),
        (PHONE, "en", "light"),
        (LAPTOP, "vi", "dark"),
    ],
    ids=str,
)
def test_axe_finds_nothing_grave(page: Page, house: StandIn, size: ViewportSize, language: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.evaluate("language => localStorage.setItem('nhipcau.language', language)", language)
    page.reload()
    page.set_viewport_size(size)
    house.change_part("flows", "starting")
    expect(page.locator("#banner")).to_be_visible()
    expect(page.locator("#names button")).to_have_count(8)
    settle(page)
    assert faults(page) == []
    page.locator("#names button").nth(1).click()
    expect(page.get_by_role("log").get_by_role("button", name="Có")).to_be_visible()
    if size == PHONE:
        settle(page)
        assert faults(page) == []
        page.locator("#switcher button").nth(2).click()
    expect(page.get_by_role("grid")).to_be_visible()
    settle(page)
    assert faults(page) == []


@pytest.mark.parametrize("opened", ["Sự cố", "Tới ngày…", "Thêm", "Làm lại từ đầu", "Cột A", "Thứ Năm, 07/05/2026"])
def test_axe_finds_nothing_grave_in_the_windows(page: Page, opened: str) -> None:
    expect(page.get_by_role("grid")).to_be_visible()
    if opened == "Làm lại từ đầu":
        page.get_by_role("button", name="Thêm").click()
        page.get_by_role("menuitem", name=opened).click()
    else:
        page.get_by_role("button", name=opened).first.click()
    settle(page)
    assert faults(page) == []
