"""Fixtures of the test world; a folder's conftest imports those that it wants."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nhipcau.settings.installation import PROJECT
from nhipcau.settings.load import load_rulebook
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.house import House, found


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The config of the project itself."""
    return load_rulebook(PROJECT / "config")


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, book: Rulebook) -> Path:
    return found(tmp_path_factory.mktemp("founded"), book)


@pytest.fixture
def house(tmp_path: Path, book: Rulebook, founded: Path) -> Iterator[House]:
    house = House(tmp_path, book, founded)
    yield house
    house.close()
