"""A bell that wakes coroutines of any event loop, rung from any thread."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator


class Bell:
    """Wakes whoever listens. Listen first, then look, then wait: so that no ring between the two is lost."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    @property
    def is_listened_to(self) -> bool:
        """Whether somebody waits for it."""
        return bool(self._listeners)

    def ring(self) -> None:
        """Wake all listeners; free when there are none."""
        with self._lock:
            listeners = list(self._listeners.items())
        for event, loop in listeners:
            # A loop that closed in the meantime has nobody left to wake.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(event.set)

    @contextlib.contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """Give an event that each ring sets, for as long as the block runs; the listener clears it."""
        event = asyncio.Event()
        with self._lock:
            self._listeners[event] = asyncio.get_running_loop()
        try:
            yield event
        finally:
            with self._lock:
                del self._listeners[event]
