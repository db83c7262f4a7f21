"""A clock that tests set. It says the time in Hanoi, as the people of these tests do."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(text: str) -> datetime:
    """A local moment: "2026-05-04 08:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


class SettableClock:
    """Implements ports.Clock: it stands still until it is set, and waiting moves it."""

    def __init__(self, start: str) -> None:
        self._now = moment(start)
        self._meanwhile: list[tuple[float, Callable[[], object]]] = []

    def now(self) -> datetime:
        return self._now

    def set(self, to: datetime) -> None:
        assert to >= self._now, f"the clock goes forward only: {to} is before {self._now}"
        self._now = to

    def while_waiting(self, least: float, happens: Callable[[], object]) -> None:
        """Let something happen, once, in the next wait of at least so many seconds."""
        self._meanwhile.append((least, happens))

    async def wait(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        for least, happens in list(self._meanwhile):
            if seconds >= least:
                self._meanwhile.remove((least, happens))
                happens()
