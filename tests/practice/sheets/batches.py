"""How the tests of batchUpdate ask for it, and how they look at what became of it."""

from typing import Any

import gspread
import pytest

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
