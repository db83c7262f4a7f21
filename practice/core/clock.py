"""The clock of the practice network: it stands still, runs, or runs faster than the real one, and never goes back."""

import json
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any


class PracticeClock:
    """A clock that tests and people move.

    `rate` is virtual seconds per real second: 0 stands still, 1 keeps pace with the real clock. Safe to use from
    several threads.
    """

    def __init__(self, start: datetime, rate: float = 0.0) -> None:
        """Start at `start`; raise ValueError if it is naive or the rate is negative."""
        self._lock = threading.Lock()
        self._start = self._base = _in_utc(start)
        self._start_rate = self._rate = _checked_rate(rate)
        self._anchor = _real_seconds()
        self._published: Path | None = None

    def publish(self, file: Path) -> None:
        """Keep the clock readable in a file, for processes of this machine that look at it again and again.

        It holds `now` and `rate` as they were at `monotonic`, a moment of the machine's monotonic clock.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        with self._lock:
            self._published = file
            self._write()

    @classmethod
    def real(cls) -> "PracticeClock":
        """Make a clock that starts at the real present and keeps pace with it."""
        return cls(datetime.now(UTC), rate=1.0)  # noqa: TID251 - the one place where practice meets the real date

    def now(self) -> datetime:
        """Return the present virtual moment, in UTC."""
        with self._lock:
            return self._now()

    @property
    def rate(self) -> float:
        """Virtual seconds per real second."""
        return self._rate

    @rate.setter
    def rate(self, rate: float) -> None:
        with self._lock:
            self._base, self._anchor = self._now(), _real_seconds()
            self._rate = _checked_rate(rate)
            self._write()

    def set(self, moment: datetime) -> None:
        """Jump to `moment`; raise ValueError if that is in the past of this clock."""
        moment = _in_utc(moment)
        with self._lock:
            now = self._now()
            if moment < now:
                raise ValueError(
                    f"The clock cannot go back from {now.isoformat()} to {moment.isoformat()}: messages, deadlines "
                    "and sheets already carry later moments. Reset the practice network to start again."
                )
            self._base, self._anchor = moment, _real_seconds()
            self._write()

    def advance(self, seconds: float) -> datetime:
        """Jump forward by `seconds` and return the new present; raise ValueError if they are negative."""
        if seconds < 0:
            raise ValueError(f"The clock cannot go back: asked to advance by {seconds} seconds.")
        with self._lock:
            self._base, self._anchor = self._now() + timedelta(seconds=seconds), _real_seconds()
            self._write()
            return self._base

    def reset(self) -> None:
        """Go back to where the clock was made; only right together with a reset of everything dated by it."""
        with self._lock:
            self._base, self._rate, self._anchor = self._start, self._start_rate, _real_seconds()
            self._write()

    def dump(self) -> dict[str, Any]:
        """Return the present and the rate, JSON-able; real time that passes until `load` does not count."""
        with self._lock:
            return {"now": self._now().isoformat(), "rate": self._rate}

    def load(self, saved: dict[str, Any]) -> None:
        """Continue where `dump` was taken, be that before or after the present."""
        with self._lock:
            self._base, self._anchor = _in_utc(datetime.fromisoformat(saved["now"])), _real_seconds()
            self._rate = _checked_rate(float(saved["rate"]))
            self._write()

    def _write(self) -> None:
        if self._published is None:
            return
        shown = {"now": self._base.isoformat(), "rate": self._rate, "monotonic": self._anchor}
        # Written beside and renamed, so that nobody reads half of it.
        beside = self._published.with_suffix(".new")
        beside.write_text(json.dumps(shown), encoding="utf-8")
        beside.replace(self._published)

    def _now(self) -> datetime:
        if not self._rate:
            return self._base
        return self._base + timedelta(seconds=(_real_seconds() - self._anchor) * self._rate)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"The clock needs a moment with its offset, such as 2026-05-01T08:00:00+07:00, not {moment}.")
    return moment.astimezone(UTC)


def _checked_rate(rate: float) -> float:
    if rate < 0:
        raise ValueError(f"The clock cannot run backwards: rate {rate}.")
    return rate


def _real_seconds() -> float:
    return time.monotonic()
