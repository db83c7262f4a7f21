"""The log of all calls, and counters per service and method. Bounded: the oldest entries give way."""

import threading
from collections import Counter, deque
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any

KEPT = 100_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One call: what was asked, what became of it, and what the specification says against it."""

    seq: int
    service: str
    method: str
    status: int
    """Of the answer; 0 when the connection was dropped."""
    at: datetime
    problems: tuple[str, ...] = ()
    fault: str = ""
    """The kind of fault that befell it."""

    def shown(self) -> dict[str, Any]:
        """Return the entry, JSON-able."""
        return {**asdict(self), "at": self.at.isoformat(), "problems": list(self.problems)}


class RequestLog:
    """What was called, in the order in which the answers were ready. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._counters: Counter[tuple[str, str]] = Counter()
        self._seq = 0

    def add(
        self, service: str, method: str, status: int, at: datetime, problems: list[str] | None = None, fault: str = ""
    ) -> None:
        """Add an entry and count it."""
        with self._lock:
            self._seq += 1
            self._entries.append(Entry(self._seq, service, method, status, at, tuple(problems or ()), fault))
            self._counters[service, method] += 1

    @property
    def seq(self) -> int:
        """The number of the newest entry, 0 when there is none."""
        return self._seq

    def since(self, seq: int) -> list[Entry]:
        """Return the entries after number `seq`, oldest first."""
        with self._lock:
            known = max(0, len(self._entries) - (self._seq - seq))
            return list(islice(self._entries, known, None))

    def flagged(self) -> list[Entry]:
        """Return the entries that broke the specification."""
        with self._lock:
            return [entry for entry in self._entries if entry.problems]

    def unexplained(self) -> list[Entry]:
        """Return the flagged entries that were not refused: what a suite that checks its requests fails on."""
        return [entry for entry in self.flagged() if entry.status in (200, 500)]

    def counters(self) -> dict[str, dict[str, int]]:
        """Return how often each method of each service was called."""
        shown: dict[str, dict[str, int]] = {}
        with self._lock:
            for (service, method), count in sorted(self._counters.items()):
                shown.setdefault(service, {})[method] = count
        return shown

    def clear(self) -> None:
        """Forget all entries and counts; numbers start again at 1."""
        with self._lock:
            self._entries.clear()
            self._counters.clear()
            self._seq = 0

    def dump(self) -> dict[str, Any]:
        """Return the counters and the last number; entries are not kept over a restart."""
        return {"seq": self._seq, "counters": self.counters()}

    def load(self, saved: dict[str, Any]) -> None:
        """Count on from where a `dump` was taken."""
        with self._lock:
            self._entries.clear()
            self._seq = saved["seq"]
            self._counters = Counter(
                {(service, name): n for service, methods in saved["counters"].items() for name, n in methods.items()}
            )
