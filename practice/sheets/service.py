"""The practice Sheets and Drive as one of the practice services."""

from typing import Any

from starlette.routing import BaseRoute, Route

from practice.core.clock import PracticeClock
from practice.core.pipeline import Endpoint
from practice.sheets.api import GoogleApi
from practice.sheets.control import control_routes
from practice.sheets.gate import discovery_gate
from practice.sheets.world import SheetsWorld

PATHS = ("/token", "/v4/{rest:path}", "/drive/{rest:path}", "/upload/{rest:path}")


class SheetsService:
    """Serves a SheetsWorld; `world` is the same object for tests in the same process."""

    name = "sheets"

    def __init__(self, clock: PracticeClock, *, quotas: bool = False) -> None:
        self.world = SheetsWorld(clock)
        self.api = GoogleApi(self.world, discovery_gate())
        self._quotas_at_start = quotas
        self.api.quotas.switch(quotas)

    def routes(self) -> list[BaseRoute]:
        """Return Google's paths and the control paths."""
        return [*(Route(path, Endpoint(self.api)) for path in PATHS), *control_routes(self.world, self.api.quotas)]

    def dump(self) -> dict[str, Any]:
        """Return the whole state, JSON-able."""
        return {**self.world.dump(), "quotas": self.api.quotas.is_on}

    def load(self, saved: dict[str, Any]) -> None:
        """Replace the state by one that `dump` gave."""
        self.world.load(saved)
        self.api.quotas.switch(saved["quotas"])

    def reset(self) -> None:
        """Forget every spreadsheet; quotas are on or off as at the start."""
        self.world.reset()
        self.api.quotas.switch(self._quotas_at_start)
