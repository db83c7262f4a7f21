"""Which files were rendered, of what."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, select

from nhipcau.ports import Archived
from nhipcau.storage.repository import Found, Repository
from nhipcau.storage.tables import archive

AT = select(archive).where(archive.c.path == bindparam("at"))
AT_ANY = select(archive).where(archive.c.path.in_(bindparam("paths", expanding=True)))


class SqlArchive(Repository):
    def put(self, archived: Archived, at: datetime) -> None:
        values = {"path": archived.path, "digest": archived.digest, "inputs": archived.inputs, "at": at}
        self._put(archive, values)

    def get(self, path: str) -> Archived | None:
        row = self._first(AT, at=path)
        return None if row is None else _archived(row)

    def known(self, paths: Collection[str]) -> dict[str, Archived]:
        return {row.path: _archived(row) for row in self._rows(AT_ANY, paths=list(paths))}


def _archived(row: Found) -> Archived:
    return Archived(row.path, row.digest, row.inputs)
