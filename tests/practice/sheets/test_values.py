"""Reading and writing values with gspread, as Google answers."""

import re
from typing import Any

import gspread
import pytest
import requests

from tests.practice.sheets.conftest import Practice


def refusal(call: Any) -> tuple[int, str]:
    """The code and message of the refusal that the call meets."""
    with pytest.raises(gspread.exceptions.APIError) as caught:
        call()
    return caught.value.code, caught.value.error["message"]


def test_what_was_written_is_read_back_trimmed(sheet: gspread.Worksheet) -> None:
    sheet.update([["A1", "B1", "", "D1"], ["", "b2", "", ""], ["", "", "", ""], ["A4"]], "A1")

    assert sheet.get_values("A1:D4", pad_values=False) == [["A1", "B1", "", "D1"], ["", "b2"], [], ["A4"]]


def test_an_empty_range_has_no_values_at_all(spreadsheet: gspread.Spreadsheet) -> None:
    assert spreadsheet.values_get("A1:C3") == {"range": "Sheet1!A1:C3", "majorDimension": "ROWS"}


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("'Sheet1'", "Sheet1!A1:Z1000"),
        ("sheet1!a1", "Sheet1!A1"),
        ("B1", "Sheet1!B1"),
        ("Sheet1!B1:B1", "Sheet1!B1"),
        ("Sheet1!A1:1", "Sheet1!A1:Z1"),
        ("Sheet1!B1:B", "Sheet1!B1:B1000"),
        ("Sheet1!D4:A1", "Sheet1!A1:D4"),
        ("Sheet1!A990:C2000", "Sheet1!A990:C1000"),  # a reader gets what is there
        ("R1C1:R2C2", "Sheet1!A1:B2"),
    ],
)
def test_the_range_in_the_answer_is_what_google_makes_of_it(
    spreadsheet: gspread.Spreadsheet, asked: str, answered: str
) -> None:
    assert spreadsheet.values_get(asked)["range"] == answered


