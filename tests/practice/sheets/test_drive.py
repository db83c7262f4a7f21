"""Drive's side: finding, copying, sharing, exporting and deleting spreadsheets."""

import io
from typing import Any

import gspread
import openpyxl
import pytest
from gspread.utils import ExportFormat

from practice.sheets.accounts import EMAIL
from tests.practice.sheets.conftest import Practice

XLSX = ExportFormat.EXCEL


def names(client: gspread.Client, **search: Any) -> list[str]:
    return [one["name"] for one in client.list_spreadsheet_files(**search)]


def drive(client: gspread.Client, method: str, path: str, **kwargs: Any) -> Any:
    """The answer to a Drive call that gspread has no method for."""
    return client.http_client.request(method, f"https://www.googleapis.com/drive/v3/files{path}", **kwargs).json()


def refusal(call: Any) -> dict[str, Any]:
    with pytest.raises(gspread.exceptions.APIError) as caught:
        call()
    error: dict[str, Any] = caught.value.response.json()["error"]
    return error


class TestFinding:
    def test_files_are_listed_newest_first(self, practice: Practice, client: gspread.Client) -> None:
        for title in ("a", "b"):
            client.create(title)
            practice.clock.advance(60)
        client.open("a").sheet1.update([["x"]], "A1")

        assert names(client) == ["a", "b"]

    @pytest.mark.parametrize("title", ["Sổ", "it's", 'a and name = "b"', "x\\y"])
    def test_a_file_is_found_by_its_exact_title(self, client: gspread.Client, title: str) -> None:
        client.create(f"{title} cũ")
        made = client.create(title)
        escaped = title.replace("\\", "\\\\").replace('"', '\\"')

        found = drive(client, "get", "", params={"q": f'name = "{escaped}" and trashed = false'})["files"]
        assert [one["id"] for one in found] == [made.id]

    def test_a_file_is_opened_by_its_title(self, client: gspread.Client) -> None:
        made = client.create("Sổ theo dõi")

        assert client.open("Sổ theo dõi").id == made.id
        with pytest.raises(gspread.SpreadsheetNotFound):
            client.open("Sổ")

    def test_a_search_may_be_for_a_part_or_a_folder(self, client: gspread.Client) -> None:
        client.create("Tháng 5", folder_id="folder")
        client.create("Tháng 6")

        def found(query: str) -> list[str]:
            return [one["name"] for one in drive(client, "get", "", params={"q": query})["files"]]

        assert found("name contains 'tháng'") == ["Tháng 5", "Tháng 6"]
        assert names(client, folder_id="folder") == found("'folder' in parents") == ["Tháng 5"]
        assert found("name != 'Tháng 5'") == ["Tháng 6"]
        assert found("mimeType = 'application/pdf'") == []

    def test_a_search_that_we_cannot_read_is_loudly_unimplemented(self, client: gspread.Client) -> None:
        assert refusal(lambda: drive(client, "get", "", params={"q": "not trashed"}))["code"] == 501

    def test_a_search_for_what_files_do_not_have_is_refused(self, client: gspread.Client) -> None:
        assert refusal(lambda: drive(client, "get", "", params={"q": "colour = 'red'"}))["code"] == 400

    def test_other_files_than_spreadsheets_are_loudly_unimplemented(
        self, client: gspread.Client, spreadsheet: gspread.Spreadsheet
    ) -> None:
        assert refusal(lambda: drive(client, "post", "", json={"name": "x", "mimeType": "text/plain"}))["code"] == 501
        assert refusal(lambda: drive(client, "patch", f"/{spreadsheet.id}", json={"trashed": True}))["code"] == 501

    def test_long_lists_come_in_pages(self, client: gspread.Client) -> None:
        for number in range(3):
            client.create(str(number))
        first = drive(client, "get", "", params={"pageSize": 2})
        second = drive(client, "get", "", params={"pageSize": 2, "pageToken": first["nextPageToken"]})

        assert [len(page["files"]) for page in (first, second)] == [2, 1]
        assert "nextPageToken" not in second

    def test_what_others_keep_to_themselves_is_not_there(self, practice: Practice, client: gspread.Client) -> None:
        theirs = practice.client("other@example.test").create("private")

        error = refusal(lambda: drive(client, "get", f"/{theirs.id}"))
        assert (error["code"], error["errors"][0]["reason"]) == (404, "notFound")
        assert error["message"] == f"File not found: {theirs.id}."

    def test_metadata_says_when_and_by_whom_it_was_changed(self, practice: Practice, client: gspread.Client) -> None:
        made = client.create("Sổ")
        practice.clock.advance(3600)
        practice.world.type(made.id, "Sheet1", "A1", "x", who="lan@example.test")
        fields = "createdTime,modifiedTime,lastModifyingUser(emailAddress)"

        assert drive(client, "get", f"/{made.id}", params={"fields": fields}) == {
            "createdTime": "2026-05-01T01:00:00.000Z",
            "modifiedTime": "2026-05-01T02:00:00.000Z",
            "lastModifyingUser": {"emailAddress": "lan@example.test"},
        }
        assert made.get_lastUpdateTime() == "2026-05-01T02:00:00.000Z"


