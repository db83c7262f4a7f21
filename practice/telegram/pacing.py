"""Telegram's limits on sending, as documented: 30 a second for a bot, 1 a second in a chat, 20 a minute in a group.

Both ways of counting are found in the wild, so both can be switched on; refused calls count for nothing.
"""

import json
import math
from collections.abc import Callable
from datetime import datetime
from typing import Literal, get_args

from practice.core.calls import Call, Refusal
from practice.core.limits import Limit, SlidingWindow, TokenBucket

Counting = Literal["off", "window", "bucket"]

SENDING = ("send", "copy", "forward")
BURST = 3
"""How many messages "short bursts" in one chat are taken to be."""


class Pacing:
    """Counts what each bot sends; off until switched on."""

    def __init__(self) -> None:
        self._counting: Counting = "off"
        self._limits: dict[tuple[str, str], Limit] = {}

    @property
    def counting(self) -> Counting:
        """How calls are counted."""
        return self._counting

    @counting.setter
    def counting(self, counting: Counting) -> None:
        if counting not in get_args(Counting):
            raise ValueError(f"Limits are counted by {', '.join(get_args(Counting))}, not {counting!r}.")
        self._counting = counting
        self._limits.clear()

    def check(self, call: Call, now: datetime) -> Refusal | None:
        """Count a call that sends something; return the 429 if it comes too soon."""
        if self._counting == "off" or not call.method.startswith(SENDING) or call.method == "sendChatAction":
            return None
        limits = [self._limit(call.account, scope) for scope in _scopes(call.chat)]
        wait = max(limit.wait(now) for limit in limits)
        if wait > 0:
            seconds = math.ceil(wait)
            return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        for limit in limits:
            for _ in range(_messages(call)):
                limit.count(now)
        return None

    def _limit(self, token: str, scope: str) -> Limit:
        if (token, scope) not in self._limits:
            kind = scope.partition(":")[0]
            make = (WINDOWS if self._counting == "window" else BUCKETS)[kind]
            self._limits[token, scope] = make()
        return self._limits[token, scope]


WINDOWS: dict[str, Callable[[], Limit]] = {
    "bot": lambda: SlidingWindow(30, 1),
    "chat": lambda: SlidingWindow(BURST, BURST),
    "group": lambda: SlidingWindow(20, 60),
}
BUCKETS: dict[str, Callable[[], Limit]] = {
    "bot": lambda: TokenBucket(30, 1),
    "chat": lambda: TokenBucket(1, 1, burst=BURST),
    "group": lambda: TokenBucket(20, 60),
}


def _scopes(chat: str) -> list[str]:
    return ["bot", f"chat:{chat}", f"group:{chat}"] if chat.startswith("-") else ["bot", f"chat:{chat}"]


def _messages(call: Call) -> int:
    """Return how many messages a call sends: an album and several copies count as many as they are."""
    many = call.params.get("media" if call.method == "sendMediaGroup" else "message_ids")
    if isinstance(many, str) and many.startswith("["):
        many = json.loads(many)
    return len(many) if isinstance(many, list) else 1
