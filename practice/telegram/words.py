"""The refusals of the real Bot API server, word for word: libraries and people match on them."""

from practice.core.calls import Refusal


def bad_request(words: str) -> Refusal:
    """Return a 400 in the server's form."""
    return Refusal(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refusal:
    """Return a 403 in the server's form."""
    return Refusal(403, f"Forbidden: {words}")


def conflict(words: str) -> Refusal:
    """Return a 409 in the server's form."""
    return Refusal(409, f"Conflict: {words}")


CHAT_NOT_FOUND = "chat not found"
BLOCKED = "bot was blocked by the user"
BOT_TO_BOT = "bots can't send messages to bots"
CANNOT_INITIATE = "bot can't initiate conversation with a user"
TEXT_EMPTY = "message text is empty"
TEXT_TOO_LONG = "message is too long"
CAPTION_TOO_LONG = "message caption is too long"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
EDIT_NOT_FOUND = "message to edit not found"
CANNOT_EDIT = "message can't be edited"
DELETE_NOT_FOUND = "message to delete not found"
CANNOT_DELETE = "message can't be deleted"
CANNOT_DELETE_FOR_ALL = "message can't be deleted for everyone"
REPLY_NOT_FOUND = "message to be replied not found"
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
BUTTON_DATA_INVALID = "BUTTON_DATA_INVALID"
WRONG_FILE = "wrong file_id or the file is temporarily unavailable"
WRONG_FILE_OR_URL = "wrong remote file identifier specified: Wrong string length"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
MOVED = "group chat was upgraded to a supergroup chat"
THREAD_NOT_FOUND = "message thread not found"
TOPIC_CLOSED = "TOPIC_CLOSED"
TYPE_MISMATCH = "type of file mismatch"
EMPTY_FILE = "file must be non-empty"
NO_URL = "failed to get HTTP URL content"
COPY_NOT_FOUND = "message to copy not found"
FORWARD_NOT_FOUND = "message to forward not found"
CANNOT_COPY = "message can't be copied"
CANNOT_FORWARD = "the message can't be forwarded"
PIN_NOT_FOUND = "message to pin not found"
UNPIN_NOT_FOUND = "message to unpin not found"
NO_RIGHT_TO_PIN = "not enough rights to manage pinned messages in the chat"
NO_RIGHT_TO_LINK = "not enough rights to manage chat invite link"
NO_RIGHT_TO_RESTRICT = "not enough rights to restrict/unrestrict chat member"
NO_RIGHT_TO_TOPIC = "not enough rights to create a topic"
NOT_A_FORUM = "the chat is not a forum"
PRIVATE_HAS_NO_MEMBERS = "there are no administrators in the private chat"
PERSON_UNKNOWN = "PARTICIPANT_ID_INVALID"
OWNER_STAYS = "can't remove chat owner"
LINK_UNKNOWN = "INVITE_HASH_EXPIRED"
NOBODY_ASKS = "HIDE_REQUESTER_MISSING"
DEACTIVATED = "user is deactivated"
