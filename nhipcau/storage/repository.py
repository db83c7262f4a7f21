"""What all repositories share: a connection inside a transaction, the zone of moments, and how statements are run.

Statements are made once, as constants of their module, with named gaps (`bindparam`) that each execution fills: making
one takes several times as long as running it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Connection, CursorResult, Insert, Row, Select, Table, literal
from sqlalchemy.sql.base import Executable

from nhipcau.storage.inserts import insert, insert_new, put

Values = Mapping[str, Any]
Found = Row[Any]


def among(column: ColumnElement[Any], values: Iterable[object]) -> ColumnElement[bool]:
    """That the column holds one of these values, and no others at the next execution.

    SQLAlchemy writes a list of literals anew each time, because the next one may be longer.
    """
    return column.in_([literal(value, column.type) for value in values])


class Repository:
    """One subject's rows, within one transaction."""

    def __init__(self, connection: Connection, zone: tzinfo) -> None:
        self._connection = connection
        self._zone = zone

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)

    def _run(self, statement: Executable, /, **given: Any) -> CursorResult[Any]:
        """Run a statement with its gaps filled. What else is given are columns that it sets."""
        return self._connection.execute(statement, given)

    def _rows(self, statement: Executable, /, **given: Any) -> Sequence[Found]:
        return self._run(statement, **given).all()

    def _first(self, statement: Executable, /, **given: Any) -> Found | None:
        return self._run(statement, **given).first()

    def _value(self, statement: Executable, /, **given: Any) -> Any:
        return self._run(statement, **given).scalar()

    def _touched(self, statement: Executable, /, **given: Any) -> int:
        """How many rows the statement changed."""
        return self._run(statement, **given).rowcount

    def _add(self, table: Table, rows: Iterable[Values]) -> None:
        self._run_all(insert(table), list(rows))

    def _add_new(self, table: Table, rows: Iterable[Values]) -> int:
        """Insert the rows that are not there yet, whatever unique key says so. Returns how many they were."""
        return self._run_all(insert_new(table), list(rows))

    def _put(self, table: Table, *rows: Values) -> None:
        """Insert each row, or overwrite the one of the same primary key."""
        self._run_all(put(table), rows)

    def _run_all(self, statement: Insert, rows: Sequence[Values]) -> int:
        # One statement with many rows of values was half as fast on Postgres, where its text is parsed each time.
        return self._connection.execute(statement, rows).rowcount if rows else 0

    def _to_be_changed(self, chosen: Select[Any]) -> Select[Any]:
        """What is read to be written back: of two transactions that do, the second waits to see the first's.

        SQLite ignores it, having one writer at a time.
        """
        only_reads = self._connection.get_execution_options().get("postgresql_readonly", False)
        return chosen if only_reads else chosen.with_for_update()
