"""Faults on demand: the ways in which the real services and the network between fail."""

import threading
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from practice.core.calls import Call

Kind = Literal["429", "403", "5xx", "drop", "lost", "slow"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what happens, to which calls, how often (None: until it is removed)."""

    kind: Kind
    service: str
    method: str | None = None
    chat: str | None = None
    count: int | None = None
    retry_after: int = 5
    """Seconds, for `429`."""
    seconds: float = 1.0
    """Real seconds, for `slow`."""
    status: int = 502
    """For `5xx`."""
    id: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError in a sentence for what could never match."""
        if self.kind not in get_args(Kind):
            raise ValueError(f"A fault is one of {', '.join(get_args(Kind))}, not {self.kind!r}.")
        if self.count is not None and self.count < 1:
            raise ValueError(f"A fault happens at least once, not {self.count} times.")

    def matches(self, call: Call) -> bool:
        """Say whether this fault is meant for the call."""
        return (
            self.service == call.service
            and (self.method is None or self.method.lower() == call.method.lower())
            and (self.chat is None or self.chat == call.chat)
        )


class Faults:
    """The faults that are switched on, oldest first. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._active: list[Fault] = []
        self._last_id = 0

    def add(self, kind: Kind, service: str, **rest: Any) -> Fault:
        """Switch a fault on; raise ValueError for one that makes no sense, TypeError for an unknown key."""
        if rest.get("chat") is not None:
            rest["chat"] = str(rest["chat"])
        with self._lock:
            fault = Fault(kind, service, **{**rest, "id": self._last_id + 1})
            self._last_id += 1
            self._active.append(fault)
            return fault

    def remove(self, fault_id: int) -> None:
        """Switch one off; raise LookupError if it is not on."""
        with self._lock:
            kept = [fault for fault in self._active if fault.id != fault_id]
            if len(kept) == len(self._active):
                raise LookupError(f"There is no fault {fault_id}.")
            self._active = kept

    def clear(self) -> None:
        """Switch all off."""
        with self._lock:
            self._active = []

    def active(self) -> list[Fault]:
        """Return those that are on."""
        with self._lock:
            return list(self._active)

    def take(self, call: Call) -> Fault | None:
        """Return the oldest fault meant for this call, and count it."""
        if not self._active:
            return None
        with self._lock:
            for index, fault in enumerate(self._active):
                if fault.matches(call):
                    self._spend(index, fault)
                    return fault
        return None

    def dump(self) -> dict[str, Any]:
        """Return the faults, JSON-able."""
        with self._lock:
            return {"last_id": self._last_id, "active": [asdict(fault) for fault in self._active]}

    def load(self, saved: dict[str, Any]) -> None:
        """Replace the faults by those of a `dump`."""
        with self._lock:
            self._last_id = saved["last_id"]
            self._active = [Fault(**fault) for fault in saved["active"]]

    def _spend(self, index: int, fault: Fault) -> None:
        if fault.count is None:
            return
        if fault.count == 1:
            del self._active[index]
        else:
            self._active[index] = replace(fault, count=fault.count - 1)
