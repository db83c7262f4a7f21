"""Which files were rendered, of what."""

from datetime import datetime

from sqlalchemy import select

from nhipcau.ports import Archived
from nhipcau.storage.repository import Repository
from nhipcau.storage.tables import archive


class SqlArchive(Repository):
    def put(self, archived: Archived, at: datetime) -> None:
        values = {"path": archived.path, "digest": archived.digest, "inputs": archived.inputs, "at": at}
        self._put(archive, values)

    def get(self, path: str) -> Archived | None:
        row = self._first(select(archive).where(archive.c.path == path))
        return None if row is None else Archived(row.path, row.digest, row.inputs)
