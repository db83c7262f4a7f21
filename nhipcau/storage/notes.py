"""Small facts about the installation itself."""

from sqlalchemy import bindparam, select

from nhipcau.storage.repository import Repository
from nhipcau.storage.tables import notes

VALUE = select(notes.c.value).where(notes.c.name == bindparam("name"))


class SqlNotes(Repository):
    def get(self, name: str) -> str | None:
        value: str | None = self._value(VALUE, name=name)
        return value

    def set(self, name: str, value: str) -> None:
        self._put(notes, {"name": name, "value": value})
