"""Migrations of the tables, run from the program itself.

A new one is a file beside the others in versions/, made by hand; a test compares the result with tables.py on both
databases. There are no downgrades: they would throw away what is remembered. The way back is a backup.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select

MIGRATING = 0x6E686971
"""The number of the lock that processes take in turn (Postgres)."""


def upgrade(connection: Connection) -> None:
    """Bring the database to the newest version, in a transaction; of several processes at once one does it."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    # SQLite's transaction holds the writer's lock from its beginning.
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
