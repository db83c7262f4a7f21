"""The two databases: how connections are opened and how transactions begin on each."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

PATIENCE = 30
"""Seconds to wait for another writer, or for a free connection."""


@dataclass(frozen=True)
class Connections:
    """A pool of connections, and what begins a transaction on one, unless the driver does so by itself."""

    engine: Engine
    begin: str = ""

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            # Said here, not by an event: an engine that has events looks for listeners around every statement.
            if self.begin:
                connection.exec_driver_sql(self.begin)
            yield connection


@dataclass(frozen=True)
class Engines:
    """Connections that write and connections that only read; `remote` when they may block on a network."""

    writing: Connections
    reading: Connections
    remote: bool


def open_engines(url: str, durable: bool = True) -> Engines:
    """Engines for `sqlite:///path` or `postgresql+psycopg://...`. Raises ValueError for any other address."""
    parsed = make_url(url)
    if parsed.drivername in ("sqlite", "sqlite+pysqlite"):
        return _sqlite(parsed, durable)
    if parsed.drivername == "postgresql+psycopg":
        return _postgres(parsed)
    raise ValueError(f"not an address of SQLite or of Postgres (postgresql+psycopg://): {parsed.drivername}://")


def _sqlite(url: URL, durable: bool) -> Engines:
    if url.database in (None, "", ":memory:"):
        raise ValueError("SQLite needs a file (sqlite:///path): in memory, every connection would have its own store")
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    # SQLite has one writer at a time: threads wait for the one connection, which wakes them, not for SQLite's lock,
    # which they would have to ask for again and again.
    writing = _sqlite_engine(url, connections=1)
    event.listen(writing, "connect", _prepare_writer if durable else _prepare_forgetful_writer)
    reading = _sqlite_engine(url, connections=8)
    event.listen(reading, "connect", _prepare_reader)
    # A writer takes its lock at once: a transaction that reads first and writes later could find it taken.
    return Engines(Connections(writing, "BEGIN IMMEDIATE"), Connections(reading, "BEGIN"), remote=False)


def _sqlite_engine(url: URL, connections: int) -> Engine:
    return create_engine(
        url,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=PATIENCE,
        # Without an isolation level the sqlite3 module begins nothing by itself, and `begin` is all there is:
        # https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#enabling-non-legacy-sqlite-transactional-modes
        connect_args={"timeout": PATIENCE, "isolation_level": None},
    )


def _prepare_writer(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    _pragmas(connection, "foreign_keys = ON", "synchronous = FULL")


def _prepare_forgetful_writer(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """For a store that nobody needs after a power cut: committing does not wait for the disk."""
    _pragmas(connection, "foreign_keys = ON", "synchronous = OFF")


@retry(
    retry=retry_if_exception_type(sqlite3.OperationalError),
    wait=wait_fixed(0.02),
    stop=stop_after_delay(PATIENCE),
    reraise=True,
)
def use_write_ahead_log(engine: Engine) -> None:
    """Let readers and a writer work side by side; the file remembers it.

    Two processes that start on a new file get in each other's way here, and SQLite does not wait by itself:
    https://www.sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode
    """
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _prepare_reader(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    _pragmas(connection, "query_only = ON")


def _pragmas(connection: DBAPIConnection, *pragmas: str) -> None:
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _postgres(url: URL) -> Engines:
    engine = create_engine(
        url,
        # Whoever waited for a row or for a courier's turn must see what the other did, so each statement looks anew.
        isolation_level="READ COMMITTED",
        # A connection that the server dropped is found out before it is used, not in the middle of a job.
        pool_pre_ping=True,
        pool_timeout=PATIENCE,
        connect_args={"options": f"-c lock_timeout={PATIENCE}s"},
    )
    snapshot = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(Connections(engine), Connections(snapshot), remote=True)
