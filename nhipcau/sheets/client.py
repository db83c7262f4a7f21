"""gspread, counted, and pointed at a local stand-in where one is configured."""

from collections import Counter
from typing import Any

import gspread
from gspread.http_client import HTTPClient

GOOGLE_HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")


def connect(credentials: dict[str, str], base_url: str | None, counters: Counter[str]) -> gspread.Client:
    """A client for a service account. Every request is counted as a read or a write, as Google's quota does (R29).

    gspread's own BackOffHTTPClient is not used: it never gives up and does not retry a 503 whose body is HTML.
    """

    class Counting(HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Any:
            counters["reads" if method == "get" else "writes"] += 1
            for host in GOOGLE_HOSTS if base_url else ():
                endpoint = endpoint.replace(host, base_url or "", 1)
            return super().request(method, endpoint, *args, **kwargs)

    return gspread.service_account_from_dict(credentials, http_client=Counting)
