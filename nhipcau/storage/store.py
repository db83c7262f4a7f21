"""The store: transactions over SQLite or Postgres, each with every subject's repository."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, tzinfo

from sqlalchemy import Connection

from nhipcau.storage.accounts import SqlAccounts
from nhipcau.storage.amendments import SqlAmendments
from nhipcau.storage.archive import SqlArchive
from nhipcau.storage.checkins import SqlCheckins
from nhipcau.storage.engines import Engines, open_engines, use_write_ahead_log
from nhipcau.storage.erasures import SqlErasures
from nhipcau.storage.inbox import SqlInbox
from nhipcau.storage.invites import SqlInvites
from nhipcau.storage.journal import SqlJournal
from nhipcau.storage.kits import SqlKits
from nhipcau.storage.letters import SqlLetters
from nhipcau.storage.merges import SqlMerges
from nhipcau.storage.migrations import upgrade
from nhipcau.storage.months import SqlMonths
from nhipcau.storage.notes import SqlNotes
from nhipcau.storage.outbox import SqlOutbox
from nhipcau.storage.people import SqlPeople
from nhipcau.storage.rounds import SqlRounds
from nhipcau.storage.sheet_bases import SqlSheetBases
from nhipcau.storage.slots import SqlSlots
from nhipcau.storage.talk import SqlTalk


def open_store(url: str, *, zone: tzinfo | None = None, durable: bool = True) -> "SqlStore":
    """The store at `sqlite:///path` or `postgresql+psycopg://...`; moments come out in `zone`, or in UTC.

    Connects at the first transaction. `durable`: what SQLite committed outlives a power cut. Raises ValueError for an
    address of anything else.
    """
    return SqlStore(open_engines(url, durable), zone or UTC)


class SqlStore:
    """Implements nhipcau.ports.Store. Any thread may use it; each transaction belongs to the thread that began it."""

    def __init__(self, engines: Engines, zone: tzinfo) -> None:
        self._engines = engines
        self._zone = zone
        self._here = threading.local()

    @property
    def remote(self) -> bool:
        """Whether a transaction may block on a network: then it has no place in an event loop."""
        return self._engines.remote

    def migrate(self) -> None:
        """Bring the tables to what this version needs; of several processes one does it and the others wait."""
        if not self.remote:
            use_write_ahead_log(self._engines.writing.engine)
        with self._engines.writing.transaction() as connection:
            upgrade(connection)

    def close(self) -> None:
        self._engines.writing.engine.dispose()
        self._engines.reading.engine.dispose()

    @contextmanager
    def begin(self) -> Iterator["SqlTx"]:
        """A writing transaction. Raises RuntimeError inside another of the same thread, which would wait for itself."""
        if getattr(self._here, "writes", False):
            raise RuntimeError("this thread is in a writing transaction already")
        self._here.writes = True
        try:
            with self._engines.writing.transaction() as connection:
                yield SqlTx(connection, self._zone)
        finally:
            self._here.writes = False

    @contextmanager
    def read(self) -> Iterator["SqlTx"]:
        """A reading transaction: everything in it sees the store at one instant; writing raises."""
        with self._engines.reading.transaction() as connection:
            yield SqlTx(connection, self._zone)


class SqlTx:
    """Implements nhipcau.ports.Tx."""

    def __init__(self, connection: Connection, zone: tzinfo) -> None:
        self._connection = connection
        self.people = SqlPeople(connection, zone)
        self.accounts = SqlAccounts(connection, zone)
        self.talk = SqlTalk(connection, zone)
        self.erasures = SqlErasures(connection, zone)
        self.invites = SqlInvites(connection, zone)
        self.merges = SqlMerges(connection, zone)
        self.slots = SqlSlots(connection, zone)
        self.amendments = SqlAmendments(connection, zone)
        self.rounds = SqlRounds(connection, zone)
        self.checkins = SqlCheckins(connection, zone)
        self.outbox = SqlOutbox(connection, zone)
        self.letters = SqlLetters(connection, zone)
        self.kits = SqlKits(connection, zone)
        self.inbox = SqlInbox(connection, zone)
        self.journal = SqlJournal(connection, zone)
        self.months = SqlMonths(connection, zone)
        self.sheet_bases = SqlSheetBases(connection, zone)
        self.archive = SqlArchive(connection, zone)
        self.notes = SqlNotes(connection, zone)
