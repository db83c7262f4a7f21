"""One JSON value that is replaced as a whole, with a version that whoever follows it waits for."""

import asyncio
import contextlib
import threading
from typing import Any

from practice.core.bell import Bell

MAX_WAIT = 30.0


class Posted:
    """A value that one side posts and others read. Safe to use from several threads."""

    def __init__(self, name: str, empty: Any = None) -> None:
        """Start with `empty`; readers find the value under `name`."""
        self._name = name
        self._lock = threading.Lock()
        self._empty = self._value = empty
        self._version = 0
        self.changed = Bell()

    @property
    def value(self) -> Any:
        """What was posted last."""
        return self._value

    @property
    def version(self) -> int:
        """Grows with everything that is posted."""
        return self._version

    def post(self, value: Any) -> dict[str, Any]:
        """Replace the value and wake whoever waits; return what readers get."""
        with self._lock:
            self._value, self._version = value, self._version + 1
        self.changed.ring()
        return self.shown()

    def clear(self) -> None:
        """Post that there is nothing."""
        self.post(self._empty)

    def shown(self) -> dict[str, Any]:
        """Return the value by its name, with its version."""
        with self._lock:
            return {"version": self._version, self._name: self._value}

    async def read(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Return it at once, or, with `since` the present version, after a change or `wait` real seconds."""
        since, wait = wanted.get("since"), min(float(wanted.get("wait", 0)), MAX_WAIT)
        with self.changed.listening() as changed:
            if since is not None and int(since) == self._version and wait > 0:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), wait)
        return self.shown()

    def dump(self) -> dict[str, Any]:
        """Return the value, JSON-able."""
        return self.shown()

    def load(self, saved: dict[str, Any]) -> None:
        """Post the value of a `dump`, under a version that nobody has seen."""
        self._version = max(self._version, saved["version"])
        self.post(saved[self._name])
