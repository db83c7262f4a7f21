"""What holds for all tests: every call that the practice servers get is held to the official specifications.

Laws are tried on the same cases wherever the tests run: what lands was tried before. `make laws` looks for new cases.
"""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.spec_gate import MARK, Tally

NOBODY = str(Path(__file__).parent / "fakes" / "nobody.pem")
"""Nothing here speaks TLS, yet every HTTP client of every process would first read all authorities of the world."""
os.environ.update(SSL_CERT_FILE=NOBODY, PREFECT_API_SSL_CERT_FILE=NOBODY)

settings.register_profile("the same cases everywhere", derandomize=True, deadline=None)
settings.register_profile("new cases", deadline=None)
settings.load_profile("new cases" if "NHIPCAU_LAW_RUNS" in os.environ else "the same cases everywhere")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{MARK}: breaks Telegram's or Google's specification on purpose")
    tally = Tally()
    tally.listen()
    config.pluginmanager.register(tally, "spec-gate")


def pytest_collection_finish() -> None:
    """Seven thousand tests and all that they import stay to the end: no use to look through them for garbage."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first, so that no worker is left alone with one of them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