class TestCopying:
    def test_a_copy_is_its_own(self, client: gspread.Client, sheet: gspread.Worksheet) -> None:
        sheet.update([["a"]], "A1")
        copy = client.copy(sheet.spreadsheet_id, title="Bản sao")
        sheet.update([["b"]], "A1")

        assert copy.title == "Bản sao"
        assert copy.sheet1.acell("A1").value == "a"
        assert [one["emailAddress"] for one in copy.list_permissions()] == [EMAIL]

    def test_permissions_can_come_along(self, client: gspread.Client, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.share("lan@example.test", "user", "reader", notify=False)
        copy = client.copy(spreadsheet.id, copy_permissions=True)

        assert [(one["emailAddress"], one["role"]) for one in copy.list_permissions()] == [
            (EMAIL, "owner"),
            ("lan@example.test", "reader"),
        ]


class TestSharing:
    @pytest.mark.parametrize(("role", "may_write"), [("writer", True), ("reader", False), ("commenter", False)])
    def test_who_is_given_a_role_may_do_what_it_says(
        self, practice: Practice, spreadsheet: gspread.Spreadsheet, role: str, may_write: bool
    ) -> None:
        spreadsheet.share("lan@example.test", "user", role, notify=True, email_message="Mời vào")
        theirs = practice.client("lan@example.test").open(spreadsheet.title).sheet1

        assert theirs.get_all_values() == [[]]
        if may_write:
            theirs.update([["x"]], "A1")
        else:
            error = refusal(lambda: theirs.update([["x"]], "A1"))
            assert (error["code"], error["status"]) == (403, "PERMISSION_DENIED")

    def test_anyone_may_mean_everybody(self, practice: Practice, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.share("", "anyone", "reader", with_link=True)

        assert practice.client("nobody@example.test").open_by_key(spreadsheet.id).title == spreadsheet.title

    def test_a_domain_may_be_given_a_role(self, client: gspread.Client, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.share("example.test", "domain", "reader", notify=False)
        domain = spreadsheet.list_permissions()[1]

        assert (domain["domain"], domain["type"]) == ("example.test", "domain")
        fetched = drive(client, "get", f"/{spreadsheet.id}/permissions/{domain['id']}")
        assert fetched == {name: domain[name] for name in ("kind", "id", "type", "role")}

    def test_a_reader_shares_nothing(self, practice: Practice, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.share("lan@example.test", "user", "reader", notify=False)
        theirs = practice.client("lan@example.test").open_by_key(spreadsheet.id)

        error = refusal(lambda: theirs.share("x@example.test", "user", "reader", notify=False))
        assert error["errors"][0]["reason"] == "insufficientFilePermissions"

    def test_ownership_must_be_handed_over_on_purpose(
        self, client: gspread.Client, spreadsheet: gspread.Spreadsheet
    ) -> None:
        number = spreadsheet.share("lan@example.test", "user", "writer", notify=False).json()["id"]
        path = f"/{spreadsheet.id}/permissions"

        assert refusal(lambda: drive(client, "patch", f"{path}/{number}", json={"role": "owner"}))["code"] == 403
        assert refusal(lambda: drive(client, "get", f"{path}/none"))["message"] == "Permission not found: none."

    def test_sharing_again_changes_the_role(self, spreadsheet: gspread.Spreadsheet) -> None:
        for role in ("reader", "writer"):
            spreadsheet.share("lan@example.test", "user", role, notify=False)

        assert [one["role"] for one in spreadsheet.list_permissions()] == ["owner", "writer"]

    def test_a_permission_is_taken_back(self, practice: Practice, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.share("lan@example.test", "user", "writer", notify=False)
        spreadsheet.remove_permissions("lan@example.test")

        with pytest.raises(PermissionError):
            practice.client("lan@example.test").open_by_key(spreadsheet.id)

    def test_the_owners_permission_stays(self, client: gspread.Client, spreadsheet: gspread.Spreadsheet) -> None:
        (owner,) = spreadsheet.list_permissions()

        error = refusal(lambda: client.remove_permission(spreadsheet.id, str(owner["id"])))
        assert (error["code"], error["errors"][0]["reason"]) == (403, "insufficientFilePermissions")

    def test_ownership_is_handed_over_and_accepted(self, practice: Practice, spreadsheet: gspread.Spreadsheet) -> None:
        answer = spreadsheet.share("lan@example.test", "user", "writer", notify=False)
        number = answer.json()["id"]
        spreadsheet.transfer_ownership(number)
        practice.client("lan@example.test").open_by_key(spreadsheet.id).accept_ownership(number)

        assert {one["emailAddress"]: one["role"] for one in spreadsheet.list_permissions()} == {
            EMAIL: "writer",
            "lan@example.test": "owner",
        }

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            ({"type": "user", "role": "boss", "emailAddress": "a@b.test"}, "required"),
            ({"role": "reader"}, "required"),
            ({"type": "user", "role": "reader", "emailAddress": "nobody"}, "invalidSharingRequest"),
        ],
    )
    def test_a_permission_that_makes_no_sense_is_refused(
        self, client: gspread.Client, spreadsheet: gspread.Spreadsheet, body: dict[str, str], reason: str
    ) -> None:
        error = refusal(lambda: drive(client, "post", f"/{spreadsheet.id}/permissions", json=body))

        assert (error["code"], error["errors"][0]["reason"]) == (400, reason)


class TestDeletingAndRenaming:
    def test_a_deleted_file_is_gone(self, client: gspread.Client, spreadsheet: gspread.Spreadsheet) -> None:
        client.del_spreadsheet(spreadsheet.id)

        with pytest.raises(gspread.SpreadsheetNotFound):
            client.open_by_key(spreadsheet.id)
        assert refusal(lambda: client.del_spreadsheet(spreadsheet.id))["code"] == 404

    def test_only_the_owner_deletes(self, practice: Practice, spreadsheet: gspread.Spreadsheet) -> None:
        spreadsheet.share("lan@example.test", "user", "writer", notify=False)
        theirs = practice.client("lan@example.test")

        assert refusal(lambda: theirs.del_spreadsheet(spreadsheet.id))["code"] == 403

    def test_a_file_is_renamed_through_drive(self, client: gspread.Client, spreadsheet: gspread.Spreadsheet) -> None:
        drive(client, "patch", f"/{spreadsheet.id}", json={"name": "Tên mới"})

        assert client.open_by_key(spreadsheet.id).title == "Tên mới"


class TestExporting:
    def book(self, client: gspread.Client, spreadsheet: gspread.Spreadsheet) -> Any:
        return openpyxl.load_workbook(io.BytesIO(client.export(spreadsheet.id, XLSX)))

    def test_excel_gets_values_formulas_looks_and_merges(
        self, client: gspread.Client, spreadsheet: gspread.Spreadsheet
    ) -> None:
        spreadsheet.update_locale("vi_VN")
        sheet = spreadsheet.sheet1
        sheet.update(
            [["Tên", "Tiền", "Ngày"], ["Án", "468.000", "1/5/2026"], ["Tổng", "=SUM(B2;1,5)", "TRUE"]],
            "A1",
            value_input_option="USER_ENTERED",
        )
        sheet.format("A1:C1", {"textFormat": {"bold": True}, "backgroundColor": {"red": 1}})
        sheet.merge_cells("A5:B6")
        sheet.freeze(rows=1)
        sheet.insert_note("A1", "ghi chú")
        found = self.book(client, spreadsheet)["Sheet1"]

        assert [found[cell].value for cell in ("A2", "B2", "B3", "C3")] == ["Án", 468000, "=SUM(B2,1.5)", True]
        assert found["C2"].value.date().isoformat() == "2026-05-01"
        assert (found["B2"].number_format, found["C2"].number_format) == ("#,##0", "d/m/yyyy")
        assert found["A1"].font.bold
        assert found["A1"].fill.fgColor.rgb == "FFFF0000"
        assert [str(area) for area in found.merged_cells.ranges] == ["A5:B6"]
        assert found.freeze_panes == "A2"
        assert found["A1"].comment.text == "ghi chú"

    def test_excel_gets_widths_filters_colours_and_errors(
        self, client: gspread.Client, spreadsheet: gspread.Spreadsheet
    ) -> None:
        sheet = spreadsheet.sheet1
        sheet.update([["=1/0", '=IF(TRUE,"x","y")', "=1=1"]], "A1", value_input_option="USER_ENTERED")
        sheet.set_basic_filter("A1:C5")
        sheet.update_tab_color("#FF0000")
        sheet.hide_columns(1, 2)
        sheet.hide_rows(4, 5)
        sheet.format("C3", {"horizontalAlignment": "CENTER", "wrapStrategy": "WRAP"})
        found = self.book(client, spreadsheet)["Sheet1"]
        results = openpyxl.load_workbook(io.BytesIO(client.export(spreadsheet.id, XLSX)), data_only=True)["Sheet1"]

        assert [results[cell].value for cell in ("A1", "B1", "C1")] == ["#DIV/0!", "x", True]
        assert found.auto_filter.ref == "A1:C5"
        assert found.sheet_properties.tabColor.rgb == "FFFF0000"
        assert found.column_dimensions["B"].hidden
        assert found.row_dimensions[5].hidden
        assert (found["C3"].alignment.horizontal, found["C3"].alignment.wrap_text) == ("center", True)

    def test_every_tab_is_in_the_file_with_a_title_that_excel_allows(
        self, client: gspread.Client, spreadsheet: gspread.Spreadsheet
    ) -> None:
        tab = spreadsheet.add_worksheet("Tháng 5/2026", 5, 5)
        tab.update([["x"]], "A1")
        tab.hide()
        found = self.book(client, spreadsheet)

        assert found.sheetnames == ["Sheet1", "Tháng 5_2026"]
        assert found["Tháng 5_2026"].sheet_state == "hidden"

    def test_the_same_contents_are_the_same_bytes(
        self, client: gspread.Client, spreadsheet: gspread.Spreadsheet
    ) -> None:
        spreadsheet.sheet1.update([["a", 1]], "A1")

        assert client.export(spreadsheet.id, XLSX) == client.export(spreadsheet.id, XLSX)

    def test_texts_of_the_first_tab_are_separated_by_commas_or_tabs(
        self, client: gspread.Client, spreadsheet: gspread.Spreadsheet
    ) -> None:
        spreadsheet.sheet1.update([["a", "b,c"], ["d"]], "A1")

        assert client.export(spreadsheet.id, ExportFormat.CSV) == b'a,"b,c"\r\nd,'
        assert client.export(spreadsheet.id, ExportFormat.TSV) == b"a\tb,c\r\nd\t"

    def test_other_formats_are_loudly_unimplemented(
        self, client: gspread.Client, spreadsheet: gspread.Spreadsheet
    ) -> None:
        assert refusal(lambda: client.export(spreadsheet.id, ExportFormat.PDF))["code"] == 501
