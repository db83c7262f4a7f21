"""The page on the live practice network: the real bot, flows and Prefect behind it, started by the one command.

A month takes a minute or two, too long for `make test`: `make live` tries it.
"""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

JOURNEY_MS = 120_000
PEOPLE = 8


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """A network of few people in a home of its own; stopped as by Ctrl-C."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    nhipcau = Path(sys.executable).with_name("nhipcau")
    command = [str(nhipcau), "practice", "--people", str(PEOPLE), "--port", str(port)]
    environment = {**os.environ, "NHIPCAU_HOME": str(tmp_path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if f"http://127.0.0.1:{port}" in line and "practice " not in line:
                break
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        assert process.wait(timeout=30) == 0


def answer(page: Page) -> None:
    """Press what there is to press until the check-in is sent."""
    log = page.get_by_role("log")
    log.get_by_role("button", name="Tuần này chưa có").click()
    log.get_by_role("button", name="Không có gì thêm").click()
    log.get_by_role("button", name="Gửi").click()
    expect(log).to_contain_text("đã được ghi nhận")


@pytest.mark.skipif("NHIPCAU_LIVE" not in os.environ, reason="A month takes two minutes: run 'make live'.")
@pytest.mark.harness
@pytest.mark.slow
def test_from_the_first_check_in_to_an_opened_report(browser: Browser, url: str) -> None:
    with browser.new_context(base_url=url) as context:
        page = context.new_page()
        page.set_default_timeout(JOURNEY_MS)
        expect.set_options(timeout=JOURNEY_MS)
        page.goto("/")
        guide = page.get_by_role("region", name="Ba bước đầu tiên")
        expect(page.locator("#banner")).to_be_hidden()
        guide.get_by_role("button").first.click()
        expect(page.locator("#names [data-mood=owes]").first).to_be_visible()
        guide.get_by_role("button").first.click()
        answer(page)
        guide.get_by_role("button", name="Mở nhóm điều phối").click()
        expect(page.get_by_role("log")).to_contain_text("Báo cáo tuần")
        guide.get_by_role("button", name="Tới lúc lập báo cáo").click()
        expect(page.locator(".now")).to_contain_text("05/06/2026")
        expect(page.locator(".journey")).to_have_text("")
        expect(page.get_by_role("tab", name="Báo cáo")).to_be_visible()
        close_the_month(page)
        page.get_by_role("button", name="Mốc kế tiếp").click()
        page.locator("#names").get_by_role("button", name="Điều phối").first.click()
        report = page.get_by_role("log").get_by_role("link", name=re.compile("pdf")).first
        with context.expect_page():
            report.click()
        served = context.request.get(report.evaluate("link => link.href"))
        assert served.body().startswith(b"%PDF")
        expect(guide.locator(".done")).to_have_count(3)


def close_the_month(page: Page) -> None:
    """Approve what is unclear, check, close: each on the phone of whoever has new messages."""
    staff = page.locator("#names li", has=page.locator("[data-mood=staff]")).get_by_role("button")
    for person in (2, 1, 2):
        staff.nth(person).click()
        buttons = page.get_by_role("log").locator(".inline button")
        expect(buttons.first).to_be_visible()
        while count := buttons.count():
            buttons.first.click()
            page.wait_for_function(
                "count => document.querySelectorAll('#log .inline button').length < count", arg=count
            )
