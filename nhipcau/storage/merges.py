"""Two rows that were one person: what belongs to one is moved to the other, and can be moved back (R37)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Table, bindparam, func, insert, select, update

from nhipcau.rules.roster import ChatState
from nhipcau.storage.repository import Repository, among
from nhipcau.storage.tables import appointments, checkins, grants, leaves, merges, people

MOVED: tuple[Table, ...] = (appointments, leaves, grants, checkins)
"""What belongs to a person, in tables whose rows have a number."""

ROUNDS = select(checkins.c.round_id).where(checkins.c.person_id == bindparam("kept"))
KEPT, GONE = people.alias("kept"), people.alias("gone")
STANDING = merges.c.undone_at.is_(None)
CODES = (
    select(GONE.c.code.label("gone"), KEPT.c.code.label("kept"))
    .join(merges, merges.c.gone_id == GONE.c.id)
    .join(KEPT, merges.c.kept_id == KEPT.c.id)
    .where(STANDING)
)
LAST = select(merges).join(GONE, merges.c.gone_id == GONE.c.id).where(GONE.c.code == bindparam("gone"), STANDING)
CHAT = select(people.c.chat_id, people.c.chat_state, people.c.bound_at).where(people.c.id == bindparam("number"))
NO_CHAT = {"chat_id": None, "chat_state": ChatState.UNBOUND, "bound_at": None}
SENT_BY_BOTH = (
    select(func.count())
    .select_from(checkins)
    .where(checkins.c.person_id == bindparam("gone"), checkins.c.version > 0, checkins.c.round_id.in_(ROUNDS))
)


class SqlMerges(Repository):
    def stuck(self, kept: int, gone: int) -> int:
        """How many answered check-ins of `gone` are in rounds where `kept` has a place, and could not be moved."""
        return int(self._value(SENT_BY_BOTH, kept=kept, gone=gone))

    def merge(self, kept: int, gone: int, at: datetime) -> Mapping[str, int]:
        """Move what is `gone`'s to `kept`, and leave a tombstone. Returns how many rows of each kind were moved."""
        moved = {table.name: self._move(table, self._movable(table, kept, gone), kept) for table in MOVED}
        chat = self._move_chat(gone, kept)
        self._run(update(people).where(people.c.id == gone).values(merged_into=kept))
        note = {"kept_id": kept, "gone_id": gone, "moved": {"rows": moved, "chat": chat}, "merged_at": at}
        self._run(insert(merges).values(note))
        return {name: len(numbers) for name, numbers in moved.items()}

    def undo(self, gone: str, at: datetime) -> bool:
        """Move everything back to whoever had this code. False: there is no merge to undo."""
        row = self._first(LAST, gone=gone)
        if row is None:
            return False
        for table in MOVED:
            self._move(table, row.moved["rows"][table.name], row.gone_id)
        if row.moved["chat"]:
            self._move_chat(row.kept_id, row.gone_id)
        self._run(update(people).where(people.c.id == row.gone_id).values(merged_into=None))
        self._run(update(merges).where(merges.c.id == row.id).values(undone_at=at))
        return True

    def codes(self) -> Mapping[str, str]:
        """The codes of tombstones, and whose they became."""
        return {row.gone: row.kept for row in self._rows(CODES)}

    def _movable(self, table: Table, kept: int, gone: int) -> list[int]:
        """The rows of `gone`; in a round where both have a place each keeps their own."""
        chosen = select(table.c.id).where(table.c.person_id == gone)
        if table is checkins:
            chosen = chosen.where(checkins.c.round_id.not_in(ROUNDS))
            return [row.id for row in self._rows(chosen, kept=kept)]
        return [row.id for row in self._rows(chosen)]

    def _move(self, table: Table, numbers: Iterable[int], to: int) -> list[int]:
        kept = list(numbers)
        if kept:
            self._run(update(table).where(among(table.c.id, kept)).values(person_id=to))
        return kept

    def _move_chat(self, giver: int, taker: int) -> bool:
        """The chat goes along when the other has none; a tombstone has none in any case."""
        given, taken = self._first(CHAT, number=giver), self._first(CHAT, number=taker)
        assert given is not None and taken is not None, "both are in the roster"
        moves = given.chat_id is not None and taken.chat_id is None
        self._run(update(people).where(people.c.id == giver).values(NO_CHAT))
        if moves:
            chat = {"chat_id": given.chat_id, "chat_state": given.chat_state, "bound_at": given.bound_at}
            self._run(update(people).where(people.c.id == taker).values(chat))
        return moves
