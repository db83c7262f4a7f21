"""Migrations of the tables, run from the program itself.

A new one is a file beside the others in versions/, made by hand; a test compares the result with tables.py on both
databases. There are no downgrades: they would throw away what is remembered. The way back is a backup.
"""

from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text

HERE = Path(__file__).parent
NEWEST = max(file.stem[1:5] for file in (HERE / "versions").glob("v????_*.py"))
"""The revision that this program needs: its files are named by them, in order."""
MIGRATING = 0x6E686971
"""The number of the lock that processes take in turn (Postgres)."""


def upgrade(connection: Connection) -> None:
    """Bring the database to the newest version, in a transaction; of several processes at once one does it.

    Alembic is imported only where there is something to do: every process asks when it starts, and it costs each of
    them a tenth of its start and 7 MB.
    """
    if _version(connection) == NEWEST:
        return
    # SQLite's transaction holds the writer's lock from its beginning.
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
    config = import_module("alembic.config").Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    import_module("alembic.command").upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
