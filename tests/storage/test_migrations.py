from collections.abc import Callable
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.exc import DBAPIError

from nhipcau.storage import open_store
from nhipcau.storage.migrations import NEWEST
from nhipcau.storage.tables import metadata
from tests.storage import workers
from tests.storage.test_processes import together


def described(engine: Engine) -> dict[str, Any]:
    """All that a database says of its tables."""
    found = inspect(engine)
    asked = ("columns", "indexes", "foreign_keys", "unique_constraints", "check_constraints")
    tables = {}
    for table in set(found.get_table_names()) - {"alembic_version"}:
        lists = {name: getattr(found, f"get_{name}")(table) for name in asked}
        tables[table] = {
            "key": found.get_pk_constraint(table),
            "comment": found.get_table_comment(table) if engine.dialect.supports_comments else None,
            **{name: sorted(map(_plain, each), key=repr) for name, each in lists.items()},
        }
    return tables


def _plain(part: dict[str, Any]) -> dict[str, str]:
    """Fragments of SQL compare by their text."""
    options = {key: str(value) for key, value in part.get("dialect_options", {}).items()}
    return {key: str(value) for key, value in (part | {"dialect_options": options}).items()}


def test_migrations_lead_to_the_tables_of_the_code(new_url: Callable[[], str]) -> None:
    migrated, created = new_url(), new_url()
    store = open_store(migrated)
    store.migrate()
    store.close()
    open_store(created).close()
    one, other = create_engine(migrated), create_engine(created)
    metadata.create_all(other)
    with one.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert described(one) == described(other)
    one.dispose()
    other.dispose()


def test_every_table_says_what_it_holds() -> None:
    assert [table.name for table in metadata.sorted_tables if not table.comment] == []


def test_migrating_again_changes_nothing(new_url: Callable[[], str]) -> None:
    store = open_store(new_url())
    store.migrate()
    with store.begin() as tx:
        tx.notes.set("a", "b")
    store.migrate()
    with store.read() as tx:
        assert tx.notes.get("a") == "b"
    store.close()


def test_processes_that_start_at_once_migrate_once(new_url: Callable[[], str]) -> None:
    assert together(3, workers.migrate, new_url()) == [[], [], []]


def test_a_migration_that_fails_leaves_nothing(new_url: Callable[[], str]) -> None:
    url = new_url()
    store = open_store(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (name TEXT)")
    with pytest.raises(DBAPIError):
        store.migrate()
    assert inspect(engine).get_table_names() == ["notes"]
    engine.dispose()
    store.close()


def test_a_file_of_migrations_is_named_by_its_revision(new_url: Callable[[], str]) -> None:
    """What a migrated database says is what the next start looks for, without asking Alembic."""
    url = new_url()
    store = open_store(url)
    store.migrate()
    store.close()
    engine = create_engine(url)
    with engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == NEWEST
    engine.dispose()
