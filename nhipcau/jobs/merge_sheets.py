"""The deciding half of a sync: hear what people typed, then say what is to be written so that the tabs are true."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nhipcau.jobs.hear_sheets import hear
from nhipcau.jobs.sheet_desk import Desk
from nhipcau.jobs.sheet_facts import Facts
from nhipcau.jobs.sheet_hearing import Hearing, speaker_of
from nhipcau.jobs.sheet_rows import tab_rows
from nhipcau.ports import Editor, Entry, Store, Tx
from nhipcau.rules.sheets.cells import Grid, SheetValue, same
from nhipcau.rules.sheets.columns import TabDeclaration
from nhipcau.rules.sheets.layout import Layout, Rows, TabTrouble, lay_out
from nhipcau.rules.sheets.merge import Answered, Asked, Known, Merge, RowWrite, intake, merge
from nhipcau.rules.sheets.parting import keys_left_behind, with_keys
from nhipcau.rules.sheets.sealed import sealed, writable
from nhipcau.rules.sheets.writes import Block, TabPlan, blocks, outgrown

Answers = Mapping[str, Mapping[int, Answered]]
"""By tab and row."""


@dataclass(frozen=True)
class OneTab:
    """A tab as both sides have it."""

    declared: TabDeclaration
    grid: Grid
    is_new: bool
    layout: Layout
    known: Known
    ours: Rows
    returned: str
    """What a row reads that people deleted."""
    keys: tuple[RowWrite, ...]
    """What people's sorting left behind, to be put beside its rows again; `grid` reads as if it were."""

    @property
    def asked(self) -> list[Asked]:
        return intake(self.declared, self.layout, self.grid, self.known, self.ours)

    def merged(self, answers: Mapping[int, Answered]) -> Merge:
        returned = "" if self.is_new else self.returned
        return merge(self.declared, self.layout, self.grid, self.known, self.ours, answers, returned)

    def plan(self, merged: Merge, most: int, archive: str) -> TabPlan:
        """The writes, and before them the header of a tab that is new; of past rows no more than `most` stay."""
        header = (Block(0, 0, (tuple(self.grid[0]),)),) if self.is_new else ()
        visible = (RowWrite(each.row, writable(self.declared, each.cells)) for each in merged.writes)
        writes = header + blocks(self.keys, self.layout.places) + blocks(visible, self.layout.places)
        leaving = outgrown(self.layout, self.ours, most) if self.declared.long else ()
        return TabPlan(writes, merged.height, self.layout.width, leaving, archive if leaving else "")

    def attempted(self, merged: Merge) -> Rows:
        """What people's columns may show from now on by our own hand, whether or not we hear that it arrived."""
        columns = [column.key for column in self.declared.asks]
        rows = {
            key: {column: cells[column] for column in columns if self._is_news(key, column, cells[column])}
            for key, cells in merged.rows.items()
        }
        return {key: cells for key, cells in rows.items() if cells}

    def _is_news(self, key: str, column: str, value: SheetValue) -> bool:
        return not same(value, self.known.base.get(key, {}).get(column, ""))


@dataclass
class Merging:
    """One sync, book by book. What it found is kept until the sheets have it; a book may be decided several times."""

    store: Store
    desk: Desk
    now: datetime
    merged: dict[str, Merge] = field(default_factory=dict)
    troubles: dict[str, TabTrouble] = field(default_factory=dict)
    refusals: dict[str, list[Entry]] = field(default_factory=dict)
    archived: dict[str, str] = field(default_factory=dict)
    """The titles of copies that keep what is past, by tab."""
    rejoined: dict[str, int] = field(default_factory=dict)
    """How many rows got the key again that a sort had left behind, by tab."""
    heard: int = 0

    def decide(self, grids: Mapping[str, Grid], editor: Callable[[], Editor]) -> dict[str, TabPlan]:
        """Implements ports.Decide."""
        with self.store.read() as tx:
            tabs = self._both_sides(tx, grids)
        answers: Answers = {}
        if any(tab.asked for tab in tabs.values()):
            tabs, answers = self._hear(grids, editor())
        self.merged |= {name: tab.merged(answers.get(name, {})) for name, tab in tabs.items()}
        self._remember_attempts(tabs)
        plans = {name: tab.plan(self.merged[name], self._most, self._archive(name)) for name, tab in tabs.items()}
        self.archived |= {name: plan.archive for name, plan in plans.items() if plan.archive}
        self.rejoined |= {name: len(tab.keys) for name, tab in tabs.items() if tab.keys}
        return plans

    @property
    def _most(self) -> int:
        return self.desk.book.sharing.archive_after

    def _archive(self, tab: str) -> str:
        """The title of a copy that keeps what is past; no two are made in a minute."""
        book = self.desk.book
        until = f"{book.calendar.local(self.now):%Y-%m-%d %H.%M}"
        return self.desk.say("sheets/replies", "archive", {"title": book.tabs[tab].title, "until": until})

    def _both_sides(self, tx: Tx, grids: Mapping[str, Grid]) -> dict[str, OneTab]:
        """The tabs that can be synced; the others are noted with their trouble."""
        ours = tab_rows(Facts(tx, self.desk, self.now), grids)
        tabs = {}
        for name, grid in grids.items():
            self.troubles.pop(name, None)
            try:
                tabs[name] = self._one_tab(tx, name, grid, ours[name])
            except TabTrouble as trouble:
                self.troubles[name] = trouble
        return tabs

    def _one_tab(self, tx: Tx, name: str, grid: Grid, ours: Rows) -> OneTab:
        declared, titles = self.desk.declared[name], self.desk.titles[name]
        known = Known(tx.sheet_bases.get(name), tx.sheet_bases.attempts(name))
        shown = sealed(declared, titles, grid, {*known.base, *ours}) or [
            [titles.title(column) for column in declared.columns]
        ]
        layout = lay_out(declared, titles, shown, known.base, ours)
        keys = keys_left_behind(declared, layout, shown, known, ours)
        if keys:
            shown = with_keys(shown, layout.places[declared.key.key], keys)
            layout = lay_out(declared, titles, shown, known.base, ours)
        returned = self.desk.say("sheets/replies", "returned", {"tab": name})
        return OneTab(declared, shown, not grid, layout, known, ours, returned, keys)

    def _hear(self, grids: Mapping[str, Grid], editor: Editor) -> tuple[dict[str, OneTab], Answers]:
        """Take what can be taken; afterwards our side is another one."""
        with self.store.begin() as tx:
            answers = {name: self._hear_tab(tx, name, tab, editor) for name, tab in self._both_sides(tx, grids).items()}
            return self._both_sides(tx, grids), answers

    def _hear_tab(self, tx: Tx, name: str, tab: OneTab, editor: Editor) -> Mapping[int, Answered]:
        speaker = speaker_of(tx, self.desk, self.desk.book.tabs[name].book, editor)
        hearing = Hearing(tx, self.desk, name, speaker, set(tab.layout.rows), self.now)
        answers = hear(hearing, tab.asked)
        self.refusals[name] = hearing.lines
        self.heard += hearing.applied
        return answers

    def _remember_attempts(self, tabs: Mapping[str, OneTab]) -> None:
        attempts = {name: tab.attempted(self.merged[name]) for name, tab in tabs.items()}
        if any(attempts.values()):
            with self.store.begin() as tx:
                for name, rows in attempts.items():
                    tx.sheet_bases.attempt(name, rows)
