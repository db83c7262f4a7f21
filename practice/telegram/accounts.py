"""Who there is: people with a phone, and bots with a token."""

from collections import deque
from dataclasses import asdict, dataclass, field, fields
from itertools import islice
from typing import Any

from practice.core.bell import Bell
from practice.telegram.wire import Json

UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds of updates a bot gets only when it names them."""
KEPT_SECONDS = 24 * 3600
"""Telegram keeps updates that nobody fetches for a day."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a phone."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    deactivated: bool = False
    """The account is gone: bots that write to it are refused."""

    def user(self) -> Json:
        """Return the person as a User object."""
        named = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **_present(named)}

    def chat(self) -> Json:
        """Return the person's private chat as a Chat object."""
        named = {"last_name": self.last_name, "username": self.username}
        return {"id": self.id, "type": "private", "first_name": self.first_name, **_present(named)}


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a bot wants its updates delivered, and how the last failure went."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error_message: str = ""


@dataclass(slots=True)
class Bot:
    """A bot: its account, the updates it has not confirmed, its settings."""

    id: int
    token: str
    first_name: str
    username: str
    reads_all: bool = False
    """False is privacy mode: in groups it is told only of what is meant for it."""
    waiting: deque[tuple[int, Json]] = field(default_factory=deque)
    """Updates that are not confirmed, each with the moment it was made."""
    last_update_id: int = 0
    allowed_updates: list[str] = field(default_factory=list)
    """Empty means all but the unasked."""
    webhook: Webhook | None = None
    commands: dict[str, list[Json]] = field(default_factory=dict)
    """By scope and language, as one JSON text."""
    about: dict[str, Any] = field(default_factory=dict)
    """Names and descriptions by kind and language; menu buttons by chat."""
    blocked_by: set[int] = field(default_factory=set)
    last_query: int = 0
    queries: dict[str, Json] = field(default_factory=dict)
    """Callback queries that are not answered yet: when and where they were asked."""
    poll: int = 0
    """The number of the newest getUpdates; an older one that still waits is superseded."""
    bell: Bell = field(default_factory=Bell)

    def user(self) -> Json:
        """Return the bot as a User object."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}

    def wants(self, kind: str) -> bool:
        """Say whether updates of this kind are to be kept for it."""
        return kind in self.allowed_updates if self.allowed_updates else kind not in UNASKED

    def push(self, kind: str, content: Json, moment: int) -> None:
        """Queue an update, if it wants such, and wake whoever waits for one."""
        if not self.wants(kind):
            return
        self.last_update_id += 1
        self.waiting.append((moment, {"update_id": self.last_update_id, kind: content}))
        self.bell.ring()

    def confirm(self, offset: int) -> None:
        """Forget updates below `offset`; a negative one forgets all but the last so many."""
        if offset < 0:
            offset = self.last_update_id + 1 + offset
        while self.waiting and self.waiting[0][1]["update_id"] < offset:
            self.waiting.popleft()

    def oldest(self, limit: int, moment: int) -> list[Json]:
        """Return the oldest updates, at most `limit`, without those that Telegram would no longer keep."""
        while self.waiting and moment - self.waiting[0][0] > KEPT_SECONDS:
            self.waiting.popleft()
        return [update for _, update in islice(self.waiting, limit)]

    def dump(self) -> Json:
        """Return the bot, JSON-able."""
        kept = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in ("poll", "bell")}
        webhook = asdict(self.webhook) if self.webhook else None
        return {
            **kept,
            "waiting": [list(each) for each in self.waiting],
            "webhook": webhook,
            "commands": dict(self.commands),
            "about": dict(self.about),
            "blocked_by": sorted(self.blocked_by),
            "queries": dict(self.queries),
        }

    @classmethod
    def from_dump(cls, saved: Json) -> "Bot":
        """Make a bot from a `dump`."""
        bot = cls(**{**saved, "blocked_by": set(saved["blocked_by"])})
        bot.waiting = deque((moment, update) for moment, update in saved["waiting"])
        bot.webhook = Webhook(**saved["webhook"]) if saved["webhook"] else None
        return bot


def _present(named: Json) -> Json:
    return {name: value for name, value in named.items() if value is not None}
