"""Google's quotas: reads and writes are counted apart, for the project and for each user, minute by minute."""

import threading
from datetime import datetime
from typing import Any

from practice.core.calls import Call
from practice.core.limits import SlidingWindow
from practice.sheets.errors import GoogleError

PER_MINUTE = {"project": 300, "user": 60}
MINUTE = 60.0
PROJECT_NUMBER = 123456789012
READING_POSTS = ("getByDataFilter", "batchGetByDataFilter", "search")


class Quotas:
    """Counts calls of the Sheets API while it is on; minutes are the practice clock's."""

    def __init__(self) -> None:
        self.is_on = False
        self._lock = threading.Lock()
        self._windows: dict[tuple[str, str, str], SlidingWindow] = {}

    def take(self, call: Call, now: datetime) -> GoogleError | None:
        """Count a call; return the refusal, and count nothing, when a quota is used up."""
        if not self.is_on or not call.method.startswith("sheets."):
            return None
        kind = "read" if is_read(call) else "write"
        with self._lock:
            windows = {
                per: self._windows.setdefault((kind, per, who), SlidingWindow(PER_MINUTE[per], MINUTE))
                for per, who in (("user", call.account), ("project", ""))
            }
            for per, window in windows.items():
                if window.wait(now):
                    return exceeded(kind, per)
            for window in windows.values():
                window.count(now)
        return None

    def switch(self, on: bool) -> None:
        """Turn counting on or off; either way counts start anew."""
        with self._lock:
            self.is_on = on
            self._windows.clear()


def is_read(call: Call) -> bool:
    """Say whether the call counts as a read."""
    return call.verb == "GET" or call.method.rpartition(".")[2] in READING_POSTS


def exceeded(kind: str, per: str) -> GoogleError:
    """The 429 for `read` or `write` requests per `user` or per `project`."""
    metric = f"{kind.capitalize()} requests"
    of_whom = " per user" if per == "user" else ""
    consumer = f"project_number:{PROJECT_NUMBER}"
    message = (
        f"Quota exceeded for quota metric '{metric}' and limit '{metric} per minute{of_whom}' of service "
        f"'sheets.googleapis.com' for consumer '{consumer}'."
    )
    return GoogleError(429, message, [_error_info(kind, per)])


def _error_info(kind: str, per: str) -> dict[str, Any]:
    name = f"{kind.capitalize()}RequestsPerMinutePer{per.capitalize()}"
    metadata = {
        "quota_limit": name,
        "quota_limit_value": str(PER_MINUTE[per]),
        "quota_metric": f"sheets.googleapis.com/{kind}_requests",
        "quota_unit": "1/min/{project}/{user}" if per == "user" else "1/min/{project}",
        "quota_location": "global",
        "service": "sheets.googleapis.com",
        "consumer": f"projects/{PROJECT_NUMBER}",
    }
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": metadata,
    }
