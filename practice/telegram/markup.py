"""Reply markup: what the server refuses, and what of it a message shows."""

from typing import Any

from practice.telegram.wire import Json
from practice.telegram.words import BUTTON_DATA_INVALID, bad_request

MAX_DATA_BYTES = 64
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def checked_markup(markup: Any) -> Json | None:
    """Return the reply markup, None when there is none; raise Refusal (400) for one that the server refuses."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return {"inline_keyboard": [[_button(button) for button in row] for row in _rows(markup["inline_keyboard"])]}
    if "keyboard" in markup:
        rows = [[_key(key) for key in row] for row in _rows(markup["keyboard"])]
        return {**markup, "keyboard": rows}
    return markup if any(kind in markup for kind in KINDS) else None


def inline(markup: Json | None) -> Json | None:
    """Return the markup if it is an inline keyboard with buttons: only such one stays with the message."""
    return markup if markup and any(markup.get("inline_keyboard", [])) else None


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'can\'t parse reply keyboard markup JSON object: field "inline_keyboard" must be of type Array'
        )
    return rows


def _key(key: Any) -> Json:
    """Return a button of a reply keyboard; a plain text stands for a button with that text."""
    key = {"text": key} if isinstance(key, str) else key
    if not key.get("text"):
        raise bad_request("keyboard button text must be non-empty")
    return dict(key)


def _button(button: Any) -> Json:
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not any(action in button for action in ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= MAX_DATA_BYTES:
        raise bad_request(BUTTON_DATA_INVALID)
    return dict(button)
