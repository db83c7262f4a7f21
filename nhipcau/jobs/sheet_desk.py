"""What every step of a sync of the shared sheets needs beside the store: declarations, words, and the log."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from nhipcau.ports import Entry
from nhipcau.rules.kernel import Json, spoken
from nhipcau.rules.sheets.cells import Titles
from nhipcau.rules.sheets.columns import TabDeclaration
from nhipcau.settings.rulebook import Rulebook

LOG = "sheet_log"
"""The subject of journal entries that the tab Log shows."""

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

    @property
    def language(self) -> str:
        return self.book.network.language

    def column_title(self, tab: str, column: str) -> str:
        """What people call a column; "" where a line is about no column."""
        titles = self.titles[tab]
        return titles.columns[column][titles.language] if column in titles.columns else ""


def declared_for(book: Rulebook, declared: Mapping[str, TabDeclaration]) -> dict[str, TabDeclaration]:
    """The declarations of the tabs that are kept, in the order in which they are read; decisions offer the reasons
    that config has."""
    kept = {name: tab for name, tab in declared.items() if name in book.tabs}
    if "approvals" in kept:
        tab = kept["approvals"]
        offered = tuple(book.review_reasons)
        columns = (replace(c, choices=offered) if c.key == "decision" else c for c in tab.columns)
        kept["approvals"] = replace(tab, columns=tuple(columns))
    return kept


def titles_for(book: Rulebook, titles: Mapping[str, Titles]) -> dict[str, Titles]:
    """The words of the tabs; a decision reads as config calls it, in Vietnamese where it has no other words."""
    languages = book.network.languages
    reasons = {key: {each: spoken(words, each) for each in languages} for key, words in book.review_reasons.items()}
    approvals = titles["approvals"]
    return {**titles, "approvals": replace(approvals, words={**approvals.words, **reasons})}


def log_line(now: datetime, who: str, what: str, tab: str, key: str, column: str, typed: str, why: str = "") -> Entry:
    """A line for people: `what` is applied, refused, restored, conflict or stopped."""
    return Entry(now, who, what, LOG, why, {"tab": tab, "key": key, "column": column, "typed": typed})
