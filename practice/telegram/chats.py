"""Chats: private ones between a person and a bot, groups, supergroups; and the messages in them."""

from dataclasses import dataclass, field, fields

from practice.telegram.wire import Json, Message

SUPERGROUP_BELOW = -1_000_000_000_000


@dataclass(slots=True)
class Chat:
    """One chat. A private chat belongs to one bot; groups are the same for all."""

    described: Json
    """As a Chat object."""
    bot_id: int = 0
    members: dict[int, str] = field(default_factory=dict)
    """User id to status: creator, administrator, member, left, kicked. Empty in private chats."""
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 0
    keyboard: Json | None = None
    """The reply keyboard that people see below the text box."""
    migrated_to: int | None = None
    pinned: list[int] = field(default_factory=list)
    """Numbers of the pinned messages, the last pinned last."""
    topics: dict[int, Json] = field(default_factory=dict)
    """Of a forum: thread id to name, icon_color and closed."""
    links: dict[str, Json] = field(default_factory=dict)
    """Invite links, as ChatInviteLink objects."""
    joined_by: list[str] = field(default_factory=list)
    """The links by which people joined."""
    requests: dict[int, str] = field(default_factory=dict)
    """Who asks to join, and by which link."""

    @property
    def id(self) -> int:
        """The chat's id: the person's in a private chat, negative in a group."""
        return int(self.described["id"])

    @property
    def is_forum(self) -> bool:
        """Say whether it has topics."""
        return bool(self.described.get("is_forum", False))

    @property
    def is_private(self) -> bool:
        """Say whether it is a chat of one person with one bot."""
        return bool(self.described["type"] == "private")

    def status(self, user_id: int) -> str:
        """Return someone's status in the group."""
        return self.members.get(user_id, "left")

    def has(self, user_id: int) -> bool:
        """Say whether someone is in the group now."""
        return self.status(user_id) not in ("left", "kicked")

    def is_run_by(self, user_id: int) -> bool:
        """Say whether someone is its creator or an administrator."""
        return self.status(user_id) in ("creator", "administrator")

    def dump(self) -> Json:
        """Return the chat, JSON-able."""
        return {
            **{each.name: getattr(self, each.name) for each in fields(self)},
            "members": list(self.members.items()),
            "messages": list(self.messages.values()),
            "topics": list(self.topics.items()),
            "requests": list(self.requests.items()),
            "links": dict(self.links),
            "pinned": list(self.pinned),
            "joined_by": list(self.joined_by),
        }

    @classmethod
    def from_dump(cls, saved: Json) -> "Chat":
        """Make a chat from a `dump`."""
        by_number = {name: dict(saved[name]) for name in ("members", "topics", "requests")}
        messages = {message["message_id"]: message for message in saved["messages"]}
        return cls(**{**saved, **by_number, "messages": messages})
