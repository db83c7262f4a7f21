"""Two ways of counting a limit of so many calls in so many seconds. Moments are the practice clock's."""

from collections import deque
from datetime import datetime, timedelta
from typing import Protocol


class Limit(Protocol):
    """Counts calls; each object counts one thing (one chat, one project's reads)."""

    def wait(self, now: datetime) -> float:
        """Return the seconds until a call would be let through, 0 if it would be now; count nothing."""
        ...

    def count(self, now: datetime) -> None:
        """Count a call that was let through."""
        ...


class SlidingWindow:
    """At most `calls` in any `seconds`: strict, without bursts beyond it."""

    def __init__(self, calls: int, seconds: float) -> None:
        self._calls = calls
        self._span = timedelta(seconds=seconds)
        self._counted: deque[datetime] = deque()

    def wait(self, now: datetime) -> float:
        """Return the seconds until the oldest counted call leaves the window, 0 if there is room."""
        while self._counted and now - self._counted[0] >= self._span:
            self._counted.popleft()
        if len(self._counted) < self._calls:
            return 0.0
        return (self._counted[0] + self._span - now).total_seconds()

    def count(self, now: datetime) -> None:
        """Count a call that was let through."""
        self._counted.append(now)


class TokenBucket:
    """`calls` per `seconds` on average; what was saved up, at most `burst`, may be spent at once."""

    def __init__(self, calls: int, seconds: float, burst: int | None = None) -> None:
        self._per_second = calls / seconds
        self._burst = float(burst or calls)
        self._tokens = self._burst
        self._seen: datetime | None = None

    def wait(self, now: datetime) -> float:
        """Return the seconds until a whole token is there, 0 if there is one."""
        if self._seen is not None:
            earned = (now - self._seen).total_seconds() * self._per_second
            self._tokens = min(self._burst, self._tokens + max(0.0, earned))
        self._seen = now
        return max(0.0, 1.0 - self._tokens) / self._per_second

    def count(self, now: datetime) -> None:
        """Spend a token."""
        self.wait(now)
        self._tokens -= 1.0
