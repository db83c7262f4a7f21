"""Letters: drafts, each sent or dropped once."""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from nhipcau.ports.letters import Letter, LetterState
from nhipcau.storage.repository import Repository
from nhipcau.storage.talk_tables import letters

LETTER = select(letters).where(letters.c.id == bindparam("number"))
OF_ALBUM = select(letters.c.id).where(letters.c.by == bindparam("by"), letters.c.album == bindparam("album"))
DECIDE = update(letters).where(letters.c.id == bindparam("number"), letters.c.state == LetterState.DRAFT)


class SqlLetters(Repository):
    def keep(self, letter: Letter, at: datetime) -> None:
        """Keep a draft."""
        self._add(letters, [{**vars(letter), "state": LetterState.DRAFT, "made_at": at}])

    def get(self, letter_id: int) -> Letter | None:
        row = self._first(LETTER, number=letter_id)
        return None if row is None else Letter(row.id, row.by, row.target, row.words, row.attached, row.album)

    def has_album(self, by: str, album: str) -> bool:
        return self._first(OF_ALBUM, by=by, album=album) is not None

    def decide(self, letter_id: int, state: LetterState) -> bool:
        """False: it was sent or dropped before."""
        return self._touched(DECIDE, number=letter_id, state=state) == 1
