"""The journal: who did what to what, when, why."""

from collections.abc import Collection

from sqlalchemy import bindparam, select

from nhipcau.ports import Entry
from nhipcau.storage.repository import Found, Repository, Values
from nhipcau.storage.tables import journal

ABOUT = select(journal).where(journal.c.subject == bindparam("subject")).order_by(journal.c.id)
ABOUT_ANY = select(journal).where(journal.c.subject.in_(bindparam("subjects", expanding=True))).order_by(journal.c.id)
OF_KIND = select(journal).where(journal.c.what == bindparam("what")).order_by(journal.c.id)


class SqlJournal(Repository):
    def write(self, *entries: Entry) -> None:
        self._add(journal, map(_row, entries))

    def about(self, subject: str) -> list[Entry]:
        """Every entry about the subject, in the order in which they were written."""
        return [self._entry(row) for row in self._rows(ABOUT, subject=subject)]

    def about_any(self, subjects: Collection[str]) -> list[Entry]:
        return [self._entry(row) for row in self._rows(ABOUT_ANY, subjects=list(subjects))]

    def of_kind(self, what: str) -> list[Entry]:
        return [self._entry(row) for row in self._rows(OF_KIND, what=what)]

    def _entry(self, row: Found) -> Entry:
        return Entry(self._local(row.at), row.who, row.what, row.subject, row.why, row.detail)


def _row(entry: Entry) -> Values:
    return {
        "at": entry.at,
        "who": entry.who,
        "what": entry.what,
        "subject": entry.subject,
        "why": entry.why,
        "detail": entry.detail,
    }
