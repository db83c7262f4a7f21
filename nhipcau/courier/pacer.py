"""When the next message may leave, so that the channel never counts more than it allows, however it counts.

Telegram allows about 30 a second for a bot, 1 a second for a chat (short bursts tolerated), 20 a minute for a group.
What counts is when a message arrives there, and nobody here knows that; but it lies between its leaving and its answer.
So a message waits until the *answer* to the one that must be out of the window is a window old, less the shortest round
trip ever seen: the channel cannot have counted both within one window, as long as no journey gets shorter than that.
When one does, the window is short by that difference at most; if the channel minds, it says so and is obeyed.
"""

from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

BURST = 3
GROUP_MESSAGES, GROUP_SECONDS = 20, 60.0
BOT_SECONDS = 1.0
NEVER = timedelta.max
_REMEMBERED = 10_000


@dataclass
class Sending:
    """One message on its way; `answered` is when the channel said what became of it."""

    left: datetime
    answered: datetime | None = None


class Window:
    """At most `size` messages in any `seconds`."""

    def __init__(self, size: int, seconds: float) -> None:
        self._span = timedelta(seconds=seconds)
        self._latest: deque[Sending] = deque(maxlen=size)

    def wait(self, now: datetime, round_trip: timedelta) -> timedelta:
        """How long until one more may leave; NEVER while that depends on an answer."""
        if len(self._latest) < (self._latest.maxlen or 0):
            return timedelta()
        oldest = self._latest[0].answered
        return NEVER if oldest is None else max(timedelta(), oldest + self._span - round_trip - now)

    def add(self, sending: Sending) -> None:
        self._latest.append(sending)

    @property
    def newest(self) -> datetime:
        """When the last message left; there is one."""
        return self._latest[-1].left


class Pacer:
    """Windows for the bot and for each chat, and the time for which the channel asked the whole bot to wait."""

    def __init__(self, per_second: float, per_chat_seconds: float) -> None:
        self._bot = Window(max(1, int(per_second * BOT_SECONDS)), BOT_SECONDS)
        self._chat_seconds = BURST * per_chat_seconds
        self._chats: OrderedDict[int, tuple[Window, ...]] = OrderedDict()
        self._round_trip: timedelta | None = None
        self._held_until: datetime | None = None

    def wait(self, chat_id: int, now: datetime) -> float | None:
        """Seconds until this chat may be written to; None while that depends on an answer that is still to come."""
        windows = (self._bot, *self._chats.get(chat_id, ()))
        longest = max(window.wait(now, self._round_trip or timedelta()) for window in windows)
        return None if longest is NEVER else max(longest.total_seconds(), self.held(now))

    def leave(self, chat_id: int, now: datetime) -> Sending:
        """Count a message as leaving now."""
        sending = Sending(now)
        windows = self._chats.pop(chat_id, None) or tuple(self._windows_of(chat_id))
        for window in (self._bot, *windows):
            window.add(sending)
        self._chats[chat_id] = windows
        if len(self._chats) > _REMEMBERED:
            self._chats.popitem(last=False)
        return sending

    def answered(self, sending: Sending, now: datetime) -> None:
        """The channel said what became of a message, or nothing within its time."""
        sending.answered = now
        took = max(timedelta(), now - sending.left)
        self._round_trip = took if self._round_trip is None else min(took, self._round_trip)

    def hold(self, seconds: float, now: datetime) -> None:
        """The channel asked the whole bot to wait."""
        self._held_until = max(self._held_until or now, now + timedelta(seconds=seconds))

    def held(self, now: datetime) -> float:
        """Seconds for which the whole bot still has to wait."""
        return max(0.0, (self._held_until - now).total_seconds()) if self._held_until else 0.0

    def full(self, now: datetime) -> dict[int, float]:
        """The chats that may not be written to yet, with the seconds until each may; none waits for the bot here."""
        waits = {chat: self._chat_wait(windows, now) for chat, windows in self._lately(now)}
        return {chat: wait for chat, wait in waits.items() if wait > 0}

    def _lately(self, now: datetime) -> Iterator[tuple[int, tuple[Window, ...]]]:
        """The chats written to last; older ones have had their time, whatever they were sent."""
        longest = timedelta(seconds=max(GROUP_SECONDS, self._chat_seconds))
        for chat in reversed(self._chats):
            windows = self._chats[chat]
            if now - windows[0].newest > longest:
                return
            yield chat, windows

    def _chat_wait(self, windows: tuple[Window, ...], now: datetime) -> float:
        longest = max(window.wait(now, self._round_trip or timedelta()) for window in windows)
        return BOT_SECONDS if longest is NEVER else longest.total_seconds()

    def _windows_of(self, chat_id: int) -> Iterator[Window]:
        yield Window(BURST, self._chat_seconds)
        if chat_id < 0:
            yield Window(GROUP_MESSAGES, GROUP_SECONDS)
