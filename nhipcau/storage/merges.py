"""Two rows that were one person: what belongs to one is moved to the other, and can be moved back (R37)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Table, bindparam, func, insert, select, update

from nhipcau.rules.roster import ChatState
from nhipcau.storage.campaign_tables import kit_proofs
from nhipcau.storage.repository import Found, Repository, among
from nhipcau.storage.tables import accounts, appointments, checkins, grants, leaves, merges, people

Proof = tuple[str, str, str]
"""Campaign, item, and the link where it was shared ("" where it was got)."""

MOVED: tuple[Table, ...] = (appointments, leaves, grants, checkins)
"""What belongs to a person, in tables whose rows have a number; what has none is moved by itself, further below."""

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
TOMBSTONES = select(people.c.id).where(people.c.merged_into == bindparam("kept")).order_by(people.c.id)
CHAT = select(people.c.chat_id, people.c.chat_state, people.c.bound_at).where(people.c.id == bindparam("number"))
NO_CHAT = {"chat_id": None, "chat_state": ChatState.UNBOUND, "bound_at": None}
SENT_BY_BOTH = (
    select(func.count())
    .select_from(checkins)
    .where(checkins.c.person_id == bindparam("gone"), checkins.c.version > 0, checkins.c.round_id.in_(ROUNDS))
)

PROOFS = select(kit_proofs).where(kit_proofs.c.person_id == bindparam("whose"))
THIS_PROOF = (
    (kit_proofs.c.campaign == bindparam("its_campaign"))
    & (kit_proofs.c.item == bindparam("its_item"))
    & (kit_proofs.c.link == bindparam("its_link"))
    & (kit_proofs.c.person_id == bindparam("whose"))
)
ACCOUNT = select(accounts).where(accounts.c.person_id == bindparam("whose"))


class SqlMerges(Repository):
    def stuck(self, kept: int, gone: int) -> int:
        """How many answered check-ins of `gone` are in rounds where `kept` has a place, and could not be moved."""
        return int(self._value(SENT_BY_BOTH, kept=kept, gone=gone))

    def merge(self, kept: int, gone: int, at: datetime) -> Mapping[str, int]:
        """Move what is `gone`'s to `kept`, and leave a tombstone. Returns how many rows of each kind were moved."""
        moved = {table.name: self._move(table, self._movable(table, kept, gone), kept) for table in MOVED}
        chat = self._move_chat(gone, kept)
        proofs, earlier = self._join_proofs(kept, gone)
        account = self._lend_account(kept, gone)
        self._run(update(people).where(people.c.id == gone).values(merged_into=kept))
        note = {"rows": moved, "chat": chat, "proofs": proofs, "earlier": earlier, "account": account}
        self._run(insert(merges).values(kept_id=kept, gone_id=gone, moved=note, merged_at=at))
        counts = {name: len(numbers) for name, numbers in moved.items()}
        return {**counts, kit_proofs.name: len(proofs), accounts.name: int(account)}

    def undo(self, gone: str, at: datetime) -> bool:
        """Move everything back to whoever had this code. False: there is no merge to undo."""
        row = self._first(LAST, gone=gone)
        if row is None:
            return False
        for table in MOVED:
            self._move(table, row.moved["rows"][table.name], row.gone_id)
        if row.moved["chat"]:
            self._move_chat(row.kept_id, row.gone_id)
        self._part_proofs(row)
        if row.moved["account"]:
            self._take_account_back(row.kept_id, row.gone_id)
        self._run(update(people).where(people.c.id == row.gone_id).values(merged_into=None))
        self._run(update(merges).where(merges.c.id == row.id).values(undone_at=at))
        return True

    def codes(self) -> Mapping[str, str]:
        """The codes of tombstones, and whose they became."""
        return {row.gone: row.kept for row in self._rows(CODES)}

    def tombstones(self, kept: int) -> list[int]:
        near = [row.id for row in self._rows(TOMBSTONES, kept=kept)]
        return [number for gone in near for number in (gone, *self.tombstones(gone))]

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

    def _join_proofs(self, kept: int, gone: int) -> tuple[list[Proof], list[tuple[Proof, str]]]:
        """Both have proven what either has, each since the earlier moment.

        Returns what was moved, and what `kept` had proven later, with that moment in UTC.
        """
        own, moved, earlier = self._proven(kept), [], []
        for proof, at in self._proven(gone).items():
            if proof not in own:
                self._change_proof(gone, proof, person_id=kept)
                moved.append(proof)
            elif at < own[proof]:
                self._change_proof(kept, proof, at=at)
                earlier.append((proof, own[proof].isoformat()))
        return moved, earlier

    def _part_proofs(self, row: Found) -> None:
        for proof in row.moved["proofs"]:
            self._change_proof(row.kept_id, proof, person_id=row.gone_id)
        for proof, at in row.moved["earlier"]:
            self._change_proof(row.kept_id, proof, at=datetime.fromisoformat(at))

    def _proven(self, whose: int) -> dict[Proof, datetime]:
        return {(row.campaign, row.item, row.link): row.at for row in self._rows(PROOFS, whose=whose)}

    def _change_proof(self, whose: int, proof: Proof, **values: object) -> None:
        campaign, item, link = proof
        changed = update(kit_proofs).where(THIS_PROOF).values(values)
        self._run(changed, its_campaign=campaign, its_item=item, its_link=link, whose=whose)

    def _lend_account(self, kept: int, gone: int) -> bool:
        """Bank and holder, where `kept` has nothing; the digits stay with the row of the sheet that has the number."""
        own, theirs = self._first(ACCOUNT, whose=kept), self._first(ACCOUNT, whose=gone)
        if theirs is None or (own is not None and (own.bank or own.digits or own.holder)):
            return False
        self._put(accounts, {"person_id": kept, "bank": theirs.bank, "digits": "", "holder": theirs.holder})
        return True

    def _take_account_back(self, kept: int, gone: int) -> None:
        """Unless `kept` has another one by now."""
        own, theirs = self._first(ACCOUNT, whose=kept), self._first(ACCOUNT, whose=gone)
        if own is None or theirs is None:
            return
        if (own.bank, own.holder) == (theirs.bank, theirs.holder) and own.digits in ("", theirs.digits):
            self._put(accounts, {"person_id": kept, "bank": "", "digits": "", "holder": ""})
