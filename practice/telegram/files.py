"""Files that were uploaded by bots or people. Ids come from a counter and the content, so they repeat."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

FOLDERS = {"document": "documents", "photo": "photos", "sticker": "stickers", "thumbnail": "thumbnails"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `kind` is the kind of message it was sent in."""

    file_id: str
    file_unique_id: str
    path: str
    kind: str
    name: str
    mime_type: str
    content: bytes


class FileStore:
    """All files of the world, by id and by download path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, name: str, mime_type: str, content: bytes) -> StoredFile:
        """Keep a file and return it with its ids; equal content has the same unique id."""
        number = len(self._by_id)
        unique = base64.urlsafe_b64encode(hashlib.sha256(content).digest()[:12]).decode()
        path = f"{FOLDERS.get(kind, 'files')}/file_{number}{PurePosixPath(name).suffix}"
        return self._keep(StoredFile(f"{kind}-{number}-{unique}", unique, path, kind, name, mime_type, content))

    def find(self, file_id: str) -> StoredFile | None:
        """Return the file with this id."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """Return the file with this download path."""
        return self._by_path.get(path)

    def dump(self) -> list[dict[str, Any]]:
        """Return all files: JSON-able, but for their contents."""
        return [
            {name: getattr(stored, name) for name in StoredFile.__dataclass_fields__} for stored in self._by_id.values()
        ]

    def load(self, saved: list[dict[str, Any]]) -> None:
        """Replace all files by those of a `dump`."""
        self.clear()
        for each in saved:
            self._keep(StoredFile(**each))

    def clear(self) -> None:
        """Forget all files."""
        self._by_id.clear()
        self._by_path.clear()

    def _keep(self, stored: StoredFile) -> StoredFile:
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored
