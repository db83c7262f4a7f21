"""A real browser, and what axe finds in a page: shared by all who look at pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

OF_THE_SYSTEM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium: playwright's own, else the system's; without either the tests are skipped with a sentence."""
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        path = own if own.exists() else next(filter(None, map(shutil.which, OF_THE_SYSTEM)), None)
        if path is None:
            pytest.skip("No Chromium: run '.venv/bin/playwright install chromium', or install your system's chromium.")
        with playwright.chromium.launch(executable_path=path) as browser:
            yield browser


def faults(page: Page) -> list[str]:
    """What axe finds grave, each with the elements in question."""
    found: list[dict[str, Any]] = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{fault['id']}: {fault['help']}: {[(node['html'], node['any'][:1]) for node in fault['nodes'][:3]]}"
        for fault in found
        if fault["impact"] in GRAVE
    ]
