"""How soon the next message may leave: evenly spaced for the bot, with a small burst for each chat.

Telegram allows about 30 a second for a bot, 1 a second for a chat (short bursts tolerated), 20 a minute for a group.
"""

from collections import OrderedDict
from datetime import datetime, timedelta

BURST = 3
GROUP_SECONDS = 3.34
"""With the burst that makes 20 in any minute, however it is cut."""
_REMEMBERED = 10_000


class Pacer:
    """Keeps, for the bot and for each chat, the moment from which it may be written to again."""

    def __init__(self, per_second: float, per_chat_seconds: float) -> None:
        self._between = timedelta(seconds=1 / per_second)
        self._per_chat = per_chat_seconds
        self._bot_free: datetime | None = None
        self._held_until: datetime | None = None
        self._chat_full: OrderedDict[int, datetime] = OrderedDict()

    def wait_for(self, chat_id: int, now: datetime) -> float:
        """Seconds until this chat may be written to; counts the message as leaving then."""
        leaves = max(self._bot_free or now, self._chat_free(chat_id, now), now)
        self._bot_free = leaves + self._between
        self._chat_full[chat_id] = max(self._chat_full.pop(chat_id, leaves), leaves) + self._pause(chat_id)
        if len(self._chat_full) > _REMEMBERED:
            self._chat_full.popitem(last=False)
        return (leaves - now).total_seconds()

    def hold(self, seconds: float, now: datetime) -> None:
        """The channel asked the whole bot to wait."""
        self._held_until = max(self._held_until or now, now + timedelta(seconds=seconds))
        self._bot_free = max(self._bot_free or now, self._held_until)

    def held(self, now: datetime) -> float:
        """Seconds for which the whole bot still has to wait."""
        return max(0.0, (self._held_until - now).total_seconds()) if self._held_until else 0.0

    def _chat_free(self, chat_id: int, now: datetime) -> datetime:
        """A chat may be ahead of its pace by the burst."""
        return self._chat_full.get(chat_id, now) - (BURST - 1) * self._pause(chat_id)

    def _pause(self, chat_id: int) -> timedelta:
        return timedelta(seconds=GROUP_SECONDS if chat_id < 0 else self._per_chat)
