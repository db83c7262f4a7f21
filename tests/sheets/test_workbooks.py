"""Without Google: Excel files that people edit, brought in line by the same rules."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from nhipcau.ports import Row, TryLater
from nhipcau.settings.rulebook import Rulebook
from nhipcau.sheets.workbooks import LocalWorkbooks
from tests.sheets.conftest import NOW, ROSTER, Keeper, roster, shelf_of
from tests.sheets.test_gateway import ALLOWANCE, ANH, ROSTER_TITLES, ROUNDS


class Office:
    """A folder of workbooks, and the network that keeps them."""

    def __init__(self, folder: Path, book: Rulebook) -> None:
        shelf = shelf_of(book)
        self.keeper = Keeper(shelf)
        self.sheets = LocalWorkbooks(folder, shelf)
        self.path = folder / f"{ROSTER}.xlsx"

    def sync(self, **tabs: dict[str, Row]) -> dict[str, str]:
        for tab, rows in tabs.items():
            self.keeper.knows(tab, rows)
        refused = self.sheets.sync(list(tabs), self.keeper.decide, NOW)
        troubles = {**refused, **self.keeper.troubles}
        self.keeper.keep(troubles)
        return {tab: trouble.where for tab, trouble in troubles.items()}

    def rows(self, tab: str = "Danh sách") -> list[list[Any]]:
        sheet = load_workbook(self.path)[tab]
        shown = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
        return [row[: max(n for n, cell in enumerate(row, start=1) if cell != "")] for row in shown]

    def types(self, cell: str, value: object, tab: str = "Danh sách") -> None:
        workbook = load_workbook(self.path)
        workbook[tab][cell] = value
        workbook.save(self.path)


@pytest.fixture
def office(tmp_path: Path, book: Rulebook) -> Office:
    made = Office(tmp_path, book)
    made.sync(roster=roster(2), rounds=ROUNDS, allowances=ALLOWANCE)
    return made


def test_a_person_reads_what_a_sheet_of_google_shows(office: Office) -> None:
    assert office.rows() == [[*ROSTER_TITLES], ["CTV001", *ANH], ["CTV002", *ANH]]


def test_days_are_days_and_money_stands_in_a_book_of_its_own(office: Office) -> None:
    assert [f"{day:%d/%m/%Y}" for day in office.rows("Các đợt")[1][2:4]] == ["04/05/2026", "10/05/2026"]
    assert sorted(path.name for path in office.path.parent.iterdir()) == [
        "Nhịp Cầu - Phụ cấp.xlsx",
        "Nhịp Cầu - Điều phối.xlsx",
    ]


def test_nothing_changed_the_file_is_left_alone(office: Office) -> None:
    before = office.path.stat().st_mtime_ns
    office.sync(roster=roster(2), rounds=ROUNDS)
    assert office.path.stat().st_mtime_ns == before


def test_what_people_type_is_read_and_what_is_not_theirs_is_put_back(office: Office) -> None:
    office.types("B2", "Nguyễn Ngọc Ánh")
    office.types("I2", "Zalo")
    office.sync(roster=roster(2))
    assert office.keeper.rows["roster"]["CTV001"]["name"] == "Nguyễn Ngọc Ánh"
    assert (office.rows()[1][1], office.rows()[1][8]) == ("Nguyễn Ngọc Ánh", "đang hoạt động")


def test_a_formula_stays_a_text(office: Office) -> None:
    office.sync(roster={**roster(2), "CTV003": {**roster(3)["CTV003"], "unit": "=1+1"}})
    assert load_workbook(office.path)["Danh sách"]["C4"].value == "'=1+1"
    assert load_workbook(office.path)["Danh sách"]["C4"].data_type == "s"


def test_a_column_that_people_added_and_a_colour_stay(office: Office) -> None:
    office.types("M1", "Nhóm")
    office.types("M2", "A")
    office.sync(roster=roster(3))
    assert [row[-1] for row in office.rows()[:2]] == ["Nhóm", "A"]


@pytest.mark.parametrize("lock", [".~lock.{}#", "~${}"])
def test_while_somebody_has_it_open_it_waits(office: Office, lock: str) -> None:
    office.path.with_name(lock.format(office.path.name)).touch()
    with pytest.raises(TryLater, match="is open"):
        office.sync(roster=roster(3))


def test_a_file_that_is_no_workbook_is_told_and_the_other_book_goes_on(office: Office) -> None:
    office.path.write_bytes(b"PK\x03\x04 broken")
    troubles = office.sync(roster=roster(3), allowances=ALLOWANCE)
    assert set(troubles) == {"roster"}
    assert troubles["roster"].startswith(f"{ROSTER}.xlsx")
