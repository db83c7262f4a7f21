"""What goes through the pipeline: a call, its answer, a refusal; and what a service gives the pipeline to do so."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from starlette.requests import Request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a multipart request."""

    filename: str
    content: bytes
    content_type: str


async def _never_gone() -> None:
    raise RuntimeError("this call did not come over a connection, so its caller cannot go away")


@dataclass(frozen=True, slots=True)
class Call:
    """One decoded call of a service."""

    service: str
    method: str
    """The service's own name of it: `sendMessage`, `sheets.spreadsheets.values.get`."""
    params: dict[str, Any] = field(default_factory=dict)
    """Path, query and form parameters; for Telegram also the members of a JSON body."""
    json: Any = None
    files: Mapping[str, Upload] = field(default_factory=dict)
    verb: str = "POST"
    path: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    account: str = ""
    """Who calls: a bot's token, a service account. Limits are counted for it."""
    chat: str = ""
    """What the call is about: a chat id, a spreadsheet id. Faults can be aimed at it."""
    gone: Callable[[], Awaitable[None]] = _never_gone
    """Returns when the caller has gone away. Only for calls that wait."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: `content` is sent as JSON, bytes and strings as they are."""

    content: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"

    def body(self) -> bytes:
        """Return the bytes to send."""
        if isinstance(self.content, bytes):
            return self.content
        if self.media_type != "application/json":
            return str(self.content).encode()
        return json.dumps(self.content, ensure_ascii=False, separators=(",", ":")).encode()


class Refusal(Exception):
    """The service says no, in the words of the real one.

    `retry_after` is in seconds (429); `details` is whatever the service's envelope carries beside the words.
    """

    def __init__(
        self,
        status: int,
        description: str,
        *,
        retry_after: int | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after
        self.details = dict(details or {})


class Gate(Protocol):
    """Holds calls and answers to the official specification; each list names what is wrong, empty means nothing."""

    def check_request(self, call: Call) -> list[str]:
        """Return what the specification does not allow in this call."""
        ...

    def check_answer(self, call: Call, answer: Answer) -> list[str]:
        """Return what the specification does not allow in our answer to it."""
        ...


class Api(Protocol):
    """What a service gives the pipeline."""

    name: str
    gate: Gate | None

    async def decode(self, request: Request) -> Call:
        """Read a call; raise Refusal if it cannot be read (bad token, no such method)."""
        ...

    def limit(self, call: Call, now: datetime) -> Refusal | None:
        """Count the call against quotas and limits; return the refusal if it is over one."""
        ...

    async def handle(self, call: Call) -> Answer:
        """Do the work; raise Refusal as the real service would, with status 501 for what we lack."""
        ...

    def refuse(self, refusal: Refusal) -> Answer:
        """Word a refusal in the service's own envelope."""
        ...
