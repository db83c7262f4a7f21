"""Who there is: people with a phone, and bots with a token."""

from collections import deque
from dataclasses import dataclass, field

from practice.core.bell import Bell
from practice.telegram.wire import Json

UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds of updates a bot gets only when it names them."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a phone."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None

    def user(self) -> Json:
        """Return the person as a User object."""
        named = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **_present(named)}

    def chat(self) -> Json:
        """Return the person's private chat as a Chat object."""
        named = {"last_name": self.last_name, "username": self.username}
        return {"id": self.id, "type": "private", "first_name": self.first_name, **_present(named)}


@dataclass(slots=True)
class Bot:
    """A bot: its account, the updates it has not confirmed, its settings."""

    id: int
    token: str
    first_name: str
    username: str
    updates: deque[Json] = field(default_factory=deque)
    last_update_id: int = 0
    allowed_updates: list[str] = field(default_factory=list)
    """Empty means all but the unasked."""
    commands: dict[str, list[Json]] = field(default_factory=dict)
    """By scope and language, as one JSON text."""
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

    def push(self, kind: str, content: Json) -> None:
        """Queue an update, if it wants such, and wake whoever waits for one."""
        if not self.wants(kind):
            return
        self.last_update_id += 1
        self.updates.append({"update_id": self.last_update_id, kind: content})
        self.bell.ring()

    def confirm(self, offset: int) -> None:
        """Forget updates below `offset`; a negative one forgets all but the last so many."""
        if offset < 0:
            offset = self.last_update_id + 1 + offset
        while self.updates and self.updates[0]["update_id"] < offset:
            self.updates.popleft()

    def dump(self) -> Json:
        """Return the bot, JSON-able."""
        return {
            "id": self.id,
            "token": self.token,
            "first_name": self.first_name,
            "username": self.username,
            "updates": list(self.updates),
            "last_update_id": self.last_update_id,
            "allowed_updates": self.allowed_updates,
            "commands": dict(self.commands),
            "blocked_by": sorted(self.blocked_by),
            "last_query": self.last_query,
            "queries": dict(self.queries),
        }

    @classmethod
    def from_dump(cls, saved: Json) -> "Bot":
        """Make a bot from a `dump`."""
        return cls(**{**saved, "updates": deque(saved["updates"]), "blocked_by": set(saved["blocked_by"])})


def _present(named: Json) -> Json:
    return {name: value for name, value in named.items() if value is not None}
