"""What holds for all tests: every call that the practice servers get is held to the official specifications."""

import pytest

from tests.spec_gate import MARK, Tally


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{MARK}: breaks Telegram's or Google's specification on purpose")
    tally = Tally()
    tally.listen()
    config.pluginmanager.register(tally, "spec-gate")
