"""Inserts that may repeat, in words that both databases know.

SQLAlchemy's own, one for each database, are compiled anew at every execution; these once, as every other statement is:
https://docs.sqlalchemy.org/en/20/core/compiler.html
"""

from functools import cache
from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.ext.compiler import compiles


@cache
def insert(table: Table) -> Insert:
    """An insert that fails where a row of the same unique key is there."""
    return _counted(Insert(table))


@cache
def insert_new(table: Table) -> Insert:
    """An insert that leaves alone the rows that are there, whatever unique key says so."""
    return _counted(_InsertNew(table))


@cache
def put(table: Table) -> Insert:
    """An insert that overwrites the row of the same primary key; all columns must be given."""
    return _counted(_Put(table))


def _counted(insert: Insert) -> Insert:
    """Nobody asks which number the row got, but how many rows they were."""
    return insert.inline().execution_options(preserve_rowcount=True)


class _InsertNew(Insert):
    inherit_cache = True


class _Put(Insert):
    inherit_cache = True


@compiles(_InsertNew)
def _write_insert_new(insert: _InsertNew, compiler: Any, **options: Any) -> str:
    return f"{compiler.visit_insert(insert, **options)} ON CONFLICT DO NOTHING"


@compiles(_Put)
def _write_put(put: _Put, compiler: Any, **options: Any) -> str:
    columns, name = put.table.columns, compiler.preparer.format_column
    key = ", ".join(name(column) for column in columns if column.primary_key)
    given = ", ".join(f"{name(column)} = excluded.{name(column)}" for column in columns if not column.primary_key)
    return f"{compiler.visit_insert(put, **options)} ON CONFLICT ({key}) DO UPDATE SET {given}"
