"""What batchUpdate does with tabs, as gspread's methods ask for it and as a client sees it afterwards."""

from typing import Any

import gspread
import pytest

from tests.practice.sheets.batches import A1_B2, ONE_CELL, described, refusal, run


class TestTabs:
    def test_a_tab_is_added_at_the_end_or_at_an_index(self, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.add_worksheet("Tháng 6", 10, 5)
        spreadsheet.add_worksheet("Tháng 5", 10, 5, index=1)

        assert [tab.title for tab in spreadsheet.worksheets()] == ["Sheet1", "Tháng 5", "Tháng 6"]
        assert (spreadsheet.worksheet("Tháng 5").row_count, spreadsheet.worksheet("Tháng 5").col_count) == (10, 5)

    def test_tabs_without_a_title_are_numbered(self, spreadsheet: gspread.Spreadsheet) -> None:
        run(spreadsheet, {"addSheet": {}}, {"addSheet": {}})

        assert [tab.title for tab in spreadsheet.worksheets()] == ["Sheet1", "Sheet2", "Sheet3"]

    def test_tabs_are_put_in_another_order(self, spreadsheet: gspread.Spreadsheet) -> None:
        others = [spreadsheet.add_worksheet(title, 1, 1) for title in "abc"]
        spreadsheet.reorder_worksheets([others[2], spreadsheet.sheet1, others[0], others[1]])

        assert [tab.title for tab in spreadsheet.worksheets()] == ["c", "Sheet1", "a", "b"]

    @pytest.mark.parametrize(("index", "order"), [(0, "bacd"), (2, "abcd"), (3, "acbd"), (4, "acdb")])
    def test_an_index_counts_the_tabs_as_they_stand_before(
        self, spreadsheet: gspread.Spreadsheet, index: int, order: str
    ) -> None:
        spreadsheet.sheet1.update_title("a")
        second, *_ = [spreadsheet.add_worksheet(title, 1, 1) for title in "bcd"]
        second.update_index(index)

        assert "".join(tab.title for tab in spreadsheet.worksheets()) == order

    def test_a_duplicate_has_the_cells_and_the_looks(self, spreadsheet: gspread.Spreadsheet) -> None:
        sheet = spreadsheet.sheet1
        sheet.update([["a", "=A1"]], "A1", value_input_option="USER_ENTERED")
        sheet.merge_cells("A2:B3")
        sheet.add_protected_range("A1", editor_users_emails=[])
        copy = sheet.duplicate(new_sheet_name="Bản sao", insert_sheet_index=1)
        sheet.update([["changed"]], "A1")

        assert copy.get_all_values() == [["a", "a"]]
        other = described(spreadsheet, 1)
        assert other["merges"] == [{**A1_B2, "sheetId": copy.id, "startRowIndex": 1, "endRowIndex": 3}]
        assert other["protectedRanges"][0]["range"]["sheetId"] == copy.id

    def test_a_duplicate_without_a_name_is_called_a_copy_and_comes_first(
        self, spreadsheet: gspread.Spreadsheet
    ) -> None:
        run(spreadsheet, {"duplicateSheet": {"sourceSheetId": 0}}, {"duplicateSheet": {"sourceSheetId": 0}})

        assert [tab.title for tab in spreadsheet.worksheets()] == ["Copy of Sheet1 2", "Copy of Sheet1", "Sheet1"]

    def test_a_tab_goes_to_another_spreadsheet(self, client: gspread.Client, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.sheet1.update([["a"]], "A1")
        other = client.create("khác")
        spreadsheet.sheet1.copy_to(other.id)

        assert [tab.title for tab in other.worksheets()] == ["Sheet1", "Copy of Sheet1"]
        assert other.worksheet("Copy of Sheet1").get_all_values() == [["a"]]

    def test_properties_that_are_off_are_left_out(self, spreadsheet: gspread.Spreadsheet) -> None:
        sheet = spreadsheet.sheet1
        sheet.freeze(rows=1, cols=2)
        sheet.update_tab_color("#FF007F")
        sheet.hide_gridlines()
        looks = described(spreadsheet)["properties"]
        sheet.freeze(rows=0, cols=0)
        sheet.clear_tab_color()
        sheet.show_gridlines()
        bare = described(spreadsheet)["properties"]

        size = {"rowCount": 1000, "columnCount": 26}
        frozen = {"frozenRowCount": 1, "frozenColumnCount": 2, "hideGridlines": True}
        assert looks["gridProperties"] == {**size, **frozen}
        assert looks["tabColor"] == looks["tabColorStyle"]["rgbColor"] == {"red": 1, "blue": 0.49803922}
        assert bare == {"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID", "gridProperties": size}

    def test_shrinking_loses_what_lies_outside(self, sheet: gspread.Worksheet) -> None:
        sheet.update([["a", "b"], ["c", "d"]], "A1")
        sheet.resize(rows=1, cols=1)
        sheet.resize(rows=3, cols=3)

        assert sheet.get_all_values() == [["a"]]

    def test_the_spreadsheet_has_a_title_a_locale_and_a_time_zone(self, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.update_title("Sổ mới")
        spreadsheet.update_locale("vi_VN")
        spreadsheet.update_timezone("Asia/Ho_Chi_Minh")
        properties = spreadsheet.fetch_sheet_metadata()["properties"]

        assert (properties["title"], properties["locale"]) == ("Sổ mới", "vi_VN")
        assert properties["timeZone"] == "Asia/Ho_Chi_Minh"

    def test_a_spreadsheet_is_made_with_its_tabs(self, client: gspread.Client) -> None:
        tabs = [{"properties": {"title": title, "gridProperties": {"rowCount": 5, "columnCount": 3}}} for title in "ab"]
        properties = {"title": "Sổ", "locale": "vi_VN", "timeZone": "Asia/Ho_Chi_Minh"}
        body = {"properties": properties, "sheets": tabs}
        made = client.http_client.request("post", "https://sheets.googleapis.com/v4/spreadsheets", json=body).json()

        assert {name: made["properties"][name] for name in properties} == properties
        assert [tab.title for tab in client.open("Sổ").worksheets()] == ["a", "b"]
        assert client.open("Sổ").sheet1.row_count == 5

    @pytest.mark.parametrize(
        ("request_", "message"),
        [
            (
                {"addSheet": {"properties": {"title": "SHEET1"}}},
                'Invalid requests[0].addSheet: A sheet with the name "SHEET1" already exists. Please enter another '
                "name.",
            ),
            (
                {"addSheet": {"properties": {"sheetId": 0}}},
                "Invalid requests[0].addSheet: Sheet with ID 0 already exists.",
            ),
            (
                {"deleteSheet": {"sheetId": 0}},
                "Invalid requests[0].deleteSheet: You can't remove all the visible sheets in a document.",
            ),
            ({"deleteSheet": {"sheetId": 7}}, "Invalid requests[0].deleteSheet: No grid with id: 7"),
            (
                {"updateSheetProperties": {"properties": {"hidden": True}, "fields": "hidden"}},
                "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document.",
            ),
            (
                {"updateSheetProperties": {"properties": {"title": "x"}}},
                "Invalid requests[0].updateSheetProperties: At least one field must be listed in 'fields'. "
                "(Use '*' to indicate all fields.)",
            ),
            (
                {
                    "updateSheetProperties": {
                        "properties": {"gridProperties": {"frozenRowCount": 1000}},
                        "fields": "gridProperties.frozenRowCount",
                    }
                },
                "Invalid requests[0].updateSheetProperties: You can't freeze all visible rows on the sheet.",
            ),
            (
                {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1_000_000}},
                "Invalid requests[0].appendDimension: This action would increase the number of cells in the workbook "
                "above the limit of 10000000 cells.",
            ),
            (
                {"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 999, "endIndex": 1001}}},
                "Invalid requests[0].deleteDimension: Cannot delete a row that doesn't exist. Tried to delete row "
                "index 1000 but there are only 1000 rows.",
            ),
            (
                {"deleteDimension": {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 26}}},
                "Invalid requests[0].deleteDimension: You can't delete all the columns on the sheet.",
            ),
            (
                {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 1000, "endIndex": 1001}}},
                "Invalid requests[0].insertDimension: range.startIndex[1000] must be less than the grid size (1000) if "
                "inheritFromBefore is false.",
            ),
            (
                {"repeatCell": {"range": {"endRowIndex": 1001, "endColumnIndex": 1}, "cell": {}, "fields": "note"}},
                "Invalid requests[0].repeatCell: Range (Sheet1!A1:A1001) exceeds grid limits. Max rows: 1000, max "
                "columns: 26",
            ),
            ({"mergeCells": {"mergeType": "MERGE_ALL"}}, "Invalid requests[0].mergeCells: Must specify range."),
            (
                {"updateSheetProperties": {"properties": {"title": ""}, "fields": "title"}},
                "Invalid requests[0].updateSheetProperties: Sheet name cannot be empty.",
            ),
            (
                {"appendDimension": {"sheetId": 0, "dimension": "ROWS"}},
                "Invalid requests[0].appendDimension: The number of rows or columns to append must be greater than "
                "zero.",
            ),
            (
                {"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 3, "endIndex": 3}}},
                "Invalid requests[0].deleteDimension: The end index (3) must be greater than the start index (3).",
            ),
            (
                {
                    "insertDimension": {
                        "range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1},
                        "inheritFromBefore": True,
                    }
                },
                "Invalid requests[0].insertDimension: range.startIndex must be greater than 0 if inheritFromBefore is "
                "true.",
            ),
            (
                {
                    "moveDimension": {
                        "source": {"dimension": "ROWS", "startIndex": 0, "endIndex": 3},
                        "destinationIndex": 1,
                    }
                },
                "Invalid requests[0].moveDimension: Cannot move a range of rows or columns into itself.",
            ),
            (
                {
                    "moveDimension": {
                        "source": {"dimension": "ROWS", "startIndex": 0, "endIndex": 3},
                        "destinationIndex": 1001,
                    }
                },
                "Invalid requests[0].moveDimension: Rows 1001 to 1001 are not within the 1000 of the sheet.",
            ),
            (
                {"addProtectedRange": {"protectedRange": {"description": "x"}}},
                "Invalid requests[0].addProtectedRange: Must specify a range to protect.",
            ),
            (
                {"deleteProtectedRange": {"protectedRangeId": 5}},
                "Invalid requests[0].deleteProtectedRange: No protected range with ID: 5.",
            ),
            (
                {"deleteNamedRange": {"namedRangeId": "5"}},
                "Invalid requests[0].deleteNamedRange: No named range with ID: 5.",
            ),
            (
                {"setDataValidation": {"range": ONE_CELL, "rule": {"strict": True}}},
                "Invalid requests[0].setDataValidation: A data validation rule needs a condition with a type.",
            ),
            (
                {"addConditionalFormatRule": {"rule": {"booleanRule": {}}}},
                "Invalid requests[0].addConditionalFormatRule: A conditional format rule needs a range.",
            ),
            (
                {"addConditionalFormatRule": {"rule": {"ranges": [ONE_CELL]}}},
                "Invalid requests[0].addConditionalFormatRule: Must specify a boolean or a gradient rule.",
            ),
            (
                {"createDeveloperMetadata": {"developerMetadata": {"location": {"spreadsheet": True}}}},
                "Invalid requests[0].createDeveloperMetadata: Must specify a metadata key.",
            ),
            (
                {"createDeveloperMetadata": {"developerMetadata": {"metadataKey": "x", "location": {}}}},
                "Invalid requests[0].createDeveloperMetadata: Must specify a location for developer metadata.",
            ),
            (
                {"deleteDeveloperMetadata": {"dataFilter": {}}},
                "Invalid requests[0].deleteDeveloperMetadata: A data filter needs a range or a developer metadata "
                "lookup.",
            ),
            (
                {"updateCells": {"rows": [{"values": [{}, {}]}], "fields": "note", "range": ONE_CELL}},
                "Invalid requests[0].updateCells: Attempting to write column: 1, beyond the last requested column of: "
                "0",
            ),
            ({}, "Invalid value at 'requests[0]' (oneof), oneof field 'kind' must be set exactly once."),
        ],
    )
    def test_what_cannot_be_is_refused_by_its_place(
        self, spreadsheet: gspread.Spreadsheet, request_: dict[str, Any], message: str
    ) -> None:
        assert refusal(spreadsheet, request_) == message

    def test_a_batch_is_done_as_a_whole_or_not_at_all(self, spreadsheet: gspread.Spreadsheet) -> None:
        message = refusal(spreadsheet, {"addSheet": {"properties": {"title": "new"}}}, {"deleteSheet": {"sheetId": 99}})

        assert message.startswith("Invalid requests[1].deleteSheet")
        assert [tab.title for tab in spreadsheet.worksheets()] == ["Sheet1"]

    @pytest.mark.parametrize(
        "request_",
        [
            {"addChart": {"chart": {}}},
            {"addSheet": {"properties": {"sheetType": "OBJECT"}}},
            {"repeatCell": {"range": ONE_CELL, "cell": {}, "fields": "textFormatRuns"}},
            {"updateSpreadsheetProperties": {"properties": {}, "fields": "autoRecalc"}},
            {"copyPaste": {"source": ONE_CELL, "destination": ONE_CELL, "pasteType": "PASTE_NO_BORDERS"}},
        ],
    )
    def test_what_we_lack_is_loudly_unimplemented(
        self, spreadsheet: gspread.Spreadsheet, request_: dict[str, Any]
    ) -> None:
        with pytest.raises(gspread.exceptions.APIError) as caught:
            run(spreadsheet, request_)

        assert caught.value.code == 501
