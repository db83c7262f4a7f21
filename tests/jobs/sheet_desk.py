"""A coordinator at the shared sheets on a Monday of May, for the tests of what is heard."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from nhipcau.ports import Editor
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.courier import FakeCourier
from tests.fakes.house import House

MONDAY = "2026-05-04 11:00"
WEEK = "weekly_checkin/2026-W19"
ON_LEAVE = "CTV03/2026-05-04"
MAY_5, MAY_9, JUNE_1 = 46_147, 46_151, 46_174
"""As spreadsheets count days."""


class Desk:
    """A coordinator at the shared sheet."""

    def __init__(self, house: House) -> None:
        self.house = house
        house.sheets.editor = Editor("Phạm Thu Hà", "ha@congdoan.example")
        self.sync()

    def sync(self) -> None:
        self.house.app.sync_now(self.house.clock.now())

    def types(self, tab: str, key: str, title: str, value: object) -> None:
        self.house.sheets.types(tab, key, title, value)
        self.sync()

    def adds(self, tab: str, **cells: object) -> list[object]:
        """A new row. Returns what stands in it afterwards."""
        self.house.sheets.adds(tab, **cells)
        self.sync()
        return self.house.sheets.grids[tab][-1]

    def deletes(self, tab: str, key: str) -> None:
        rows = self.house.sheets.grids[tab]
        rows.remove(next(row for row in rows if row[0] == key))
        self.sync()

    def people(self) -> list[Person]:
        with self.house.app.store.read() as tx:
            return tx.people.all()

    def someone(self, code: str) -> Person:
        return next(person for person in self.people() if person.code == code)

    def reply(self, tab: str, key: str) -> str:
        return str(self.house.sheets.shows(tab)[key].get("Phản hồi", ""))

    def log(self) -> list[tuple[str, ...]]:
        """What happened, to which row and column, what was typed, by whom; as the tab reads after one more sync."""
        self.sync()
        titles = ("Việc", "Dòng", "Cột", "Đã gõ", "Ai")
        return [tuple(str(row.get(t, "")) for t in titles) for row in self.house.sheets.shows("log").values()]


@pytest.fixture(scope="module")
def monday(tmp_path_factory: pytest.TempPathFactory, book: Rulebook, founded: Path) -> tuple[Path, FakeCourier]:
    """The week's round was opened this morning: living up to here takes longer than most tests."""
    folder = tmp_path_factory.mktemp("monday")
    house = House(folder, book, founded)
    house.until(MONDAY)
    house.close()
    return house.database, house.courier


@pytest.fixture
def desk(tmp_path: Path, book: Rulebook, monday: tuple[Path, FakeCourier]) -> Iterator[Desk]:
    database, courier = monday
    house = House(tmp_path, book, database, MONDAY, deepcopy(courier))
    yield Desk(house)
    house.close()
