"""What is remembered: SQLAlchemy Core over SQLite or Postgres, frozen rule objects in, frozen rule objects out."""

from nhipcau.storage.store import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]
