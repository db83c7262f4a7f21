"""What batchUpdate does, as gspread's methods ask for it and as a client sees it afterwards."""

from typing import Any

import gspread
import pytest

from practice.sheets.world import SheetsWorld
from tests.practice.sheets.conftest import Practice

Requests = list[dict[str, Any]]


def run(spreadsheet: gspread.Spreadsheet, *requests: dict[str, Any]) -> Requests:
    """The replies to a batch."""
    replies: Requests = spreadsheet.batch_update({"requests": list(requests)})["replies"]
    return replies


def refusal(spreadsheet: gspread.Spreadsheet, *requests: dict[str, Any]) -> str:
    with pytest.raises(gspread.exceptions.APIError) as caught:
        run(spreadsheet, *requests)
    assert caught.value.code == 400
    return str(caught.value.error["message"])


def described(spreadsheet: gspread.Spreadsheet, tab: int = 0, **params: Any) -> dict[str, Any]:
    found: dict[str, Any] = spreadsheet.fetch_sheet_metadata(params or None)["sheets"][tab]
    return found


def cells(spreadsheet: gspread.Spreadsheet, ranges: str = "Sheet1") -> list[list[dict[str, Any]]]:
    """The CellData of a range."""
    data = described(spreadsheet, ranges=[ranges], fields="sheets.data.rowData.values")["data"][0]
    return [row.get("values", []) for row in data.get("rowData", [])]


A1_B2 = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
ONE_CELL = {**A1_B2, "endRowIndex": 1, "endColumnIndex": 1}


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


class TestRowsAndColumns:
    def test_new_rows_look_like_the_neighbour_they_are_told_to(self, spreadsheet: gspread.Spreadsheet) -> None:
        sheet = spreadsheet.sheet1
        sheet.format("A1:B1", {"textFormat": {"bold": True}})
        sheet.insert_rows([["x"]], row=2, inherit_from_before=True)
        sheet.insert_rows([["y"]], row=2, inherit_from_before=False)

        looks = [[cell.get("userEnteredFormat", {}) for cell in row] for row in cells(spreadsheet, "A1:B3")]
        bold = {"textFormat": {"bold": True}}
        assert looks == [[bold, bold], [bold, bold], [bold, bold]]

    def test_rows_and_columns_move(self, spreadsheet: gspread.Spreadsheet) -> None:
        sheet = spreadsheet.sheet1
        sheet.update([["a1", "b1", "c1"], ["a2", "b2", "c2"], ["a3", "b3", "c3"]], "A1")
        first = {"sheetId": 0, "startIndex": 0, "endIndex": 1}
        run(
            spreadsheet,
            {"moveDimension": {"source": {**first, "dimension": "ROWS"}, "destinationIndex": 3}},
            {"moveDimension": {"source": {**first, "dimension": "COLUMNS"}, "destinationIndex": 2}},
        )

        assert sheet.get_all_values() == [["b2", "a2", "c2"], ["b3", "a3", "c3"], ["b1", "a1", "c1"]]

    def test_columns_have_widths_and_can_be_hidden(self, spreadsheet: gspread.Spreadsheet) -> None:
        sheet = spreadsheet.sheet1
        sheet.update([["ngắn", "một câu dài hơn nhiều"]], "A1")
        sheet.columns_auto_resize(0, 2)
        sheet.hide_columns(2, 3)
        widths = described(spreadsheet, includeGridData="true", ranges=["A1:D1"])["data"][0]["columnMetadata"]

        assert [one["pixelSize"] for one in widths] == [40, 159, 100, 100]
        assert [one.get("hiddenByUser") for one in widths] == [None, None, True, None]

    def test_columns_are_added_and_shown_again(self, spreadsheet: gspread.Spreadsheet) -> None:
        sheet = spreadsheet.sheet1
        sheet.add_cols(2)
        run(spreadsheet, {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 3}})
        sheet.hide_rows(0, 2)
        sheet.unhide_rows(0, 1)
        data = described(spreadsheet, includeGridData="true", ranges=["A1:A3"])["data"][0]

        assert described(spreadsheet)["properties"]["gridProperties"]["columnCount"] == 31
        assert [one.get("hiddenByUser") for one in data["rowMetadata"]] == [None, True, None]

    def test_sorting_puts_numbers_before_texts_and_empty_last(self, sheet: gspread.Worksheet) -> None:
        sheet.update([["b", 1], ["", 2], [10, 3], ["a", 4], [True, 5], [9, 6]], "A1")
        sheet.sort((1, "asc"), range="A1:B6")
        upwards = sheet.col_values(2)
        sheet.sort((1, "des"), range="A1:B6")

        assert upwards == ["6", "3", "4", "1", "5", "2"]
        assert sheet.col_values(2) == ["5", "1", "4", "3", "6", "2"]


