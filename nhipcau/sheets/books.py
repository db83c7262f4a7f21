"""One Google spreadsheet as it is: found by title, its tabs by our marks, read in one request."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import gspread
from gspread.exceptions import APIError, SpreadsheetNotFound
from gspread.utils import a1_range_to_grid_range, absolute_range_name

from nhipcau.ports import Editor
from nhipcau.rules.sheets.cells import Grid, SheetValue
from nhipcau.sheets.client import DRIVE_HOST, SHEETS_HOST
from nhipcau.sheets.requests import COLUMN_MARK, TAB_MARK

_LOOK = "properties(locale,timeZone),sheets(properties(sheetId,title),developerMetadata(metadataKey,metadataValue))"
SPARE = re.compile(r"(Sheet|Trang tính) ?1")
"""What Google calls the empty tab with which a book begins."""
_RANGE = re.compile(r"(?P<title>'(?:[^']|'')*'|[^!]+)!(?P<cells>.+)", re.DOTALL)
_TYPES = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}


@dataclass(frozen=True)
class TabSeen:
    """A tab as it was read: its title now, its cells, and how large its grid is."""

    sheet: int
    title: str
    grid: Grid
    rows: int
    columns: int


@dataclass
class Known:
    """What was found out about a book, and holds until something tells otherwise."""

    locale: str
    zone: str
    sheets: dict[str, int]
    """By tab."""
    titles: dict[int, str]
    doubles: dict[str, str]
    """Tabs that two sheets claim to be, with the titles of both."""
    renamed: dict[int, dict[str, str]] = field(default_factory=dict)
    """By sheet, columns by the titles that people gave them."""


class Book:
    """A spreadsheet shared with the account; made when there is none yet."""

    def __init__(self, client: gspread.Client, title: str, tabs: Mapping[str, str]) -> None:
        self._client = client
        self._tabs = tabs
        self.spreadsheet, self._just_made = _open(client, title)
        self._known: Known | None = None

    def look(self) -> Known:
        """What is known of the book; looked up when nothing is."""
        if self._known is None:
            self._known = self._find(self.spreadsheet.fetch_sheet_metadata({"fields": _LOOK}))
        return self._known

    def forget(self) -> None:
        self._known = None

    def read(self, tabs: Sequence[str]) -> dict[str, TabSeen]:
        """Those of the tabs that there are, in one request. A tab that was deleted or renamed is looked up again."""
        try:
            seen = self._read(tabs)
        except APIError as refusal:
            if self._known is None or refusal.response.status_code != 400:
                raise
            self.forget()
            return self._read(tabs)
        if all(one.title == self.look().titles[one.sheet] for one in seen.values()):
            return seen
        self.forget()
        return self._read(tabs)

    def _read(self, tabs: Sequence[str]) -> dict[str, TabSeen]:
        sheets = {tab: self.look().sheets[tab] for tab in tabs if tab in self.look().sheets}
        if not sheets:
            return {}
        filters = [{"gridRange": {"sheetId": sheet}} for sheet in sheets.values()]
        answer = self._post("/values:batchGetByDataFilter", {"dataFilters": filters, **_TYPES})
        parts = {_sheet_of(part): part["valueRange"] for part in answer["valueRanges"]}
        return {tab: _seen(sheet, parts[sheet]) for tab, sheet in sheets.items()}

    def spare(self) -> int | None:
        """The tab with which every book begins, if nobody used it."""
        known = self.look()
        named = (sheet for sheet, title in known.titles.items() if SPARE.fullmatch(title))
        spare = next((sheet for sheet in named if sheet not in known.sheets.values()), None)
        if spare is None or self._just_made:
            return spare
        written = self.spreadsheet.values_get(absolute_range_name(known.titles[spare])).get("values")
        return None if written else spare

    def renamed(self, sheet: int, header: Sequence[SheetValue], columns: Sequence[str]) -> dict[str, int]:
        """Where columns stand whose titles are not found: by the names that people gave them, else by our marks."""
        names = self.look().renamed.setdefault(sheet, {})
        found = {names[title]: place for place, shown in enumerate(header) if (title := str(shown)) in names}
        if any(column not in found for column in columns):
            found = {column: place for on, column, place in self.column_marks() if on == sheet}
            names.update({str(header[found[c]]): c for c in columns if c in found and found[c] < len(header)})
            names.pop("", None)
        return found

    def column_marks(self) -> Iterator[tuple[int, str, int]]:
        """Where our marks stand: sheet, column, place."""
        wanted = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": COLUMN_MARK}}]}
        for found in self._post("/developerMetadata:search", wanted).get("matchedDeveloperMetadata", []):
            metadata = found["developerMetadata"]
            span = metadata["location"]["dimensionRange"]
            yield span.get("sheetId", 0), metadata["metadataValue"], span["startIndex"]

    def editor(self) -> Editor:
        """Who changed the book last, as Drive tells; it does not tell who typed which cell."""
        url = f"{DRIVE_HOST}/drive/v3/files/{self.spreadsheet.id}"
        wanted: dict[str, Any] = {"fields": "lastModifyingUser(displayName,emailAddress)", "supportsAllDrives": True}
        told = self._client.http_client.request("get", url, params=wanted).json().get("lastModifyingUser", {})
        return Editor(told.get("displayName", ""), told.get("emailAddress", ""))

    def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        url = f"{SHEETS_HOST}/v4/spreadsheets/{self.spreadsheet.id}{path}"
        answer: dict[str, Any] = self._client.http_client.request("post", url, json=body).json()
        return answer

    def _find(self, told: Mapping[str, Any]) -> Known:
        properties = told["properties"]
        titles = {one["properties"]["sheetId"]: one["properties"]["title"] for one in told["sheets"]}
        marked: dict[str, list[int]] = {}
        for one in told["sheets"]:
            for metadata in one.get("developerMetadata", []):
                if metadata["metadataKey"] == TAB_MARK:
                    marked.setdefault(metadata["metadataValue"], []).append(one["properties"]["sheetId"])
        claims = {tab: _claims(marked.get(tab, []), titles, title) for tab, title in self._tabs.items()}
        return Known(
            properties["locale"],
            properties["timeZone"],
            {tab: sheets[0] for tab, sheets in claims.items() if len(sheets) == 1},
            titles,
            {tab: ", ".join(titles[sheet] for sheet in sheets) for tab, sheets in claims.items() if len(sheets) > 1},
        )


def _claims(marked: Sequence[int], titles: Mapping[int, str], title: str) -> list[int]:
    """The sheets that may be meant: those with our mark, and one of that title."""
    return list(dict.fromkeys([*marked, *(sheet for sheet, shown in titles.items() if shown == title)]))


def is_there(client: gspread.Client, title: str) -> bool:
    """Whether a spreadsheet of that title is shared with the account."""
    return bool(client.list_spreadsheet_files(title))


def _open(client: gspread.Client, title: str) -> tuple[gspread.Spreadsheet, bool]:
    """The spreadsheet, and whether it was made just now."""
    try:
        return client.open(title), False
    except SpreadsheetNotFound:
        return client.create(title), True


def _sheet_of(part: Mapping[str, Any]) -> int:
    sheet: int = part["dataFilters"][0]["gridRange"].get("sheetId", 0)
    return sheet


def _seen(sheet: int, part: Mapping[str, Any]) -> TabSeen:
    """The range in the answer spans the whole grid."""
    found = _RANGE.fullmatch(part["range"])
    assert found is not None, part["range"]
    title = found["title"]
    shown = title[1:-1].replace("''", "'") if title.startswith("'") else title
    size = a1_range_to_grid_range(found["cells"])
    return TabSeen(sheet, shown, part.get("values", []), size.get("endRowIndex", 1), size.get("endColumnIndex", 1))
