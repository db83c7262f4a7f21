"""Small facts about the installation itself."""

from sqlalchemy import select

from nhipcau.storage.repository import Repository
from nhipcau.storage.tables import notes


class SqlNotes(Repository):
    def get(self, name: str) -> str | None:
        value: str | None = self._value(select(notes.c.value).where(notes.c.name == name))
        return value

    def set(self, name: str, value: str) -> None:
        self._put(notes, {"name": name, "value": value})
