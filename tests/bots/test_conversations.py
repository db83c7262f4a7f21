"""Conversations as a coordinator reads them: script in, transcript out.

Each is played as it is, with the bot's process replaced before every step, and with every update delivered to two
processes at once: the same transcript. After a wanted change of words, NHIPCAU_WRITE_CONVERSATIONS=1 writes them anew;
then read what became of them.
"""

import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nhipcau.settings.rulebook import Rulebook
from tests.bots.scripts import Script, play, read, scripts
from tests.fakes.fixtures import MAY_ENDS
from tests.fakes.house import BEFORE, found
from tests.fakes.practice import PracticeTelegram
from tests.fakes.stage import Stage, TwiceOver

CUT_OFF_IS_NEAR = "2026-06-05 16:59"
WRITING = bool(os.environ.get("NHIPCAU_WRITE_CONVERSATIONS"))
EACH = [pytest.param(path, id=path.stem) for path in scripts()]

Networks = Callable[[Script], tuple[Rulebook, Path]]


@pytest.fixture(scope="session")
def networks(
    book: Rulebook, founded: Path, may: tuple[Path, object], tmp_path_factory: pytest.TempPathFactory
) -> Networks:
    """The config and the store with which a script begins."""
    quiet = replace(book, campaigns={})
    stores = {
        (BEFORE, True): founded,
        (BEFORE, False): found(tmp_path_factory.mktemp("quiet"), quiet),
        (MAY_ENDS, False): found(tmp_path_factory.mktemp("late"), quiet, MAY_ENDS),
        (CUT_OFF_IS_NEAR, False): may[0],
    }
    return lambda script: (book if script.campaigns else quiet, stores[script.begins, script.campaigns])


@pytest.fixture
def played(networks: Networks, telegram: PracticeTelegram, tmp_path: Path) -> Callable[..., Awaitable[str]]:
    """Plays a script on a stage of that kind; gives the transcript."""

    async def played(path: Path, kind: type[Stage], between: bool = False) -> str:
        script = read(path)
        book, store = networks(script)
        stage = kind(tmp_path, book, store, telegram, script.begins)
        await stage.enter()
        try:
            return await play(script, stage, between)
        finally:
            await stage.leave()

    return played


@pytest.mark.parametrize("path", EACH)
async def test_as_it_is(path: Path, played: Callable[..., Awaitable[str]]) -> None:
    transcript = await played(path, Stage)
    if WRITING:
        path.write_text(transcript, encoding="utf-8")
    assert transcript == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", EACH)
async def test_with_the_bot_restarted_between_every_two_steps(
    path: Path, played: Callable[..., Awaitable[str]]
) -> None:
    assert await played(path, Stage, between=True) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", EACH)
async def test_with_every_update_delivered_twice_and_to_two_processes(
    path: Path, played: Callable[..., Awaitable[str]]
) -> None:
    assert await played(path, TwiceOver) == path.read_text(encoding="utf-8")


def test_there_are_enough_of_them() -> None:
    assert len(scripts()) >= 120
