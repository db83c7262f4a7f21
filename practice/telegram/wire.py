"""Objects in the form in which the Bot API sends them. Replaced, never changed, once they were shown to anyone."""

from typing import Any

Json = dict[str, Any]
Message = dict[str, Any]

CONTENT = ("text", "photo", "document", "video", "sticker", "contact")
"""What a message that someone wrote has one of; a service message has none."""


def quotable(message: Message) -> Message:
    """Return a message as another one carries it: without what that itself was a reply to."""
    return {name: value for name, value in message.items() if name not in ("reply_to_message", "pinned_message")}


def is_service(message: Message) -> bool:
    """Say whether a message only tells that something happened in the chat."""
    return not any(kind in message for kind in CONTENT)
