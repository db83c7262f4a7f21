"""Files: sending them, and getting those that people sent."""

from typing import Any

from practice.telegram.accounts import Bot
from practice.telegram.files import StoredFile
from practice.telegram.params import Params
from practice.telegram.sending import captioned, send
from practice.telegram.wire import Message
from practice.telegram.words import WRONG_FILE, WRONG_FILE_OR_URL, bad_request
from practice.telegram.world import TelegramWorld

MAX_DOWNLOAD = 20 * 1024 * 1024


def send_document(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Send a file: a new one, or one that the server has, by its id."""
    stored = _sent_file(world, given, "document")
    document = {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_name": stored.name,
        "mime_type": stored.mime_type,
        "file_size": len(stored.content),
    }
    return send(world, bot, given, {"document": document, **captioned(given)})


def get_file(world: TelegramWorld, _bot: Bot, given: Params) -> dict[str, Any]:
    """Return where a file can be downloaded."""
    stored = world.files.find(given.text("file_id"))
    if stored is None:
        raise bad_request(WRONG_FILE)
    if len(stored.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": len(stored.content),
        "file_path": stored.path,
    }


def _sent_file(world: TelegramWorld, given: Params, kind: str) -> StoredFile:
    upload = given.upload(kind)
    if upload:
        if not upload.content:
            raise bad_request("file must be non-empty")
        return world.files.add(kind, upload.filename, upload.content_type, upload.content)
    if not given.has(kind):
        raise bad_request(f"there is no {kind} in the request")
    stored = world.files.find(given.text(kind))
    if stored is None:
        raise bad_request(WRONG_FILE_OR_URL)
    return stored
