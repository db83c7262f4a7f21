"""Chats: private ones between a person and a bot, groups, supergroups; and the messages in them."""

from dataclasses import dataclass, field

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

    @property
    def id(self) -> int:
        """The chat's id: the person's in a private chat, negative in a group."""
        return int(self.described["id"])

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

    def dump(self) -> Json:
        """Return the chat, JSON-able."""
        return {
            "described": self.described,
            "bot_id": self.bot_id,
            "members": list(self.members.items()),
            "messages": list(self.messages.values()),
            "last_message_id": self.last_message_id,
            "keyboard": self.keyboard,
            "migrated_to": self.migrated_to,
        }

    @classmethod
    def from_dump(cls, saved: Json) -> "Chat":
        """Make a chat from a `dump`."""
        messages = {message["message_id"]: message for message in saved["messages"]}
        return cls(**{**saved, "members": dict(saved["members"]), "messages": messages})
