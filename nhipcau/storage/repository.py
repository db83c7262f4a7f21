"""What all repositories share: a connection inside a transaction, the zone of moments, and inserts that may repeat."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Connection, CursorResult, Row, Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.base import Executable

Values = Mapping[str, Any]
Found = Row[Any]


class Repository:
    """One subject's rows, within one transaction."""

    def __init__(self, connection: Connection, zone: tzinfo) -> None:
        self._connection = connection
        self._zone = zone

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)

    def _run(self, statement: Executable) -> CursorResult[Any]:
        return self._connection.execute(statement)

    def _rows(self, statement: Executable) -> Sequence[Found]:
        return self._run(statement).all()

    def _first(self, statement: Executable) -> Found | None:
        return self._run(statement).first()

    def _value(self, statement: Executable) -> Any:
        return self._run(statement).scalar()

    def _touched(self, statement: Executable) -> int:
        """How many rows the statement changed."""
        return self._run(statement).rowcount

    def _add(self, table: Table, rows: Iterable[Values]) -> None:
        values = list(rows)
        if values:
            self._connection.execute(table.insert(), values)

    def _add_new(self, table: Table, rows: Iterable[Values]) -> int:
        """Insert the rows that are not there yet, whatever unique key says so. Returns how many they were."""
        values = list(rows)
        if not values:
            return 0
        # One statement with many rows of values was half as fast on Postgres, where its text is parsed each time.
        return self._connection.execute(self._insert(table).on_conflict_do_nothing(), values).rowcount

    def _put(self, table: Table, *rows: Values, where: ColumnElement[bool] | None = None) -> int:
        """Insert each row, or overwrite the one of the same primary key where `where` allows it.

        Returns how many rows there are now as given.
        """
        if not rows:
            return 0
        insert = self._insert(table)
        key = table.primary_key.columns
        given = {name: insert.excluded[name] for name in rows[0] if name not in key}
        put = insert.on_conflict_do_update(index_elements=list(key), set_=given, where=where)
        return self._connection.execute(put, rows).rowcount

    def _to_be_changed(self, chosen: Select[Any]) -> Select[Any]:
        """What is read to be written back: of two transactions that do, the second waits to see the first's.

        SQLite ignores it, having one writer at a time.
        """
        only_reads = self._connection.get_execution_options().get("postgresql_readonly", False)
        return chosen if only_reads else chosen.with_for_update()

    def _insert(self, table: Table) -> "sqlite.Insert | postgresql.Insert":
        on_sqlite = self._connection.dialect.name == "sqlite"
        insert = sqlite.insert(table) if on_sqlite else postgresql.insert(table)
        return insert.execution_options(preserve_rowcount=True)
