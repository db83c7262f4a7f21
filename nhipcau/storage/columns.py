"""How values stand in columns: moments in UTC, lengths of time in seconds, months and JSON as text."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text, TypeDecorator
from sqlalchemy import Enum as EnumColumn

from nhipcau.rules.kernel import Month

SECOND = timedelta(seconds=1)

BigNumber = BigInteger().with_variant(Integer, "sqlite")
"""Numbers that Telegram gives. SQLite's INTEGER has 64 bits; only by that name is its key the row itself."""


class Moment(TypeDecorator[datetime]):
    """An aware moment, in UTC. A naive one is refused: nobody could say when it is (R10)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = in_utc(value)
        # SQLite has no zones: it orders moments as text, so all of them must be written alike.
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC. Raises ValueError for a naive one."""
    if moment.utcoffset() is None:
        raise ValueError(f"a naive moment: {moment.isoformat()}")
    return moment.astimezone(UTC)


class Seconds(TypeDecorator[timedelta]):
    """A length of time, in whole seconds. A fraction is refused: it would come back as another length."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value % SECOND:
            raise ValueError(f"not a whole number of seconds: {value}")
        return value // SECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else value * SECOND


class MonthText(TypeDecorator[Month]):
    """A month as "2026-05"."""

    impl = String(7)
    cache_ok = True

    def process_bind_param(self, value: Month | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Month | None:
        return None if value is None else Month.parse(value)


class JsonText(TypeDecorator[Any]):
    """JSON as text on every database: keys keep their order, and what was written is what is read."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else to_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def to_json(value: Mapping[str, Any] | Sequence[Any], *, sort_keys: bool = False) -> str:
    """Compact JSON that people can read.

    Half a surrogate pair, which a phone may send, has no UTF-8: it is written as JSON's escape.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=sort_keys, separators=(",", ":"), default=_as_dict)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _as_dict(value: object) -> dict[Any, Any]:
    """For mappings that are no dict; the json module knows only those."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def one_of(kind: type[Enum]) -> EnumColumn:
    """A column that holds the value of an enumeration's member, and nothing else."""
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind.__name__).lstrip("_")
    return EnumColumn(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )
