"""What is said: words, one message ready to go, and the ways in which a channel can fail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from nhipcau.rules.kernel import Json


class Wording(Protocol):
    def message(self, template: str, view: Mapping[str, Json], language: str) -> str:
        """The text of a chat message. Raises LookupError for a template that does not exist."""

    def label(self, name: str, language: str) -> str:
        """The words of a generic button."""


@dataclass(frozen=True)
class Inbound:
    """Where an update came from: its number in the inbox, its chat (one person's or a group), the message touched."""

    update_id: int
    chat_id: int
    private: bool = True
    message_id: int | None = None


SHARES_NUMBER = "share_number"
"""The data of a button that, pressed, sends the person's own phone number; it stands alone under its message."""


@dataclass(frozen=True)
class Parcel:
    """One message ready to go: HTML text, rows of (label, data) buttons, and what it edits, deletes or carries.

    `attached` is a file that the channel has already, as in a Message; `topic` the part of a forum that it is for.
    `shared`: the document goes to many, so it is uploaded once and remembered under this path (ports.Uploads).
    """

    chat_id: int
    text: str
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()
    edits: int | None = None
    deletes: int | None = None
    document: Path | None = None
    attached: str = ""
    topic: int | None = None
    shared: str = ""


@dataclass(frozen=True)
class Outgoing:
    """A claimed message with its parcel."""

    id: int
    parcel: Parcel
    person_id: int | None
    attempts: int


class Blocked(Exception):
    """Permanent: this chat cannot be written to any more."""


class Gone(Exception):
    """Permanent: there is no such chat, or not any more."""


class TryLater(Exception):
    """Nothing was done; worth trying again after some seconds."""

    def __init__(self, reason: str, seconds: float) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Uncertain(Exception):
    """The answer was lost: it may or may not have been done. Only a person may decide to repeat it."""


class Undeliverable(Exception):
    """The channel refuses this message as it is: repeating it would change nothing. `code` is what is wrong with it."""

    def __init__(self, reason: str, code: str = "refused") -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code


class Moved(Exception):
    """Nothing was done: the group goes on under another number (R22)."""

    def __init__(self, chat_id: int) -> None:
        super().__init__(f"moved to {chat_id}")
        self.chat_id = chat_id


class Courier(Protocol):
    async def send(self, parcel: Parcel) -> int | None:
        """Send one message and return its number in the chat.

        Raises Blocked, Gone, Moved, TryLater, Uncertain or Undeliverable.
        """


class Desk(Protocol):
    """Where a sending loop gets its messages and reports what became of them."""

    def take(self, now: datetime, full: Collection[int] = ()) -> Outgoing | None:
        """The next message that may go out, claimed under a lease; none to the chats that are `full` for now."""

    def has_due(self, now: datetime) -> bool:
        """Whether a message is due, to whomever."""

    def sent(self, outgoing: Outgoing, message_id: int | None, now: datetime) -> None: ...
    def blocked(self, outgoing: Outgoing, reason: str, now: datetime) -> None: ...
    def gone(self, outgoing: Outgoing, reason: str, now: datetime) -> None: ...
    def moved(self, outgoing: Outgoing, chat_id: int, now: datetime) -> None: ...
    def later(self, outgoing: Outgoing, reason: str, seconds: float, now: datetime) -> None: ...
    def failed(self, outgoing: Outgoing, reason: str, now: datetime) -> None: ...
    def uncertain(self, outgoing: Outgoing, reason: str, now: datetime) -> None: ...
    def idle(self, now: datetime) -> None:
        """Nothing is due: time to add up launches and to give up expired leases."""
