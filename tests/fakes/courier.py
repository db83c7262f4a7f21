"""A courier that keeps what it is given and fails when it is told to; held to the contract of the real one."""

import html
import re
from collections import defaultdict, deque
from dataclasses import dataclass

from nhipcau.ports import Blocked, Moved, Parcel, TryLater, Uncertain, Undeliverable

_TAG = re.compile(r"<[^>]+>")


def plain(text: str) -> str:
    """What a person reads of a message's HTML."""
    return html.unescape(_TAG.sub("", text)).strip()


@dataclass(frozen=True)
class Shown:
    """A message as it stands in a chat now."""

    number: int
    text: str
    buttons: tuple[tuple[str, str], ...]
    document: str = ""

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.buttons]


class FakeCourier:
    """Implements ports.Courier in memory."""

    def __init__(self) -> None:
        self.chats: dict[int, dict[int, Shown]] = defaultdict(dict)
        self.sent: list[Parcel] = []
        self.news: dict[int, list[Shown]] = defaultdict(list)
        """By chat, what was sent or changed since the person last looked."""
        self._blocked: set[int] = set()
        self._moved: dict[int, int] = {}
        self._troubles: deque[Exception] = deque()

    def block(self, chat: int) -> None:
        self._blocked.add(chat)

    def unblock(self, chat: int) -> None:
        self._blocked.discard(chat)

    def asks_to_wait(self, seconds: float, times: int = 1) -> None:
        """The next sends are refused with how long to wait; nothing is done."""
        self._troubles += [TryLater("Flood control exceeded", seconds)] * times

    def loses_the_answer(self, times: int = 1) -> None:
        """The next sends are done, and nobody hears of it."""
        self._troubles += [Uncertain("Timed out")] * times

    def moves_the_group(self, chat: int, to: int) -> None:
        """A group becomes a supergroup: whoever writes to its old number is told the new one."""
        self._moved[chat] = to

    def refuses(self, reason: str = "Bad Request") -> None:
        self._troubles.append(Undeliverable(reason))

    def breaks(self, fault: Exception) -> None:
        """The next send ends in a fault of ours."""
        self._troubles.append(fault)

    async def send(self, parcel: Parcel) -> int | None:
        """Raises Blocked, Moved, TryLater, Uncertain or Undeliverable."""
        trouble = self._troubles.popleft() if self._troubles else None
        if trouble is not None and not isinstance(trouble, Uncertain):
            raise trouble
        if parcel.chat_id in self._moved:
            raise Moved(self._moved[parcel.chat_id])
        if parcel.chat_id in self._blocked:
            raise Blocked("Forbidden: bot was blocked by the user")
        number = self._show(parcel)
        if trouble is not None:
            raise trouble
        return number

    def _show(self, parcel: Parcel) -> int:
        chat = self.chats[parcel.chat_id]
        if parcel.deletes is not None:
            chat.pop(parcel.deletes, None)
            self.sent.append(parcel)
            return parcel.deletes
        number = parcel.edits if parcel.edits in chat else max(chat, default=0) + 1
        assert number is not None
        document = parcel.document.name if parcel.document else parcel.attached
        shown = Shown(number, plain(parcel.text), tuple(b for row in parcel.buttons for b in row), document)
        if chat.get(number) != shown:
            chat[number] = shown
            self.news[parcel.chat_id].append(shown)
        self.sent.append(parcel)
        return number
