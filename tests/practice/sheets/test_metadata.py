"""Developer metadata and data filters: finding rows again after people moved them."""

from typing import Any

import gspread
import pytest

from tests.practice.sheets.conftest import Practice

KEY = {"developerMetadataLookup": {"metadataKey": "ctv"}}


def run(spreadsheet: gspread.Spreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    (reply,) = spreadsheet.batch_update({"requests": [request]})["replies"]
    return dict(reply)


def post(spreadsheet: gspread.Spreadsheet, what: str, body: dict[str, Any]) -> Any:
    """The answer to a call that gspread has no method for."""
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{spreadsheet.id}{what}"
    return spreadsheet.client.request("post", url, json=body).json()


def mark(spreadsheet: gspread.Spreadsheet, location: dict[str, Any], value: str) -> int:
    """The id of a new piece of metadata under the key `ctv`."""
    metadata = {"metadataKey": "ctv", "metadataValue": value, "location": location, "visibility": "DOCUMENT"}
    reply = run(spreadsheet, {"createDeveloperMetadata": {"developerMetadata": metadata}})
    return int(reply["createDeveloperMetadata"]["developerMetadata"]["metadataId"])


def row(number: int) -> dict[str, Any]:
    return {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": number - 1, "endIndex": number}}


@pytest.fixture
def marked(sheet: gspread.Worksheet) -> gspread.Spreadsheet:
    """Rows 2 and 3 are marked as those of two collaborators."""
    sheet.update([["Mã", "Tên"], ["c1", "An"], ["c2", "Bình"]], "A1")
    mark(sheet.spreadsheet, row(2), "c1")
    mark(sheet.spreadsheet, row(3), "c2")
    return sheet.spreadsheet


def test_rows_are_read_by_their_mark_wherever_they_are(marked: gspread.Spreadsheet) -> None:
    marked.sheet1.insert_row(["chen"], 2)
    read = post(marked, "/values:batchGetByDataFilter", {"dataFilters": [KEY], "majorDimension": "ROWS"})

    assert [one["valueRange"]["range"] for one in read["valueRanges"]] == ["Sheet1!A3:Z3", "Sheet1!A4:Z4"]
    assert [one["valueRange"]["values"] for one in read["valueRanges"]] == [[["c1", "An"]], [["c2", "Bình"]]]


def test_a_mark_dies_with_its_row_and_moves_with_it(marked: gspread.Spreadsheet) -> None:
    marked.sheet1.delete_rows(2)
    source = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    run(marked, {"moveDimension": {"source": source, "destinationIndex": 6}})
    found = post(marked, "/developerMetadata:search", {"dataFilters": [KEY]})["matchedDeveloperMetadata"]

    (only,) = [one["developerMetadata"] for one in found]
    span = {"dimension": "ROWS", "startIndex": 5, "endIndex": 6}
    assert only["metadataValue"] == "c2"
    assert only["location"] == {"locationType": "ROW", "dimensionRange": span}


def test_rows_are_written_and_cleared_by_their_mark(marked: gspread.Spreadsheet) -> None:
    second = {"developerMetadataLookup": {"metadataKey": "ctv", "metadataValue": "c2"}}
    data = [{"dataFilter": second, "majorDimension": "ROWS", "values": [["c2", "Bính"]]}]
    written = post(marked, "/values:batchUpdateByDataFilter", {"valueInputOption": "RAW", "data": data})
    cleared = post(marked, "/values:batchClearByDataFilter", {"dataFilters": [{"a1Range": "Sheet1!A1:B1"}]})

    assert written["totalUpdatedCells"] == 2
    assert written["responses"][0]["updatedRange"] == "Sheet1!A3:B3"
    assert cleared["clearedRanges"] == ["Sheet1!A1:B1"]
    assert marked.sheet1.get_all_values() == [["", ""], ["c1", "An"], ["c2", "Bính"]]


def test_metadata_is_changed_deleted_and_fetched_by_id(marked: gspread.Spreadsheet) -> None:
    number = mark(marked, {"spreadsheet": True}, "v1")
    one = {"developerMetadataLookup": {"metadataId": number}}
    change = {"developerMetadata": {"metadataValue": "v2"}, "fields": "metadataValue", "dataFilters": [one]}
    run(marked, {"updateDeveloperMetadata": change})
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{marked.id}/developerMetadata/{number}"
    fetched = marked.client.request("get", url).json()
    run(marked, {"deleteDeveloperMetadata": {"dataFilter": one}})

    assert fetched == {
        "metadataId": number,
        "metadataKey": "ctv",
        "metadataValue": "v2",
        "location": {"locationType": "SPREADSHEET", "spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    assert post(marked, "/developerMetadata:search", {"dataFilters": [one]}) == {}
    with pytest.raises(gspread.exceptions.APIError, match="No developer metadata found with ID"):
        marked.client.request("get", url)


def test_metadata_shows_where_it_lies(marked: gspread.Spreadsheet) -> None:
    mark(marked, {"spreadsheet": True}, "sổ")
    mark(marked, {"sheetId": 0}, "tab")
    resource = marked.fetch_sheet_metadata({"includeGridData": "true", "ranges": ["A2:B2"]})
    (tab,) = resource["sheets"]

    assert [one["metadataValue"] for one in resource["developerMetadata"]] == ["sổ"]
    assert [one["metadataValue"] for one in tab["developerMetadata"]] == ["tab"]
    assert [one["metadataValue"] for one in tab["data"][0]["rowMetadata"][0]["developerMetadata"]] == ["c1"]


@pytest.mark.parametrize(
    ("lookup", "values"),
    [
        ({"metadataKey": "ctv"}, ["c1", "c2", "tab", "sổ"]),
        ({"metadataKey": "khác"}, []),
        ({"metadataValue": "c2"}, ["c2"]),
        ({"locationType": "ROW"}, ["c1", "c2"]),
        ({"locationType": "SHEET"}, ["tab"]),
        ({"metadataLocation": {"sheetId": 0}}, ["tab"]),
        ({"metadataLocation": {"sheetId": 0}, "locationMatchingStrategy": "INTERSECTING_LOCATION"}, None),
        ({"visibility": "PROJECT"}, []),
    ],
)
def test_a_lookup_selects(marked: gspread.Spreadsheet, lookup: dict[str, Any], values: list[str] | None) -> None:
    mark(marked, {"sheetId": 0}, "tab")
    mark(marked, {"spreadsheet": True}, "sổ")
    answer = post(marked, "/developerMetadata:search", {"dataFilters": [{"developerMetadataLookup": lookup}]})
    found = [one["developerMetadata"]["metadataValue"] for one in answer.get("matchedDeveloperMetadata", [])]

    assert found == (["c1", "c2", "tab", "sổ"] if values is None else values)


def test_a_filter_may_be_a_grid_range(marked: gspread.Spreadsheet) -> None:
    name = {
        "gridRange": {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 1, "endColumnIndex": 2}
    }
    read = post(marked, "/values:batchGetByDataFilter", {"dataFilters": [name]})

    assert read["valueRanges"][0]["valueRange"]["values"] == [["An"], ["Bình"]]


def test_a_spreadsheet_is_described_by_data_filters(marked: gspread.Spreadsheet) -> None:
    marked.add_worksheet("khác", 5, 5)
    body = {"dataFilters": [{"a1Range": "Sheet1!B2"}], "includeGridData": True}
    (tab,) = post(marked, ":getByDataFilter", body)["sheets"]

    assert tab["properties"]["title"] == "Sheet1"
    assert tab["data"][0]["rowData"][0]["values"][0]["formattedValue"] == "An"
    assert (tab["data"][0]["startRow"], tab["data"][0]["startColumn"]) == (1, 1)


def test_a_mark_lies_on_one_row_only(marked: gspread.Spreadsheet) -> None:
    two = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}}

    with pytest.raises(gspread.exceptions.APIError, match="single row or column"):
        mark(marked, two, "x")


def test_marks_survive_saving(practice: Practice, marked: gspread.Spreadsheet) -> None:
    practice.service.load(practice.service.dump())

    assert len(post(marked, "/developerMetadata:search", {"dataFilters": [KEY]})["matchedDeveloperMetadata"]) == 2
