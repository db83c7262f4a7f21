"""What people do in a shared sheet, without a server and through the control API."""

from concurrent.futures import ThreadPoolExecutor

import gspread
import pytest
import requests

from practice.sheets.accounts import EMAIL
from practice.sheets.errors import GoogleError
from practice.sheets.world import SheetsWorld
from tests.practice.sheets.conftest import Practice


@pytest.fixture
def roster(world: SheetsWorld) -> SheetsWorld:
    for row, cells in enumerate([("Họ tên", "Điểm"), ("Đào", "9"), ("Ánh", "7"), ("Bình", "8")], 1):
        world.type("Sổ", "Sheet1", f"A{row}", cells[0])
        world.type("Sổ", "Sheet1", f"B{row}", cells[1])
    return world


def names(world: SheetsWorld) -> list[str]:
    return [row[0] for row in world.rows("Sổ", "Sheet1")]


def test_typing_is_seen_by_everybody(roster: SheetsWorld) -> None:
    roster.type("Sổ", "Sheet1", "C2", "tốt")

    assert roster.rows("Sổ", "Sheet1")[1] == ["Đào", "9", "tốt"]


def test_sorting_leaves_the_header_and_follows_the_vietnamese_alphabet(roster: SheetsWorld) -> None:
    roster.sort("Sổ", "Sheet1", "A")
    assert names(roster) == ["Họ tên", "Ánh", "Bình", "Đào"]

    roster.sort("Sổ", "Sheet1", "B", descending=True)
    assert names(roster) == ["Họ tên", "Đào", "Bình", "Ánh"]


def test_columns_are_moved_inserted_and_deleted(roster: SheetsWorld) -> None:
    roster.move_column("Sổ", "Sheet1", "B", before="A")
    assert roster.rows("Sổ", "Sheet1")[1] == ["9", "Đào"]

    roster.insert_column("Sổ", "Sheet1", "B")
    assert roster.rows("Sổ", "Sheet1")[1] == ["9", "", "Đào"]

    roster.delete_column("Sổ", "Sheet1", "A")
    assert roster.rows("Sổ", "Sheet1")[1] == ["", "Đào"]


def test_rows_are_inserted_duplicated_and_deleted(roster: SheetsWorld) -> None:
    roster.insert_row("Sổ", "Sheet1", 2)
    assert roster.rows("Sổ", "Sheet1")[:3] == [["Họ tên", "Điểm"], [], ["Đào", "9"]]

    roster.duplicate_row("Sổ", "Sheet1", 3)
    assert roster.rows("Sổ", "Sheet1")[2] == roster.rows("Sổ", "Sheet1")[3] == ["Đào", "9"]

    roster.delete_row("Sổ", "Sheet1", 2)
    assert names(roster) == ["Họ tên", "Đào", "Đào", "Ánh", "Bình"]


def test_a_tab_is_renamed(roster: SheetsWorld) -> None:
    roster.rename_tab("Sổ", "Sheet1", "Tháng 5")

    assert roster.tabs("Sổ") == ["Tháng 5"]


def test_a_mistake_changes_nothing(roster: SheetsWorld) -> None:
    before = roster.rows("Sổ", "Sheet1")

    with pytest.raises(GoogleError, match="exceeds grid limits"):
        roster.type("Sổ", "Sheet1", "A5000", "x")
    with pytest.raises(GoogleError, match="not found"):
        roster.type("Nope", "Sheet1", "A1", "x")
    assert roster.rows("Sổ", "Sheet1") == before


def test_ids_are_the_same_in_every_run(world: SheetsWorld) -> None:
    ids = [world.create(title, EMAIL).id for title in "ab"]
    world.reset()

    assert [world.create(title, EMAIL).id for title in "xab"][1:] == ids


def test_what_was_saved_is_there_again(roster: SheetsWorld) -> None:
    again = SheetsWorld(roster.clock)
    again.load(roster.dump())

    assert again.rows("Sổ", "Sheet1") == roster.rows("Sổ", "Sheet1")
    assert again.dump() == roster.dump()


class TestControlApi:
    def test_people_act_and_look_over_http(self, practice: Practice) -> None:
        sheets = f"{practice.base_url}/practice/sheets"
        made = practice.world.create("Sổ", EMAIL)

        requests.post(
            f"{sheets}/type", json={"spreadsheet": "Sổ", "tab": "Sheet1", "cell": "A1", "text": "xin chào"}, timeout=5
        ).raise_for_status()

        listed = requests.get(f"{sheets}/spreadsheets", timeout=5).json()["spreadsheets"]
        assert [(one["id"], one["title"], one["modified_by"]) for one in listed] == [
            (made.id, "Sổ", "somebody@practice.test")
        ]
        where = {"spreadsheet": made.id, "tab": "Sheet1"}
        assert requests.get(f"{sheets}/rows", params=where, timeout=5).json() == {"rows": [["xin chào"]]}
        assert requests.get(f"{sheets}/tabs", params=where, timeout=5).json() == {"tabs": ["Sheet1"]}

    def test_a_mistake_is_explained(self, practice: Practice) -> None:
        answer = requests.post(
            f"{practice.base_url}/practice/sheets/rename-tab",
            json={"spreadsheet": "?", "tab": "a", "title": "b"},
            timeout=5,
        )

        assert (answer.status_code, answer.json()) == (404, {"error": "Requested entity was not found."})

    def test_a_page_gets_all_it_needs_to_draw_a_tab(self, practice: Practice, sheet: gspread.Worksheet) -> None:
        sheet.update([["Mã", "Tên"], ["c1", "An"]], "A1")
        sheet.freeze(rows=1)
        sheet.merge_cells("A4:B4")
        sheet.insert_note("B1", "người sửa")
        sheet.add_protected_range("A1:A1000", description="máy viết")
        sheet.hide_columns(2, 3)
        sheet.spreadsheet.add_worksheet("ẩn", 1, 1).hide()
        where = {"spreadsheet": sheet.spreadsheet_id, "tab": "Sheet1"}
        view = requests.get(f"{practice.base_url}/practice/sheets/view", params=where, timeout=5).json()

        assert view == {
            "id": sheet.spreadsheet_id,
            "title": "Sổ theo dõi",
            "tabs": ["Sheet1"],
            "tab": "Sheet1",
            "row_count": 1000,
            "column_count": 26,
            "frozen_rows": 1,
            "frozen_columns": 0,
            "merges": ["A4:B4"],
            "protected": [{"cells": "A1:A1000", "editors": [EMAIL], "description": "máy viết"}],
            "notes": {"B1": "người sửa"},
            "rows": [["Mã", "Tên"], ["c1", "An"]],
            "widths": {},
            "hidden": ["C"],
        }

    def test_a_page_hears_of_a_change(self, practice: Practice, sheet: gspread.Worksheet) -> None:
        url = f"{practice.base_url}/practice/sheets/changes"
        version = requests.get(url, timeout=5).json()["version"]
        assert requests.get(url, params={"since": version, "wait": 0.01}, timeout=5).json() == {"version": version}

        with ThreadPoolExecutor() as pool:
            waiting = pool.submit(requests.get, url, params={"since": version, "wait": 20}, timeout=30)
            practice.world.type(sheet.spreadsheet_id, "Sheet1", "A1", "x")
            assert waiting.result().json() == {"version": version + 1}
