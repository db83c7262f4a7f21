"""How files look in messages."""

from practice.telegram.files import StoredFile
from practice.telegram.wire import Json

PHOTO_SIZE = {"width": 800, "height": 600}
"""Simplified: every picture has this one size; the real server makes several from the true one."""


def shown(stored: StoredFile) -> Json:
    """Return what a message has of a file: a `photo`, a `document`, a `video` or a `sticker`."""
    file: Json = {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": len(stored.content),
    }
    if stored.kind == "photo":
        return {"photo": [{**file, **PHOTO_SIZE}]}
    if stored.kind == "video":
        return {"video": {**file, **PHOTO_SIZE, "duration": 0, "file_name": stored.name, "mime_type": stored.mime_type}}
    if stored.kind == "sticker":
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": {**file, **looks, "emoji": "👍"}}
    return {"document": {**file, "file_name": stored.name, "mime_type": stored.mime_type}}
