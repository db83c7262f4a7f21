"""What batchUpdate does with merges, names, protections and rules."""

from typing import Any

import gspread
import pytest

from practice.sheets.world import SheetsWorld
from tests.practice.sheets.batches import A1_B2, ONE_CELL, cells, described, refusal, run
from tests.practice.sheets.conftest import Practice


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
