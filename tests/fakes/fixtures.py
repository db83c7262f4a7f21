"""Fixtures of the test world; a folder's conftest imports those that it wants."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from nhipcau.settings.installation import PROJECT
from nhipcau.settings.load import load_rulebook
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.courier import FakeCourier
from tests.fakes.house import House, Kept, found


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The config of the project itself."""
    return load_rulebook(PROJECT / "config")


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, book: Rulebook) -> Path:
    return found(tmp_path_factory.mktemp("founded"), book)


@pytest.fixture
def new_house_with(tmp_path: Path, book: Rulebook, founded: Path) -> Iterator[Callable[[FakeCourier], House]]:
    """Makes houses, for tests that need several."""
    made: list[House] = []

    def make(courier: FakeCourier) -> House:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(House(folder, book, founded, courier=courier))
        return made[-1]

    yield make
    for house in made:
        house.close()


@pytest.fixture
def new_house(new_house_with: Callable[[FakeCourier], House]) -> Callable[[], House]:
    return lambda: new_house_with(FakeCourier())


MAY_ENDS, CUT_OFF = "2026-05-27 20:00", "2026-06-05 17:00"
DECLARES = ("Có", "✅ Gửi")
REPORTS = ("Tôi không phụ trách trang", "Một vài việc", "Một buổi đối thoại.", "Không có khó khăn gì", "✅ Gửi")
IN_ENGLISH = ("Yes", "✅ Send")
REPORTS_IN_ENGLISH = ("I do not run a page", "Some", "A dialogue.", "No difficulty", "✅ Send")


@pytest.fixture(scope="session")
def may(tmp_path_factory: pytest.TempPathFactory, book: Rulebook) -> tuple[Path, FakeCourier]:
    """The end of May, up to a minute before the cut-off: Bình sends no report, Dũng is never reached."""
    folder = tmp_path_factory.mktemp("may")
    house = House(folder, book, found(folder, book, MAY_ENDS), MAY_ENDS)
    house.until("2026-05-28 09:00")
    for who in ("Ánh", "Châu", "Lan"):
        house.answers(who, *REPORTS)
    house.answers("Giang", *REPORTS_IN_ENGLISH)
    house.until("2026-05-30 09:00")
    for who in ("Ánh", "Bình", "Châu", "Lan"):
        house.answers(who, *DECLARES)
    house.answers("Giang", *IN_ENGLISH)
    house.until("2026-06-05 16:59")
    house.courier.news.clear()
    house.close()
    return folder / "house.db", house.courier


@pytest.fixture
def june(tmp_path: Path, book: Rulebook, may: tuple[Path, FakeCourier]) -> Iterator[House]:
    """A minute before the cut-off of May."""
    database, courier = may
    house = House(tmp_path, book, database, "2026-06-05 16:59", deepcopy(courier))
    yield house
    house.close()


@pytest.fixture(scope="session")
def may_drafted(tmp_path_factory: pytest.TempPathFactory, book: Rulebook, may: tuple[Path, FakeCourier]) -> Kept:
    database, courier = may
    house = House(tmp_path_factory.mktemp("drafted"), book, database, "2026-06-05 16:59", deepcopy(courier))
    house.until(CUT_OFF)
    return house.keep()


@pytest.fixture
def drafted(tmp_path: Path, book: Rulebook, may_drafted: Kept) -> Iterator[House]:
    """The cut-off of May has come: its allowances are drafted, and wait for decisions."""
    house = may_drafted.house(tmp_path, book)
    yield house
    house.close()


@pytest.fixture
def house(new_house: Callable[[], House]) -> House:
    return new_house()
