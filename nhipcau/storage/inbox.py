"""The inbox: raw updates, kept before they are confirmed, each handled once."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select, update

from nhipcau.ports import Update
from nhipcau.storage.repository import Repository
from nhipcau.storage.tables import inbox


class SqlInbox(Repository):
    def store(self, updates: Iterable[Update], at: datetime) -> int:
        return self._add_new(
            inbox,
            ({"update_id": each.id, "chat_id": each.chat_id, "raw": each.raw, "stored_at": at} for each in updates),
        )

    def unhandled(self, limit: int) -> list[Update]:
        waiting = select(inbox).where(inbox.c.handled_at.is_(None)).order_by(inbox.c.update_id).limit(limit)
        return [Update(row.update_id, row.chat_id, row.raw) for row in self._rows(waiting)]

    def finish(self, update_id: int, at: datetime) -> bool:
        waiting = update(inbox).where(inbox.c.update_id == update_id, inbox.c.handled_at.is_(None))
        return self._touched(waiting.values(handled_at=at)) == 1

    def last_id(self) -> int | None:
        newest = self._value(select(func.max(inbox.c.update_id)))
        return None if newest is None else int(newest)
