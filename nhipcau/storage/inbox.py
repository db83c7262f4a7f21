"""The inbox: raw updates, kept before they are confirmed, each handled once."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, select, update

from nhipcau.ports import Update
from nhipcau.storage.post_tables import inbox
from nhipcau.storage.repository import Repository

UNHANDLED = select(inbox).where(inbox.c.handled_at.is_(None)).order_by(inbox.c.update_id).limit(bindparam("limit"))
FINISH = update(inbox).where(inbox.c.update_id == bindparam("number"), inbox.c.handled_at.is_(None))


class SqlInbox(Repository):
    def store(self, updates: Iterable[Update], at: datetime) -> int:
        return self._add_new(
            inbox,
            ({"update_id": each.id, "chat_id": each.chat_id, "raw": each.raw, "stored_at": at} for each in updates),
        )

    def unhandled(self, limit: int) -> list[Update]:
        return [Update(row.update_id, row.chat_id, row.raw) for row in self._rows(UNHANDLED, limit=limit)]

    def finish(self, update_id: int, at: datetime) -> bool:
        return self._touched(FINISH, number=update_id, handled_at=at) == 1
