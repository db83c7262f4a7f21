"""Columns and constraints as migrations write them: types and names that never change, whatever the code becomes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def number() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer, sa.Identity(), nullable=False)


def words(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def moments(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, MOMENT, nullable=False) for name in names]


def hand(step: str) -> list[sa.Column[Any]]:
    return [*words(f"{step}_by"), sa.Column(f"{step}_at", MOMENT)]


def days() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return sa.Column("first_day", sa.Date, nullable=False), sa.Column("last_day", sa.Date)


def state(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(20), nullable=False)


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}")


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=f"ck_{table}_{name}")


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def where(rule: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(rule), "postgresql_where": sa.text(rule)}
