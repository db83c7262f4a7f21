"""What every step of a sync of the shared sheets needs beside the store: declarations, words, and the log."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from nhipcau.jobs.import_roster import Tokens
from nhipcau.ports import SHEET_LOG, Entry
from nhipcau.rules.kernel import Json, Words, spoken
from nhipcau.rules.sheets.cells import Titles
from nhipcau.rules.sheets.columns import TabDeclaration
from nhipcau.settings.rulebook import Rulebook

Say = Callable[[str, str, Mapping[str, Json]], str]
"""One sentence of a file of templates, in the network's language."""


@dataclass(frozen=True)
class Desk:
    """`guide` are the rows of the tab Guide; `declared` and `titles` are by tab."""

    book: Rulebook
    declared: Mapping[str, TabDeclaration]
    titles: Mapping[str, Titles]
    guide: Sequence[tuple[str, str]]
    say: Say
    token: Tokens

    @property
    def language(self) -> str:
        return self.book.network.language

    def column_title(self, tab: str, column: str) -> str:
        """What people call a column; "" where a line is about no column."""
        titles = self.titles[tab]
        return titles.columns[column][titles.language] if column in titles.columns else ""


def declared_for(book: Rulebook, declared: Mapping[str, TabDeclaration]) -> dict[str, TabDeclaration]:
    """The declarations of the tabs that are kept, in the order in which they are read, with the choices of config."""
    offered = {
        ("approvals", "decision"): tuple(book.review_reasons),
        ("roster", "unit"): tuple(unit.code for unit in book.units.values() if unit.span.last is None),
        ("roster", "level"): tuple(book.levels),
    }
    return {name: _offering(tab, offered) for name, tab in declared.items() if name in book.tabs}


def _offering(tab: TabDeclaration, offered: Mapping[tuple[str, str], tuple[str, ...]]) -> TabDeclaration:
    columns = (replace(c, choices=offered.get((tab.name, c.key), c.choices)) for c in tab.columns)
    return replace(tab, columns=tuple(columns))


def titles_for(book: Rulebook, titles: Mapping[str, Titles]) -> dict[str, Titles]:
    """The words of the tabs; what config names is called so, in Vietnamese where it has no other words."""
    units = {unit.code: unit.short for unit in book.units.values()}
    levels = {level.code: level.names for level in book.levels.values()}
    named = {"approvals": book.review_reasons, "roster": {**units, **levels}, "campaigns": levels}
    return {**titles, **{tab: _naming(titles[tab], words, book.network.languages) for tab, words in named.items()}}


def _naming(titles: Titles, named: Mapping[str, Words], languages: Sequence[str]) -> Titles:
    words = {key: {each: spoken(names, each) for each in languages} for key, names in named.items()}
    return replace(titles, words={**titles.words, **words})


def log_line(now: datetime, who: str, what: str, tab: str, key: str, column: str, typed: str, why: str = "") -> Entry:
    """A line for people: `what` is one of the words of the tab."""
    return Entry(now, who, what, SHEET_LOG, why, {"tab": tab, "key": key, "column": column, "typed": typed})
