"""gspread, counted, and pointed at a local stand-in where one is configured."""

from json import dumps
from typing import Any

import gspread
from gspread.http_client import HTTPClient

from nhipcau.sheets.budget import FILES, READS, WRITES, Budget

SHEETS_HOST, DRIVE_HOST = "https://sheets.googleapis.com", "https://www.googleapis.com"
READING_POSTS = (":batchGetByDataFilter", ":search")
JSON = {"Content-Type": "application/json; charset=utf-8"}


def connect(credentials: dict[str, str], base_url: str | None, budget: Budget) -> gspread.Client:
    """A client for a service account. Every request is counted as Google's quotas do (R29), and its bytes.

    gspread's own BackOffHTTPClient is not used: it never gives up and does not retry a 503 whose body is HTML.
    """

    class Counting(HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, json: Any = None, **kwargs: Any) -> Any:
            budget.take(_kind(method, endpoint))
            if json is not None:
                # Vietnamese letters as they are: escaped, each takes six bytes instead of two or three.
                kwargs |= {"data": dumps(json, ensure_ascii=False).encode("utf-8", "backslashreplace"), "headers": JSON}
                budget.carried(len(kwargs["data"]))
            for host in (SHEETS_HOST, DRIVE_HOST) if base_url else ():
                endpoint = endpoint.replace(host, base_url or "", 1)
            return super().request(method, endpoint, *args, **kwargs)

    return gspread.service_account_from_dict(credentials, http_client=Counting)


def _kind(method: str, endpoint: str) -> str:
    if endpoint.startswith(DRIVE_HOST):
        return FILES
    return READS if method == "get" or endpoint.endswith(READING_POSTS) else WRITES
