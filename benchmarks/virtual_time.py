"""An event loop whose clock jumps to the next thing that is to happen: minutes of waiting cost no time."""

import asyncio
import selectors
from datetime import UTC, datetime, timedelta

from practice.core.clock import PracticeClock

A_TURN = 1e-6
"""Seconds that one turn of the loop takes: what waits for less than a float can tell would else wait for ever."""
START = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)


class _Jumping(selectors.DefaultSelector):  # type: ignore[misc,valid-type]
    """Never waits: where nothing is ready, time passes at once."""

    seconds = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.seconds += A_TURN
        ready: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("nothing will ever happen again")
        if not ready and timeout is not None:
            self.seconds += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.seconds


class LoopClock(PracticeClock):
    """The clock of the practice network, and of the house (ports.Clock), on such a loop."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__(START)
        self._loop = loop

    def now(self) -> datetime:
        return START + timedelta(seconds=self._loop.time())

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