@pytest.mark.parametrize("title", ["D3", "I'm new", "Tháng 5/2026", "a!b", "🎊 1:2", "'''"])
def test_any_title_can_be_written_to_and_read_from(spreadsheet: gspread.Spreadsheet, title: str) -> None:
    tab = spreadsheet.add_worksheet(title, 5, 5)
    tab.update([["x"]], "B2")

    assert tab.get_all_values() == [["", ""], ["", "x"]]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("Nope!A1", "Unable to parse range: Nope!A1"),
        ("Sheet1!A1:[5", "Unable to parse range: Sheet1!A1:[5"),
        ("Sheet1!", "Unable to parse range: Sheet1!"),
        ("Sheet1!AA1", "Range (Sheet1!AA1) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("Sheet1!A1001:B1002", "Range (Sheet1!A1001:B1002) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_a_range_that_is_not_there_is_refused(spreadsheet: gspread.Spreadsheet, asked: str, message: str) -> None:
    assert refusal(lambda: spreadsheet.values_get(asked)) == (400, message)


@pytest.mark.parametrize(
    ("place", "values", "message"),
    [
        ("A1:B2", [["x"]] * 3, "Requested writing within range [Sheet1!A1:B2], but tried writing to row [3]"),
        ("A1:B2", [["x"] * 3], "Requested writing within range [Sheet1!A1:B2], but tried writing to column [C]"),
        ("A1000", [["x"]] * 2, "Range (Sheet1!A1000:A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("Z1", [["x"] * 2], "Range (Sheet1!Z1:AA1) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("A1:B1001", [["x"]], "Range (Sheet1!A1:B1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("A1", [[["x"]]], 'Invalid values[0][0]: list_value ["x"]'),
        ("A1", [[{"x": 1}]], 'Invalid values[0][0]: struct_value {"x": 1}'),
        ("A1", ["x"], "Invalid value at 'data.values[0]' (type.googleapis.com/google.protobuf.ListValue), \"x\""),
        (
            "A1",
            [["x" * 50_001]],
            "Your input contains more than the maximum of 50000 characters in a single cell.",
        ),
    ],
)
def test_writing_over_an_edge_is_refused(
    spreadsheet: gspread.Spreadsheet, place: str, values: Any, message: str
) -> None:
    call = spreadsheet.values_update
    options = {"valueInputOption": "RAW"}

    assert refusal(lambda: call(place, params=options, body={"values": values})) == (400, message)
    assert "values" not in spreadsheet.values_get("Sheet1")


def test_counts_of_a_write_leave_out_what_was_not_given(spreadsheet: gspread.Spreadsheet) -> None:
    answer = spreadsheet.values_update(
        "A1:D2", params={"valueInputOption": "RAW"}, body={"values": [["A1", "B1"], [1, None, 3, 4]]}
    )

    assert answer == {
        "spreadsheetId": spreadsheet.id,
        "updatedRange": "Sheet1!A1:D2",
        "updatedRows": 2,
        "updatedColumns": 4,
        "updatedCells": 5,
    }


def test_null_leaves_a_cell_and_an_empty_text_empties_it(sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "b", "c"]], "A1")
    sheet.update([[None, "", "C"]], "A1")

    assert sheet.row_values(1) == ["a", "", "C"]


def test_a_number_keeps_fifteen_digits(sheet: gspread.Worksheet) -> None:
    sheet.update([[12345678901234567890, 0.1 + 0.2, 84901234567]], "A1")

    assert sheet.get("A1:C1", value_render_option="UNFORMATTED_VALUE")[0] == [
        1.2345678901234567e19,
        0.1 + 0.2,
        84901234567,
    ]
    assert sheet.row_values(1) == ["1.23456789E+19", "0.3", "84901234567"]


def test_columns_are_written_and_read_as_columns(spreadsheet: gspread.Spreadsheet) -> None:
    spreadsheet.values_update(
        "B1", params={"valueInputOption": "RAW"}, body={"majorDimension": "COLUMNS", "values": [["1", "2"], ["3"]]}
    )

    assert spreadsheet.values_get("Sheet1")["values"] == [["", "1", "3"], ["", "2"]]
    assert spreadsheet.values_get("B1:C", params={"majorDimension": "COLUMNS"})["values"] == [["1", "2"], ["3"]]


def test_a_mask_that_cannot_be_read_leaves_nothing_behind(spreadsheet: gspread.Spreadsheet) -> None:
    call = spreadsheet.values_update
    options = {"valueInputOption": "RAW", "fields": "a("}

    assert refusal(lambda: call("A1", params=options, body={"values": [["x"]]}))[0] == 400
    assert "values" not in spreadsheet.values_get("A1")


@pytest.mark.parametrize("values", [[], [[]], None])
def test_writing_nothing_changes_nothing(spreadsheet: gspread.Spreadsheet, values: Any) -> None:
    options = {"valueInputOption": "RAW"}
    updated = spreadsheet.values_update("B2", params=options, body={"values": values})
    appended = spreadsheet.values_append("Sheet1", options, {"values": values})

    assert updated == {"spreadsheetId": spreadsheet.id, "updatedRange": "Sheet1!B2"}
    assert appended["updates"] == {"spreadsheetId": spreadsheet.id, "updatedRange": "Sheet1!A1"}


def test_a_write_without_an_input_option_is_refused(spreadsheet: gspread.Spreadsheet) -> None:
    call = spreadsheet.values_update

    assert refusal(lambda: call("A1", body={"values": [["x"]]})) == (
        400,
        "'valueInputOption' is required but not specified",
    )


def test_a_write_can_answer_with_what_then_stands_there(spreadsheet: gspread.Spreadsheet) -> None:
    options = {
        "valueInputOption": "USER_ENTERED",
        "includeValuesInResponse": True,
        "responseValueRenderOption": "UNFORMATTED_VALUE",
    }
    answer = spreadsheet.values_update("A1", params=options, body={"values": [["1,234", "x"]]})

    assert answer["updatedData"] == {"range": "Sheet1!A1:B1", "majorDimension": "ROWS", "values": [[1234, "x"]]}


class TestAppend:
    def test_it_continues_the_table_and_names_it(self, spreadsheet: gspread.Spreadsheet) -> None:
        first = spreadsheet.sheet1.append_row(["name", "n"])
        second = spreadsheet.sheet1.append_rows([["Ann", 1], ["Bình", 2]])

        assert "tableRange" not in first
        assert first["updates"]["updatedRange"] == "Sheet1!A1:B1"
        assert second["tableRange"] == "Sheet1!A1:B1"
        assert second["updates"]["updatedRange"] == "Sheet1!A2:B3"

    @pytest.mark.parametrize(
        ("place", "start"),
        [
            # The picture in Google's guide: one table at A1:C2, another at B4:D6.
            ("A1:Z1000", "B7"),
            ("B4", "B7"),
            ("C5:D5", "B7"),
            ("B2:D4", "B7"),
            ("A3:G10", "B7"),
            ("A1", "A3"),
            ("E4", "E4"),
        ],
    )
    def test_the_range_says_which_table(self, sheet: gspread.Worksheet, place: str, start: str) -> None:
        sheet.update([["x"] * 3] * 2, "A1:C2")
        sheet.update([["x"] * 3] * 3, "B4:D6")

        answer = sheet.append_row(["new"], table_range=place)

        assert answer["updates"]["updatedRange"] == f"Sheet1!{start}"

    def test_the_grid_grows_when_the_table_reaches_its_edge(self, spreadsheet: gspread.Spreadsheet) -> None:
        tab = spreadsheet.add_worksheet("small", 2, 2)
        tab.update([["a", "b"], ["c", "d"]], "A1")
        tab.append_row(["e", "f", "g"])

        grid = spreadsheet.worksheet("small")
        assert (grid.row_count, grid.col_count) == (3, 3)

    def test_inserting_pushes_down_what_stands_below(self, sheet: gspread.Worksheet) -> None:
        sheet.update([["name"], ["Ann"], [""], ["Total"]], "A1")
        sheet.append_row(["Bình"], table_range="A1", insert_data_option="INSERT_ROWS")

        assert sheet.col_values(1) == ["name", "Ann", "Bình", "", "Total"]


class TestBatches:
    def test_several_ranges_are_read_at_once(self, sheet: gspread.Worksheet) -> None:
        sheet.update([["A1", "B1"], ["A2"]], "A1")

        assert sheet.batch_get(["A1:B1", "A2:B3", "C1"]) == [[["A1", "B1"]], [["A2"]], []]

    def test_several_ranges_are_written_at_once_and_counted(self, sheet: gspread.Worksheet) -> None:
        answer = sheet.batch_update([{"range": "A1", "values": [["x"]]}, {"range": "B2:C2", "values": [[1, 2]]}])

        assert (answer["totalUpdatedCells"], answer["totalUpdatedSheets"]) == (3, 1)
        assert [one["updatedRange"] for one in answer["responses"]] == ["Sheet1!A1", "Sheet1!B2:C2"]

    def test_one_bad_range_means_that_nothing_is_written(self, sheet: gspread.Worksheet) -> None:
        data = [{"range": "A1", "values": [["x"]]}, {"range": "A1:B1", "values": [[1, 2, 3]]}]

        code, message = refusal(lambda: sheet.batch_update(data))

        assert code == 400
        assert message.startswith("Invalid data[1]: Requested writing within range [Sheet1!A1:B1]")
        assert sheet.get_all_values() == [[]]

    def test_several_ranges_are_cleared_at_once(self, sheet: gspread.Worksheet) -> None:
        sheet.update([["a", "b", "c"]], "A1")
        answer = sheet.batch_clear(["A1", "C1:C5"])

        assert answer["clearedRanges"] == ["Sheet1!A1", "Sheet1!C1:C5"]
        assert sheet.row_values(1) == ["", "b"]


def test_ten_thousand_rows_go_in_and_come_out_in_one_request_each(spreadsheet: gspread.Spreadsheet) -> None:
    rows = [[f"r{row}c{column}" for column in range(20)] for row in range(10_000)]
    tab = spreadsheet.add_worksheet("big", 10_000, 20)

    assert tab.update(rows, "A1")["updatedCells"] == 200_000
    assert tab.get_all_values() == rows


def test_an_unknown_enumeration_is_refused_by_name(spreadsheet: gspread.Spreadsheet) -> None:
    code, message = refusal(lambda: spreadsheet.values_get("A1", params={"valueRenderOption": "PRETTY"}))

    assert code == 400
    assert re.match(r"Invalid value at 'value_render_option' \(.*ValueRenderOption\), \"PRETTY\"", message)


class TestWhoMay:
    def test_nobody_without_a_token(self, practice: Practice) -> None:
        answer = requests.get(f"{practice.base_url}/v4/spreadsheets/x", timeout=5)

        assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")

    def test_an_unknown_id_is_not_found(self, client: gspread.Client) -> None:
        with pytest.raises(gspread.SpreadsheetNotFound):
            client.open_by_key("nope")

    def test_somebody_elses_spreadsheet_is_forbidden(self, practice: Practice, client: gspread.Client) -> None:
        theirs = practice.client("other@example.test").create("private")

        with pytest.raises(PermissionError):
            client.open_by_key(theirs.id)
        assert client.list_spreadsheet_files() == []
