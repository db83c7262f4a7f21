"""What Google allows in a minute, kept with room to spare: refused here, a request costs nothing (R29)."""

from collections import Counter, deque
from datetime import datetime, timedelta

from nhipcau.ports import TryLater

A_MINUTE = timedelta(minutes=1)
READS, WRITES, FILES = "reads", "writes", "files"
"""Requests of Sheets, counted apart as its quotas are, and of Drive, which has its own."""


class Budget:
    """Counts requests by kind, for ever and in the last minute. `now` is the moment of the sync that makes them."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._recent: dict[str, deque[datetime]] = {kind: deque() for kind in (READS, WRITES, FILES)}
        self.spent: Counter[str] = Counter()
        self.now: datetime | None = None

    def take(self, kind: str) -> None:
        """Count one request about to be made. Raises TryLater when the minute is used up."""
        recent = self._recent[kind]
        if self.now is not None:
            while recent and recent[0] <= self.now - A_MINUTE:
                recent.popleft()
            if len(recent) >= self._per_minute:
                raise TryLater("sheets: the minute's requests are used up", self._wait(recent[0], self.now))
            recent.append(self.now)
        self.spent[kind] += 1

    def carried(self, size: int) -> None:
        """Count the bytes of a request's body."""
        self.spent["bytes"] += size

    def _wait(self, oldest: datetime, now: datetime) -> float:
        return max(1.0, (oldest + A_MINUTE - now).total_seconds())
