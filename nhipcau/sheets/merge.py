"""What to write so that a tab holds what it should: pure, by key and header, never by position.

People sort, colour, filter, add columns and remarks; all of that survives. Rows that are not ours are left alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gspread.utils import rowcol_to_a1

from nhipcau.ports import Row
from nhipcau.sheets.cells import SheetValue, same, to_sheet
from nhipcau.sheets.tabs import Owner, TabDeclaration

Grid = Sequence[Sequence[SheetValue]]


@dataclass(frozen=True)
class Titles:
    """The words of a tab: column titles by key, words by code."""

    columns: Mapping[str, str]
    words: Mapping[str, str]


@dataclass(frozen=True)
class CellWrite:
    """A block of values and where its first one goes, counted from zero."""

    row: int
    column: int
    values: tuple[tuple[SheetValue, ...], ...]

    @property
    def width(self) -> int:
        return len(self.values[0])

    def continued_by(self, other: "CellWrite") -> bool:
        """Whether the other block stands right below, equally wide."""
        below = self.row + len(self.values) == other.row
        return below and self.column == other.column and self.width == other.width


@dataclass(frozen=True)
class TabPlan:
    """The writes of one tab. With `trouble` nothing is written; `where` names the cell that people must mend."""

    writes: tuple[CellWrite, ...] = ()
    added: int = 0
    changed: int = 0
    restored: int = 0
    rows_needed: int = 0
    columns_needed: int = 0
    trouble: str = ""
    where: str = ""


@dataclass
class _Draft:
    writes: list[CellWrite] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    restored: int = 0


def plan_tab(
    declared: TabDeclaration, titles: Titles, grid: Grid, ours: Mapping[str, Row], base: Mapping[str, Row]
) -> TabPlan:
    """Compare what the tab shows with what it should; `base` is what we wrote last, to tell a restore from a change."""
    if not grid:
        header = [titles.columns[column.key] for column in declared.columns]
        return _plan_rows(declared, titles, [header], ours, base, [CellWrite(0, 0, (tuple(header),))])
    problem = _header_problem(declared, titles, grid[0]) or _key_problem(declared, titles, grid)
    return problem or _plan_rows(declared, titles, grid, ours, base, [])


def _header_problem(declared: TabDeclaration, titles: Titles, header: Sequence[SheetValue]) -> TabPlan | None:
    for title in (titles.columns[column.key] for column in declared.columns):
        cells = [rowcol_to_a1(1, number) for number, shown in enumerate(header, start=1) if shown == title]
        if not cells:
            return TabPlan(trouble="missing_header", where=title)
        if len(cells) > 1:
            return TabPlan(trouble="double_header", where=f"{', '.join(cells)} ({title})")
    return None


def _key_problem(declared: TabDeclaration, titles: Titles, grid: Grid) -> TabPlan | None:
    position = list(grid[0]).index(titles.columns[declared.key.key])
    seen: dict[SheetValue, int] = {}
    for number, row in enumerate(grid[1:], start=2):
        key = row[position] if position < len(row) else ""
        if key != "" and key in seen:
            cells = [rowcol_to_a1(line, position + 1) for line in (seen[key], number)]
            return TabPlan(trouble="double_key", where=f"{', '.join(cells)} ({key})")
        seen[key] = number
    return None


def _plan_rows(
    declared: TabDeclaration,
    titles: Titles,
    grid: Grid,
    ours: Mapping[str, Row],
    base: Mapping[str, Row],
    writes: list[CellWrite],
) -> TabPlan:
    places = _places(declared, titles, grid[0])
    key_place = places[declared.key.key]
    found = {row[key_place]: n for n, row in enumerate(grid) if n and len(row) > key_place}
    draft = _Draft(writes)
    end = len(grid)
    for key, row in ours.items():
        wanted = _as_written(declared, titles, row)
        if key in found:
            before = _as_written(declared, titles, base.get(key, {}))
            _update(draft, found[key], grid[found[key]], wanted, places, before)
        else:
            draft.writes += _runs(end, wanted, places)
            draft.added += 1
            end += 1
    return TabPlan(
        writes=_blocks(draft.writes),
        added=draft.added,
        changed=draft.changed,
        restored=draft.restored,
        rows_needed=end,
        columns_needed=max(places.values()) + 1,
    )


def _places(declared: TabDeclaration, titles: Titles, header: Sequence[SheetValue]) -> dict[str, int]:
    return {column.key: list(header).index(titles.columns[column.key]) for column in declared.columns}


def _as_written(declared: TabDeclaration, titles: Titles, row: Row) -> dict[str, SheetValue]:
    """The bot's cells of a row in the sheet's terms."""
    return {
        column.key: to_sheet(row[column.key], column, titles.words)
        for column in declared.columns
        if column.owner is Owner.BOT and column.key in row
    }


def _update(
    draft: _Draft,
    number: int,
    theirs: Sequence[SheetValue],
    wanted: Mapping[str, SheetValue],
    places: Mapping[str, int],
    base: Mapping[str, SheetValue],
) -> None:
    shown = {key: theirs[places[key]] if places[key] < len(theirs) else "" for key in wanted}
    differing = {key: value for key, value in wanted.items() if not same(value, shown[key])}
    if not differing:
        return
    draft.writes += _runs(number, differing, places)
    typed_over = [key for key, value in differing.items() if key in base and same(value, base[key])]
    draft.restored += bool(typed_over)
    draft.changed += len(typed_over) < len(differing)


def _runs(number: int, cells: Mapping[str, SheetValue], places: Mapping[str, int]) -> list[CellWrite]:
    """Neighbouring cells of a row as one write."""
    runs: list[tuple[int, list[SheetValue]]] = []
    for column, value in sorted(((places[key], value) for key, value in cells.items()), key=lambda pair: pair[0]):
        if runs and runs[-1][0] + len(runs[-1][1]) == column:
            runs[-1][1].append(value)
        else:
            runs.append((column, [value]))
    return [CellWrite(number, column, (tuple(values),)) for column, values in runs]


def _blocks(writes: Sequence[CellWrite]) -> tuple[CellWrite, ...]:
    """Writes that stand below one another as one."""
    blocks: list[list[CellWrite]] = []
    for write in writes:
        if blocks and blocks[-1][-1].continued_by(write):
            blocks[-1].append(write)
        else:
            blocks.append([write])
    return tuple(CellWrite(b[0].row, b[0].column, tuple(row for w in b for row in w.values)) for b in blocks)
