"""One declaration per tab: its columns, their kinds, and whose they are.

To add a tab: declare it here, name it in config/sheets.yaml, title its columns in templates/sheets/, and give it rows
in nhipcau/jobs/sheet_rows.py.
"""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a column holds; decides how it is written and shown."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DAY = "day"
    MOMENT = "moment"
    WORDS = "words"
    """A code that people see as words (templates/sheets/words.*.yaml)."""


class Owner(Enum):
    BOT = "bot"
    PEOPLE = "people"
    """Never written by the bot; its header is set up once."""


@dataclass(frozen=True)
class Column:
    key: str
    kind: Kind = Kind.TEXT
    owner: Owner = Owner.BOT
    width: int = 120


@dataclass(frozen=True)
class TabDeclaration:
    """`columns[0]` is the key column: unique, never empty, how rows are found again."""

    name: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> Column:
        return self.columns[0]


REMARK = Column("remark", owner=Owner.PEOPLE, width=260)

DECLARATIONS = {
    tab.name: tab
    for tab in (
        TabDeclaration(
            "roster",
            (
                Column("code", width=90),
                Column("name", width=200),
                Column("unit", width=180),
                Column("level", width=160),
                Column("phone"),
                Column("chat", Kind.WORDS),
                Column("leave_until", Kind.DAY, width=100),
                REMARK,
            ),
        ),
        TabDeclaration(
            "rounds",
            (
                Column("round", width=200),
                Column("title", width=220),
                Column("first_day", Kind.DAY, width=100),
                Column("last_day", Kind.DAY, width=100),
                Column("asked", Kind.NUMBER, width=90),
                Column("in_time", Kind.NUMBER, width=90),
                Column("late", Kind.NUMBER, width=90),
                Column("never", Kind.NUMBER, width=90),
                Column("excused", Kind.NUMBER, width=90),
                Column("open", Kind.NUMBER, width=90),
                Column("percent", Kind.PERCENT, width=90),
                REMARK,
            ),
        ),
        TabDeclaration(
            "checkins",
            (
                Column("key", width=240),
                Column("title", width=200),
                Column("period", width=90),
                Column("code", width=90),
                Column("name", width=200),
                Column("unit", width=180),
                Column("standing", Kind.WORDS),
                Column("sent_at", Kind.MOMENT, width=140),
                Column("items", Kind.NUMBER, width=80),
                Column("answers", width=380),
                Column("version", Kind.NUMBER, width=80),
                REMARK,
            ),
        ),
        TabDeclaration(
            "allowances",
            (
                Column("key", width=140),
                Column("month", width=80),
                Column("code", width=90),
                Column("name", width=200),
                Column("unit", width=180),
                Column("level", width=160),
                Column("payer", width=180),
                Column("coefficient", width=80),
                Column("base", Kind.MONEY),
                Column("days", Kind.NUMBER, width=70),
                Column("amount", Kind.MONEY),
                Column("state", Kind.WORDS),
                Column("close", Kind.WORDS),
                REMARK,
            ),
        ),
    )
}
