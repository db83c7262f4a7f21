"""A practice server with an unmodified gspread client on it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import gspread
import pytest
from gspread.http_client import HTTPClient

from practice.core.clock import PracticeClock
from practice.server import build, serve_in_thread
from practice.sheets.accounts import EMAIL, new_private_key, service_account
from practice.sheets.service import SheetsService
from practice.sheets.world import SheetsWorld

START = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)
GOOGLE = ("https://sheets.googleapis.com", "https://www.googleapis.com")


class Practice:
    """The served Sheets and Drive, and clients of it."""

    def __init__(self, service: SheetsService, clock: PracticeClock, base_url: str) -> None:
        self.service = service
        self.clock = clock
        self.base_url = base_url
        self._key = new_private_key()

    @property
    def world(self) -> SheetsWorld:
        return self.service.world

    def client(self, email: str = EMAIL) -> gspread.Client:
        """A gspread client of that account, going through the whole token flow."""
        return gspread.service_account_from_dict(
            service_account(self.base_url, email, self._key), http_client=self._http_client()
        )

    def _http_client(self) -> type[HTTPClient]:
        base_url = self.base_url

        class LocalHTTPClient(HTTPClient):
            def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Any:
                for host in GOOGLE:
                    endpoint = endpoint.replace(host, base_url, 1)
                return super().request(method, endpoint, *args, **kwargs)

        return LocalHTTPClient


@pytest.fixture(scope="session")
def served() -> Iterator[Practice]:
    clock = PracticeClock(START)
    service = SheetsService(clock)
    app = build(clock, service)
    with serve_in_thread(app) as running:
        yield Practice(service, clock, running.base_url)
        # Every request of these tests and every answer was held to Google's specification.
        assert app.state.core.log.unexplained() == []


@pytest.fixture
def practice(served: Practice) -> Practice:
    """The server, empty and at the start of its time."""
    served.service.reset()
    served.clock.reset()
    return served


@pytest.fixture(scope="session")
def session_client(served: Practice) -> gspread.Client:
    return served.client()


@pytest.fixture
def client(practice: Practice, session_client: gspread.Client) -> gspread.Client:
    return session_client


@pytest.fixture
def spreadsheet(client: gspread.Client) -> gspread.Spreadsheet:
    return client.create("Sổ theo dõi")


@pytest.fixture
def sheet(spreadsheet: gspread.Spreadsheet) -> gspread.Worksheet:
    return spreadsheet.sheet1


@pytest.fixture
def world() -> SheetsWorld:
    """Spreadsheets without a server; one of them exists, called Sổ."""
    world = SheetsWorld(PracticeClock(START))
    world.create("Sổ", EMAIL, locale="vi_VN")
    return world
