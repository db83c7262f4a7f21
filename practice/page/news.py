"""Everything that the page follows, in one long poll: browsers allow a page few connections to one address."""

import asyncio
import contextlib
import dataclasses
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from practice.core.pipeline import Core
from practice.page.posted import MAX_WAIT, Posted
from practice.sheets.world import SheetsWorld
from practice.telegram.world import TelegramWorld

QUIET = {"press"}
"""Kinds of events that a page has no use for: it shows what came of them."""


class News:
    """What happened in the chats, the sheets and the story since a reader looked last."""

    def __init__(self, telegram: TelegramWorld, sheets: SheetsWorld, story: Posted) -> None:
        self._telegram = telegram
        self._sheets = sheets
        self._story = story

    async def answer(self, request: Request) -> JSONResponse:
        """Answer `?events=SEQ&sheets=VERSION&story=VERSION&wait=SECONDS`; without SEQ, from the present on."""
        try:
            seen = {name: int(value) for name, value in request.query_params.items()}
        except ValueError:
            return JSONResponse({"error": "events, sheets, story and wait are whole numbers."}, status_code=400)
        with contextlib.ExitStack() as stack:
            bells = (self._telegram.happened, self._sheets.changed, self._story.changed)
            rings = [stack.enter_context(bell.listening()) for bell in bells]
            if self._is_up_to_date(seen):
                await _first(rings, min(seen.get("wait", 0), MAX_WAIT))
        return JSONResponse(self._since(seen, request.app.state.core))

    def _present(self) -> dict[str, int]:
        newest = self._telegram.last_event
        return {"events": newest, "sheets": self._sheets.version, "story": self._story.version}

    def _is_up_to_date(self, seen: Mapping[str, int]) -> bool:
        return self._present().items() <= seen.items()

    def _since(self, seen: Mapping[str, int], core: Core) -> dict[str, Any]:
        newest = self._telegram.last_event
        found = self._telegram.events(seen.get("events", newest))
        told = self._story.shown()
        return {
            "events": [event for event in found["events"] if event["kind"] not in QUIET],
            "next": found["next"],
            "sheets": self._sheets.version,
            "story": told if told["version"] != seen.get("story") else {"version": told["version"]},
            "clock": core.clock.dump(),
            "faults": [dataclasses.asdict(fault) for fault in core.faults.active()],
        }


async def _first(rings: list[asyncio.Event], seconds: float) -> None:
    """Wait until one of them rings, at most so many seconds."""
    waiting = [asyncio.create_task(ring.wait()) for ring in rings]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
