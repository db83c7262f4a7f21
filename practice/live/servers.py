"""The practice servers over HTTP: their clock, the phones, and what the page tells and is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

PATIENCE = 60.0
"""Seconds for an answer; a long poll waits for half of that."""
LONG_POLL = 25
KEPT_SECONDS = 2.0
"""How long a connection is kept for the next request; the servers close one after five."""
REFUSED = (400, 404)


@dataclass(frozen=True)
class ClockState:
    """The practice clock: its moment, and its virtual seconds per real second."""

    now: datetime
    rate: float


class Servers:
    """What whoever lives in the practice network asks of it. Raises httpx.HTTPError while it is away."""

    def __init__(self, url: str) -> None:
        limits = httpx.Limits(keepalive_expiry=KEPT_SECONDS)
        self._client = httpx.AsyncClient(base_url=url, timeout=PATIENCE, limits=limits)

    async def close(self) -> None:
        await self._client.aclose()

    async def clock(self) -> ClockState:
        return _clock(await self._get("/practice/clock"))

    async def move(self, moment: datetime) -> datetime:
        """Set the clock, unless it is there already: somebody else may have moved it. Returns its moment."""
        answer = await self._client.put("/practice/clock", json={"now": moment.isoformat()})
        return (await self.clock()).now if answer.status_code in REFUSED else _clock(_checked(answer)).now

    async def do(self, what: str, **given: Any) -> bool:
        """One operation of the phones; False when it cannot be done (any more)."""
        answer = await self._client.post(f"/practice/telegram/{what}", json=given)
        if answer.status_code in REFUSED:
            return False
        _checked(answer)
        return True

    async def events(self, since: int, wait: int = 0) -> dict[str, Any]:
        """What was seen in chats after that number, and the number to go on from."""
        return await self._get("/practice/telegram/events", since=since, wait=wait)

    async def pending(self) -> dict[str, Any]:
        """`updates` that the bot has not fetched, and whether it is `polling`."""
        answer = await self._client.get("/practice/telegram/pending")
        return {"updates": 0, "polling": False} if answer.status_code in REFUSED else _checked(answer)

    async def tell(self, story: dict[str, Any]) -> None:
        """What the page shows of the house."""
        _checked(await self._client.put("/practice/story", json=story))

    async def wish(self, since: int | None = None) -> tuple[int, dict[str, Any] | None]:
        """What the page wants of the clock; with `since`, when it changes, or after a while."""
        waiting = {} if since is None else {"since": since, "wait": LONG_POLL}
        found = await self._get("/practice/journey", **waiting)
        return found["version"], found["wish"]

    async def sheets_version(self, since: str | None = None) -> str:
        """Another one after each change of a shared sheet; with `since`, when it changes, or after a while."""
        waiting = {} if since is None else {"since": since, "wait": LONG_POLL}
        return str((await self._get("/practice/sheets/changes", **waiting))["version"])

    async def _get(self, path: str, **query: Any) -> dict[str, Any]:
        return _checked(await self._client.get(path, params=query))


def _clock(shown: dict[str, Any]) -> ClockState:
    return ClockState(datetime.fromisoformat(shown["now"]), shown["rate"])


def _checked(answer: httpx.Response) -> dict[str, Any]:
    found: dict[str, Any] = answer.raise_for_status().json()
    return found
