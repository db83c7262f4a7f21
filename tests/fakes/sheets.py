"""Sheets that keep what they are given, are away when told to, lose answers, and in which people type."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from nhipcau.ports import Decide, Editor, TryLater
from nhipcau.rules.sheets.layout import TabTrouble
from nhipcau.rules.sheets.writes import TabPlan

Cells = dict[str, Any]


class FakeSheets:
    """Implements ports.Sheets in memory."""

    def __init__(self) -> None:
        self.grids: dict[str, list[list[Any]]] = {}
        self.away = False
        self.deaf = False
        """What is written arrives, and nobody hears of it."""
        self.trouble: dict[str, TabTrouble] = {}
        self.editor = Editor()
        self.syncs = 0

    def sync(self, tabs: Sequence[str], decide: Decide, now: datetime) -> Mapping[str, TabTrouble]:
        """Raises TryLater while they are away, or do not answer."""
        if self.away:
            raise TryLater("sheets: 503", 60)
        self.syncs += 1
        whole = {tab: [list(row) for row in self.grids.get(tab, [])] for tab in tabs if tab not in self.trouble}
        for tab, plan in decide(whole, lambda: self.editor).items():
            self.grids[tab] = written(self.grids.get(tab, []), plan)
        if self.deaf:
            raise TryLater("sheets: no answer", 60)
        return {tab: trouble for tab, trouble in self.trouble.items() if tab in tabs}

    def requests(self) -> Mapping[str, int]:
        return {"reads": 2 * self.syncs, "writes": 0}

    # ------------------------------------------------------------------------------- people

    def shows(self, tab: str) -> dict[str, Cells]:
        """What a person reads: rows by key, filled cells by title."""
        header, *rows = self.grids[tab]
        read = [{title: cell for title, cell in zip(header, row, strict=False) if cell != ""} for row in rows]
        return {str(row[0]): cells for row, cells in zip(rows, read, strict=True)}

    def types(self, tab: str, key: str, title: str, value: Any) -> None:
        row = next(row for row in self.grids[tab] if row[0] == key)
        row[self.grids[tab][0].index(title)] = value

    def adds(self, tab: str, **cells: Any) -> None:
        """A row at the bottom; cells by title, with _ for a space."""
        header = self.grids[tab][0]
        by_title = {title.replace("_", " "): value for title, value in cells.items()}
        self.grids[tab].append([by_title.get(title, "") for title in header])


def written(grid: Sequence[Sequence[Any]], plan: TabPlan) -> list[list[Any]]:
    """The grid with the plan's blocks in it, as Google would have it, every row as long as the longest."""
    cells = {(r, c): value for r, row in enumerate(grid) for c, value in enumerate(row)}
    for block in plan.blocks:
        for r, values in enumerate(block.values):
            cells |= {(block.row + r, block.column + c): value for c, value in enumerate(values)}
    height, width = (max((place[axis] for place in cells), default=-1) + 1 for axis in (0, 1))
    return [[cells.get((r, c), "") for c in range(width)] for r in range(height)]
