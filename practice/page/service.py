"""The page as one of the practice services: its files, the story that it shows, the journeys that it asks for."""

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from practice.core.clock import PracticeClock
from practice.core.control import control
from practice.page.journeys import read_wish
from practice.page.news import News
from practice.page.posted import Posted
from practice.sheets.world import SheetsWorld
from practice.telegram.world import TelegramWorld

STATIC = Path(__file__).parent / "static"
HEADERS = {
    # Nothing of the page comes from elsewhere, and nothing that people write can become a script.
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class PageService:
    """Serves the page at `/` and what it needs beyond the phones and the sheets."""

    name = "page"

    def __init__(self, clock: PracticeClock, telegram: TelegramWorld, sheets: SheetsWorld) -> None:
        self.story = Posted("story", {})
        self.wish = Posted("wish")
        self._clock = clock
        self._news = News(telegram, sheets, self.story)

    def routes(self) -> list[BaseRoute]:
        """Return the page, its files, its long poll, and both sides of the story and of journeys."""
        return [
            Route("/", _index),
            Mount("/page", _Files(directory=STATIC)),
            Route("/practice/page/news", self._news.answer),
            control("/practice/story", self.story.read, "GET"),
            control("/practice/story", self.story.post, "PUT"),
            control("/practice/journey", self.wish.read, "GET"),
            control("/practice/journey", lambda asked: self.wish.post(read_wish(asked, self._clock))),
        ]

    def dump(self) -> dict[str, Any]:
        """Return the story, JSON-able; a journey ends with the server."""
        return self.story.dump()

    def load(self, saved: dict[str, Any]) -> None:
        """Tell a saved story."""
        self.story.load(saved)

    def reset(self) -> None:
        """Forget the story and the journey."""
        self.story.clear()
        self.wish.clear()


async def _index(_: Request) -> Response:
    return FileResponse(STATIC / "index.html", headers=HEADERS)


class _Files(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        """Serve one file, to be asked for again each time: a browser must not mix the files of two versions."""
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response
