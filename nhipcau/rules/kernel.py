"""What every rule shares: a month, a span of days, a refusal, a fingerprint, words in several languages."""

import calendar
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from fractions import Fraction
from typing import Any

Primitive = str | int | bool | None
Json = Primitive | Sequence["Json"] | Mapping[str, "Json"]

Words = Mapping[str, str]
"""One text in several languages: {"vi": ..., "en": ...}."""


def spoken(words: Words, language: str) -> str:
    """The text in `language`, or in Vietnamese where it was not translated."""
    return words.get(language) or words["vi"]


class Refused(Exception):
    """A rule says no. `code` names the sentence that a person is answered with, `facts` fill it in."""

    def __init__(self, code: str, /, **facts: Primitive) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; the period of reports and allowances."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read "2026-05". Raises ValueError for anything else."""
        year, _, number = text.partition("-")
        month = cls(int(year), int(number))
        if month.year < 1 or not 1 <= month.number <= 12 or str(month) != text:
            raise ValueError(text)
        return month

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, self.length)

    @property
    def length(self) -> int:
        return calendar.monthrange(self.year, self.number)[1]

    @property
    def next(self) -> "Month":
        return Month.of(self.last + timedelta(days=1))

    @property
    def previous(self) -> "Month":
        return Month.of(self.first - timedelta(days=1))

    @property
    def span(self) -> "Span":
        return Span(self.first, self.last)

    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(self.length))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


@dataclass(frozen=True)
class Span:
    """Local days from `first` to `last`, both included; no `last` means until further notice."""

    first: date
    last: date | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def overlap(self, other: "Span") -> "Span | None":
        """The days that both have, or None."""
        first = max(self.first, other.first)
        ends = [span.last for span in (self, other) if span.last is not None]
        last = min(ends) if ends else None
        return None if last is not None and last < first else Span(first, last)

    def days_in(self, month: Month) -> int:
        common = self.overlap(month.span)
        return 0 if common is None or common.last is None else (common.last - common.first).days + 1


AS_THEY_ARE = (str, int, bool, type(None))


def fingerprint(*values: object) -> str:
    """A short digest of plain data, equal on every machine: plan versions, policy versions, facts of a month."""
    text = json.dumps([plain(value) for value in values], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def plain(value: Any) -> Any:
    """Reduce rule objects to what JSON can hold, keeping every difference that matters."""
    if type(value) in AS_THEY_ARE:  # most are: asked first, for thousands of pages
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    return _plain_atom(value)


def _plain_atom(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (Fraction, Month)):
        return str(value)
    if isinstance(value, (str, int)):
        return value
    raise TypeError(f"no fingerprint for {type(value).__name__}")
