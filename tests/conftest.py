"""What holds for all tests: every call that the practice servers get is held to the official specifications."""

import pytest

from tests.spec_gate import MARK, Tally


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{MARK}: breaks Telegram's or Google's specification on purpose")
    tally = Tally()
    tally.listen()
    config.pluginmanager.register(tally, "spec-gate")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first, so that no worker is left alone with one of them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
