"""What the machine gives: its clock (the only place in the house that reads one), its disk, and chance."""

import asyncio
import hashlib
import json
import os
import secrets
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

LONGEST_TURN = 4.0
"""Seconds; the pace of messages makes nobody wait for longer."""


class SystemClock:
    """Implements ports.Clock by the machine's own."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the one clock of the house

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class PracticeClock:
    """Implements ports.Clock by a practice network's, so that all its processes share one time.

    It is asked over HTTP, or read from the file in which it is kept on this machine: there are several looks a message.
    """

    def __init__(self, base_url: str, file: Path | None = None) -> None:
        self._client = httpx.Client(base_url=base_url, timeout=5)
        self._file = file

    def now(self) -> datetime:
        clock = self._look()
        moment = datetime.fromisoformat(clock["now"])
        if clock["rate"] and "monotonic" in clock:
            moment += timedelta(seconds=(time.monotonic() - clock["monotonic"]) * clock["rate"])
        return moment

    def close(self) -> None:
        self._client.close()

    async def wait(self, seconds: float) -> None:
        """A clock that stands is moved by who waits; only an outage, which is no matter of pace, takes its real time.

        A message's turn would never come on a clock that stands, and the clock must not race through an outage.
        """
        rate = self._look()["rate"]
        if rate:
            await asyncio.sleep(seconds / rate)
            return
        if seconds > LONGEST_TURN:
            await asyncio.sleep(seconds)
        self._client.put("/practice/clock", json={"advance": seconds}).raise_for_status()

    def _look(self) -> dict[str, Any]:
        clock: dict[str, Any]
        if self._file is not None:
            clock = json.loads(self._file.read_bytes())
        else:
            clock = self._client.get("/practice/clock").raise_for_status().json()
        return clock


class DiskFiles:
    """Implements ports.Files in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, path: str, content: bytes) -> None:
        """Whole or not at all: written beside its place and moved there."""
        place = self.locate(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o640)
        Path(temporary).replace(place)

    def locate(self, path: str) -> Path:
        return self._root / path

    def remove(self, path: str) -> None:
        """One that is not there is no matter."""
        self.locate(path).unlink(missing_ok=True)


class InviteMaker:
    """Makes the codes of invite links: by chance, or repeatably from a seed for rehearsals."""

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def __call__(self, code: str) -> str:
        if not self._seed:
            return secrets.token_urlsafe(12)
        return hashlib.sha256(f"{self._seed}:{code}".encode()).hexdigest()[:16]
