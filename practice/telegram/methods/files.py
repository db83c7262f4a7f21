"""Files: sending them alone or as an album, and getting those that people sent."""

from practice.core.calls import Refusal, Upload
from practice.telegram.accounts import Bot
from practice.telegram.chats import Chat
from practice.telegram.files import StoredFile
from practice.telegram.media import shown
from practice.telegram.params import Params
from practice.telegram.sending import captioned, open_chat, send
from practice.telegram.wire import Json, Message
from practice.telegram.words import EMPTY_FILE, NO_URL, TYPE_MISMATCH, WRONG_FILE, WRONG_FILE_OR_URL, bad_request
from practice.telegram.world import TelegramWorld

MEGABYTE = 1024 * 1024
MAX_DOWNLOAD = 20 * MEGABYTE
MAX_UPLOAD = {"photo": 10 * MEGABYTE, "document": 50 * MEGABYTE, "video": 50 * MEGABYTE, "sticker": MEGABYTE // 2}
MAX_ALBUM = 10


def send_document(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Send a file: a new one, or one that the server has, by its id."""
    return _send_one(world, bot, given, "document")


def send_photo(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Send a picture."""
    return _send_one(world, bot, given, "photo")


def send_video(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Send a video."""
    return _send_one(world, bot, given, "video")


def send_sticker(world: TelegramWorld, bot: Bot, given: Params) -> Message:
    """Send a sticker."""
    return _send_one(world, bot, given, "sticker")


def send_media_group(world: TelegramWorld, bot: Bot, given: Params) -> list[Message]:
    """Send an album: one message for each file, all with one `media_group_id`."""
    chat = open_chat(world, bot, given.chat_id())
    album = [given.within(item) for item in given.objects("media")]
    if not 2 <= len(album) <= MAX_ALBUM:
        raise bad_request(f"media group must include 2-{MAX_ALBUM} items")
    kinds = {item.text("type") for item in album}
    if "document" in kinds and len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    number = {"media_group_id": _album_number(chat)}
    return send(world, bot, given, *({**input_media(world, item), **number} for item in album))


def input_media(world: TelegramWorld, item: Params) -> Json:
    """Return the content of an InputMedia object: the file, and its own caption."""
    stored = file_of(world, item.text("type"), item.text("media"), item.upload("media"))
    return {**shown(stored), **captioned(item)}


def get_file(world: TelegramWorld, _bot: Bot, given: Params) -> Json:
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


def file_of(world: TelegramWorld, kind: str, reference: str, upload: Upload | None) -> StoredFile:
    """Keep an uploaded file, or find the one that is meant; raise Refusal (400, 413) as the server does."""
    if kind not in MAX_UPLOAD:
        raise bad_request("can't parse InputMedia: unknown type")
    if upload:
        if not upload.content:
            raise bad_request(EMPTY_FILE)
        if len(upload.content) > MAX_UPLOAD[kind]:
            raise Refusal(413, "Request Entity Too Large")
        return world.files.add(kind, upload.filename, upload.content_type, upload.content)
    if not reference:
        raise bad_request(f"there is no {kind} in the request")
    if "://" in reference:
        raise bad_request(NO_URL)
    stored = world.files.find(reference)
    if stored is None:
        raise bad_request(WRONG_FILE_OR_URL)
    if stored.kind != kind:
        raise bad_request(TYPE_MISMATCH)
    return stored


def _send_one(world: TelegramWorld, bot: Bot, given: Params, kind: str) -> Message:
    open_chat(world, bot, given.chat_id())
    stored = file_of(world, kind, given.text(kind), given.upload(kind))
    return send(world, bot, given, {**shown(stored), **captioned(given)})[0]


def _album_number(chat: Chat) -> str:
    # Unique without another counter: a chat never has two messages of one number.
    return f"{abs(chat.id)}{chat.last_message_id + 1:08d}"
