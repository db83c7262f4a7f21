"""Ways into the network: each for one person, once, until a moment, unless it was revoked."""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from nhipcau.rules.roster import Invite
from nhipcau.storage.repository import Found, Repository
from nhipcau.storage.tables import invites

ONE = select(invites).where(invites.c.code == bindparam("number"))
REVOKED_FIRST = invites.c.revoked_at.is_(None)
NEWEST_LAST = select(invites).order_by(invites.c.person_id, REVOKED_FIRST, invites.c.made_at, invites.c.code)
SPEND = update(invites).where(invites.c.code == bindparam("number"), invites.c.used_by.is_(None))
OPEN = invites.c.used_by.is_(None) & invites.c.revoked_at.is_(None)
REVOKE = update(invites).where(invites.c.person_id == bindparam("of"), OPEN)


class SqlInvites(Repository):
    def add(self, at: datetime, *new: Invite) -> None:
        """Keep new ways in; one whose code is known stays as it is."""
        rows = ({"code": i.code, "person_id": i.person_id, "made_at": at, "expires_at": i.expires_at} for i in new)
        self._add_new(invites, rows)

    def get(self, code: str) -> Invite | None:
        row = self._first(ONE, number=code)
        return None if row is None else self._invite(row)

    def newest(self) -> dict[int, Invite]:
        """The newest of each person that has one, by person."""
        return {row.person_id: self._invite(row) for row in self._rows(NEWEST_LAST)}

    def spend(self, code: str, chat_id: int, at: datetime) -> None:
        self._run(SPEND, number=code, used_by=chat_id, used_at=at)

    def revoke(self, person_id: int, at: datetime) -> int:
        """Close what is open for the person. Returns how many were."""
        return self._touched(REVOKE, of=person_id, revoked_at=at)

    def _invite(self, row: Found) -> Invite:
        return Invite(row.code, row.person_id, self._local(row.expires_at), row.used_by, row.revoked_at is not None)
