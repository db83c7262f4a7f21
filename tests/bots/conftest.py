"""A stage with the bot on it, three ways: as it is, restarted between every two steps, and everything twice."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from nhipcau.settings.rulebook import Rulebook
from tests.fakes.fixtures import book, founded, may
from tests.fakes.practice import PracticeTelegram, few_certificates, served, telegram
from tests.fakes.stage import Stage

__all__ = ["book", "few_certificates", "founded", "may", "served", "telegram"]


@pytest_asyncio.fixture
async def stage(tmp_path: Path, book: Rulebook, founded: Path, telegram: PracticeTelegram) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path, book, founded, telegram)
    await stage.enter()
    yield stage
    await stage.leave()
