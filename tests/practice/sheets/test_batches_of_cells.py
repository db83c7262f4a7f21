"""What batchUpdate does with rows, columns and cells."""

from typing import Any

import gspread

from tests.practice.sheets.batches import A1_B2, ONE_CELL, cells, described, refusal, run


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