class TestCells:
    def test_a_format_changes_only_the_fields_that_are_named(self, spreadsheet: gspread.Spreadsheet) -> None:
        sheet = spreadsheet.sheet1
        sheet.format("A1", {"textFormat": {"bold": True, "fontSize": 12}, "horizontalAlignment": "CENTER"})
        sheet.format("A1", {"textFormat": {"bold": False}})
        sheet.format("A1", {"backgroundColor": {"red": 1, "green": 0.5}})
        (look,) = (cell["userEnteredFormat"] for cell in cells(spreadsheet, "A1")[0])

        colour = {"red": 1, "green": 0.49803922}
        assert look["backgroundColor"] == colour
        assert look["backgroundColorStyle"] == {"rgbColor": colour}
        assert (look["textFormat"], look["horizontalAlignment"]) == ({"bold": False}, "CENTER")

    def test_a_number_format_shows_numbers_that_are_there_already(self, sheet: gspread.Worksheet) -> None:
        sheet.update([[468000, 0.5, 46143]], "A1")
        sheet.format("A1", {"numberFormat": {"type": "NUMBER", "pattern": "#,##0"}})
        sheet.format("B1", {"numberFormat": {"type": "PERCENT", "pattern": "0%"}})
        sheet.format("C1", {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}})

        assert sheet.row_values(1) == ["468,000", "50%", "01/05/2026"]

    def test_notes_are_written_read_and_cleared(self, sheet: gspread.Worksheet) -> None:
        sheet.update_notes({"A1": "Cột của máy", "B2": "Cột của người"})
        notes = sheet.get_notes()
        sheet.clear_note("A1")

        assert notes == [["Cột của máy"], ["", "Cột của người"]]
        assert sheet.get_note("A1") == ""

    def test_cells_are_written_with_values_of_every_kind(self, spreadsheet: gspread.Spreadsheet) -> None:
        values: list[dict[str, Any]] = [
            {"stringValue": "=x"},
            {"numberValue": 2},
            {"boolValue": True},
            {"formulaValue": "=B1*2"},
        ]
        row = {"values": [{"userEnteredValue": value} for value in values]}
        start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
        run(spreadsheet, {"updateCells": {"rows": [row], "fields": "userEnteredValue", "start": start}})
        written = cells(spreadsheet, "A1:D1")[0]

        assert [cell["userEnteredValue"] for cell in written] == values
        assert written[3]["effectiveValue"] == {"numberValue": 4}
        assert [cell["formattedValue"] for cell in written] == ["=x", "2", "TRUE", "4"]

    def test_cells_of_a_range_that_are_not_given_are_cleared(self, sheet: gspread.Worksheet) -> None:
        sheet.update([["a", "b"], ["c", "d"]], "A1")
        rows = [{"values": [{"userEnteredValue": {"stringValue": "A"}}]}]
        run(sheet.spreadsheet, {"updateCells": {"rows": rows, "fields": "userEnteredValue", "range": A1_B2}})

        assert sheet.get_all_values() == [["A"]]

    def test_more_rows_than_the_range_has_are_refused(self, spreadsheet: gspread.Spreadsheet) -> None:
        message = refusal(
            spreadsheet, {"updateCells": {"rows": [{}, {}], "fields": "userEnteredValue", "range": ONE_CELL}}
        )

        assert message.endswith("Attempting to write row: 1, beyond the last requested row of: 0")

    def test_cells_are_appended_below_everything(self, sheet: gspread.Worksheet) -> None:
        sheet.update([["a"], [""], ["b"]], "A1")
        rows = [{"values": [{"userEnteredValue": {"stringValue": "c"}}]}]
        run(sheet.spreadsheet, {"appendCells": {"sheetId": 0, "rows": rows, "fields": "*"}})

        assert sheet.col_values(1) == ["a", "", "b", "c"]

    def test_a_copied_formula_moves_its_references(self, spreadsheet: gspread.Spreadsheet) -> None:
        sheet = spreadsheet.sheet1
        sheet.update([[1, "=A1+$A$1"], [2], [3]], "A1", value_input_option="USER_ENTERED")
        sheet.copy_range("B1", "B2:B3")
        sheet.copy_range("B1:B3", "D1", paste_type=gspread.utils.PasteType.values)
        formulas = sheet.get("B1:D3", value_render_option="FORMULA")

        assert formulas == [["=A1+$A$1", "", 2], ["=A2+$A$1", "", 3], ["=A3+$A$1", "", 4]]

    def test_cut_cells_leave_nothing_behind(self, sheet: gspread.Worksheet) -> None:
        sheet.update([["a", "b"]], "A1")
        sheet.cut_range("A1:B1", "B3")

        assert sheet.get_all_values() == [["", "", ""], ["", "", ""], ["", "a", "b"]]

    def test_an_error_is_an_error_value(self, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.sheet1.update([["=1/0"]], "A1", value_input_option="USER_ENTERED")

        assert cells(spreadsheet)[0][0]["effectiveValue"]["errorValue"]["type"] == "DIVIDE_BY_ZERO"


class TestMerges:
    def test_only_the_first_cell_keeps_its_contents(self, sheet: gspread.Worksheet) -> None:
        sheet.update([["a", "b"], ["c", "d"]], "A1")
        sheet.merge_cells("A1:B2")

        assert sheet.get_all_values() == [["a"]]
        assert described(sheet.spreadsheet)["merges"] == [{k: v for k, v in A1_B2.items() if k != "sheetId"}]

    def test_rows_are_merged_each_by_itself(self, sheet: gspread.Worksheet) -> None:
        sheet.merge_cells("A1:B2", "MERGE_ROWS")
        assert len(described(sheet.spreadsheet)["merges"]) == 2

        sheet.unmerge_cells("A1:B2")
        assert "merges" not in described(sheet.spreadsheet)
        sheet.merge_cells("A1:B2", "MERGE_COLUMNS")
        assert [one["endRowIndex"] for one in described(sheet.spreadsheet)["merges"]] == [2, 2]

    def test_half_a_merge_cannot_be_touched(self, sheet: gspread.Worksheet) -> None:
        sheet.merge_cells("A1:B2")

        message = refusal(sheet.spreadsheet, {"unmergeCells": {"range": ONE_CELL}})
        assert message.endswith("You must select all cells in a merged range to merge or unmerge them.")


class TestNamesAndProtection:
    def test_a_named_range_is_read_by_its_name_and_follows_its_cells(self, sheet: gspread.Worksheet) -> None:
        sheet.update([["a"], ["b"]], "A2")
        sheet.define_named_range("A2:A3", "Tên_CTV")
        sheet.insert_row(["top"], 1)

        assert sheet.spreadsheet.values_get("Tên_CTV")["range"] == "Sheet1!A3:A4"
        assert [cell.value for cell in sheet.spreadsheet.named_range("Tên_CTV")] == ["a", "b"]

    @pytest.mark.parametrize("name", ["A1", "R1C1", "1x", "a b", ""])
    def test_a_name_must_not_look_like_something_else(self, spreadsheet: gspread.Spreadsheet, name: str) -> None:
        message = refusal(spreadsheet, {"addNamedRange": {"namedRange": {"name": name, "range": A1_B2}}})

        assert message == f"Invalid requests[0].addNamedRange: Invalid name: {name}"

    def test_a_name_is_given_once(self, spreadsheet: gspread.Spreadsheet) -> None:
        request = {"addNamedRange": {"namedRange": {"name": "ctv", "range": A1_B2}}}
        number = run(spreadsheet, request)[0]["addNamedRange"]["namedRange"]["namedRangeId"]

        assert refusal(spreadsheet, request).endswith(
            "Cannot add named range with name ctv, a named range with that name already exists."
        )
        changed = {"namedRangeId": number, "name": "người"}
        run(spreadsheet, {"updateNamedRange": {"namedRange": changed, "fields": "name"}})
        assert [one["name"] for one in spreadsheet.list_named_ranges()] == ["người"]

    def test_a_protected_range_holds_off_all_but_its_editors(
        self, practice: Practice, sheet: gspread.Worksheet
    ) -> None:
        sheet.spreadsheet.share("ctv@example.test", "user", "writer", notify=False)
        sheet.spreadsheet.share("lead@example.test", "user", "writer", notify=False)
        sheet.add_protected_range("A1:B2", ["lead@example.test"])

        def write(email: str) -> None:
            practice.client(email).open_by_key(sheet.spreadsheet_id).sheet1.update([["x"]], "B2")

        with pytest.raises(gspread.exceptions.APIError, match="You are trying to edit a protected cell or object"):
            write("ctv@example.test")
        write("lead@example.test")
        assert sheet.acell("B2").value == "x"

    def test_a_warning_holds_nobody_off(self, practice: Practice, sheet: gspread.Worksheet) -> None:
        warned = {"range": A1_B2, "warningOnly": True}
        (reply,) = run(sheet.spreadsheet, {"addProtectedRange": {"protectedRange": warned}})
        practice.world.type(sheet.spreadsheet_id, "Sheet1", "A1", "x")

        assert reply["addProtectedRange"]["protectedRange"]["warningOnly"] is True
        assert "editors" not in reply["addProtectedRange"]["protectedRange"]

    def test_a_protected_tab_may_have_open_ranges(self, practice: Practice, sheet: gspread.Worksheet) -> None:
        protected = {"range": {"sheetId": 0}, "unprotectedRanges": [A1_B2]}
        run(sheet.spreadsheet, {"addProtectedRange": {"protectedRange": protected}})
        practice.world.type(sheet.spreadsheet_id, "Sheet1", "B2", "x")

        with pytest.raises(Exception, match="protected cell"):
            practice.world.type(sheet.spreadsheet_id, "Sheet1", "C3", "x")

    def test_a_named_range_is_protected_by_its_id(self, practice: Practice, sheet: gspread.Worksheet) -> None:
        sheet.define_named_range("A1:B2", "của_máy")
        (named,) = sheet.spreadsheet.list_named_ranges()
        request = {"addProtectedRange": {"protectedRange": {"namedRangeId": named["namedRangeId"]}}}
        number = run(sheet.spreadsheet, request)[0]["addProtectedRange"]["protectedRange"]["protectedRangeId"]

        with pytest.raises(Exception, match="protected cell"):
            practice.world.type(sheet.spreadsheet_id, "Sheet1", "A1", "x")
        assert "already exists" in refusal(
            sheet.spreadsheet, {"addProtectedRange": {"protectedRange": {"protectedRangeId": number, "range": A1_B2}}}
        )

    def test_only_editors_lift_a_protection(self, practice: Practice, sheet: gspread.Worksheet) -> None:
        sheet.spreadsheet.share("ctv@example.test", "user", "writer", notify=False)
        reply = sheet.add_protected_range("A1:B2")
        number = reply["replies"][0]["addProtectedRange"]["protectedRange"]["protectedRangeId"]
        theirs = practice.client("ctv@example.test").open_by_key(sheet.spreadsheet_id)

        assert "protected cell" in refusal(theirs, {"deleteProtectedRange": {"protectedRangeId": number}})

    def test_a_protected_range_is_changed_and_lifted(self, practice: Practice, sheet: gspread.Worksheet) -> None:
        reply = sheet.add_protected_range("A1:B2", description="máy viết")
        number = reply["replies"][0]["addProtectedRange"]["protectedRange"]["protectedRangeId"]
        wider = {"protectedRangeId": number, "range": {**A1_B2, "endRowIndex": 9}}
        run(sheet.spreadsheet, {"updateProtectedRange": {"protectedRange": wider, "fields": "range"}})
        (protected,) = sheet.spreadsheet.list_protected_ranges(0)
        sheet.delete_protected_range(number)

        assert (protected["range"]["endRowIndex"], protected["description"]) == (9, "máy viết")
        assert sheet.spreadsheet.list_protected_ranges(0) == []

    def test_people_cannot_type_sort_or_delete_there(self, world: SheetsWorld) -> None:
        world.protect("Sổ", "Sheet1", "A1:A100", editors=["lead@example.test"], who="lead@example.test")
        deeds: list[Any] = [
            lambda: world.type("Sổ", "Sheet1", "A5", "x"),
            lambda: world.sort("Sổ", "Sheet1", "B"),
            lambda: world.delete_column("Sổ", "Sheet1", "A"),
            lambda: world.delete_row("Sổ", "Sheet1", 3),
            lambda: world.move_column("Sổ", "Sheet1", "A", before="C"),
        ]
        for deed in deeds:
            with pytest.raises(Exception, match="protected cell"):
                deed()
        world.type("Sổ", "Sheet1", "B5", "free")
        world.type("Sổ", "Sheet1", "A5", "mine", who="lead@example.test")

        assert world.rows("Sổ", "Sheet1")[4] == ["mine", "free"]


class TestRules:
    def test_a_strict_rule_holds_for_people(self, practice: Practice, sheet: gspread.Worksheet) -> None:
        sheet.add_validation("B2:B9", gspread.utils.ValidationConditionType.one_of_list, ["Đạt", "Không"], strict=True)
        world, title = practice.world, sheet.spreadsheet.title

        with pytest.raises(Exception, match="The data that you entered in cell B3 violates the data validation rules"):
            world.type(title, "Sheet1", "B3", "Có lẽ")
        world.type(title, "Sheet1", "B3", "Đạt")
        world.type(title, "Sheet1", "B3", "")
        rule = cells(sheet.spreadsheet, "B2")[0][0]["dataValidation"]
        assert [one["userEnteredValue"] for one in rule["condition"]["values"]] == ["Đạt", "Không"]

    @pytest.mark.parametrize(
        ("kind", "values", "good", "bad"),
        [
            ("BOOLEAN", [], "TRUE", "yes"),
            ("NUMBER_BETWEEN", ["1", "10"], "10", "11"),
            ("NUMBER_GREATER", ["5"], "6", "five"),
            ("TEXT_CONTAINS", ["@"], "a@b", "ab"),
            ("DATE_IS_VALID", [], "2026-05-01", "mai"),
            ("ONE_OF_RANGE", ["=Sheet1!D1:D2"], "x", "z"),
            ("CUSTOM_FORMULA", ["=TRUE"], "x", None),  # not computed: everything is allowed
        ],
    )
    def test_kinds_of_rules(
        self, practice: Practice, sheet: gspread.Worksheet, kind: str, values: list[str], good: str, bad: str | None
    ) -> None:
        sheet.update([["x"], ["y"]], "D1")
        rule = {"condition": {"type": kind, "values": [{"userEnteredValue": one} for one in values]}, "strict": True}
        run(sheet.spreadsheet, {"setDataValidation": {"range": ONE_CELL, "rule": rule}})
        practice.world.type(sheet.spreadsheet_id, "Sheet1", "A1", good)

        if bad is not None:
            with pytest.raises(Exception, match="violates the data validation"):
                practice.world.type(sheet.spreadsheet_id, "Sheet1", "A1", bad)
        run(sheet.spreadsheet, {"setDataValidation": {"range": ONE_CELL}})
        assert "dataValidation" not in cells(sheet.spreadsheet, "A1")[0][0]

    def test_conditional_formats_are_listed_in_their_order(self, spreadsheet: gspread.Spreadsheet) -> None:
        def rule(text: str) -> dict[str, Any]:
            condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": text}]}
            return {
                "ranges": [A1_B2],
                "booleanRule": {"condition": condition, "format": {"textFormat": {"bold": True}}},
            }

        def texts() -> list[str]:
            rules = described(spreadsheet).get("conditionalFormats", [])
            return [one["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for one in rules]

        run(
            spreadsheet,
            {"addConditionalFormatRule": {"rule": rule("a"), "index": 0}},
            {"addConditionalFormatRule": {"rule": rule("b"), "index": 1}},
        )
        assert texts() == ["a", "b"]
        run(spreadsheet, {"updateConditionalFormatRule": {"sheetId": 0, "index": 0, "newIndex": 1}})
        assert texts() == ["b", "a"]
        run(spreadsheet, {"updateConditionalFormatRule": {"index": 0, "rule": rule("c")}})
        (reply,) = run(spreadsheet, {"deleteConditionalFormatRule": {"sheetId": 0, "index": 1}})
        assert texts() == ["c"]
        assert "deleteConditionalFormatRule" in reply
        message = refusal(spreadsheet, {"deleteConditionalFormatRule": {"sheetId": 0, "index": 5}})
        assert message.endswith("No conditional format on sheet: 0 at index: 5")

    def test_a_filter_covers_the_table_and_grows_with_it(self, sheet: gspread.Worksheet) -> None:
        sheet.set_basic_filter("A1:C10")
        sheet.insert_row(["x"], 2)
        grown = described(sheet.spreadsheet)["basicFilter"]["range"]
        sheet.clear_basic_filter()

        assert (grown["endRowIndex"], grown["endColumnIndex"]) == (11, 3)
        assert "basicFilter" not in described(sheet.spreadsheet)
