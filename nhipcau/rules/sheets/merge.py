"""Who wins where both sides wrote: base, ours and theirs come in, writes and what people asked for come out. Pure.

The bot wins in its columns, and what was typed there is told; people win in theirs, by the rules that hold in chat.
`base` is what the network wrote last; what it tried to write without hearing back counts as its own too, so that a
lost answer never looks like a person's word.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nhipcau.rules.sheets.cells import Grid, SheetValue, same
from nhipcau.rules.sheets.columns import Owner, TabDeclaration
from nhipcau.rules.sheets.layout import REPLY, Cells, Layout, Rows


@dataclass(frozen=True)
class Known:
    """What the network wrote: confirmed rows, and rows of which nobody heard whether they arrived."""

    base: Rows
    tried: Mapping[str, Sequence[Cells]] = field(default_factory=dict)

    def wrote(self, key: str, column: str, value: SheetValue) -> bool:
        """Whether a value in the sheet is the network's own. A cell that it never wrote is its own while empty."""
        tried = [cells[column] for cells in self.tried.get(key, ()) if column in cells]
        return any(same(one, value) for one in (self.base.get(key, {}).get(column, ""), *tried))

    def changed(self, key: str, column: str, ours: SheetValue) -> bool:
        """Whether the network has another value by now than the one it wrote."""
        return column in self.base.get(key, {}) and not same(self.base[key][column], ours)


@dataclass(frozen=True)
class Asked:
    """What people typed in their columns of one row: `key` is "" for a row that they added, `row` where it stands.

    `against` is what the network has by now in those of the cells that it changed as well; `reply` what the row reads.
    """

    row: int
    key: str
    cells: Cells
    against: Cells = field(default_factory=dict)
    reply: str = ""


@dataclass(frozen=True)
class Typed:
    """What people typed into a cell, beside what the network has there."""

    key: str
    column: str
    theirs: SheetValue
    ours: SheetValue


@dataclass(frozen=True)
class RowWrite:
    """Cells to write into one row, counted from zero."""

    row: int
    cells: Cells


@dataclass(frozen=True)
class Answered:
    """What came of an Asked: the key that a new row got, the columns that were not taken, and why, in words."""

    key: str
    refused: frozenset[str] = frozenset()
    reply: str = ""


@dataclass(frozen=True)
class Merge:
    """What to write, and what to tell. `rows` is what the tab shows of ours afterwards: the next base; `returned` are
    the keys of rows that people deleted."""

    writes: tuple[RowWrite, ...]
    rows: Rows
    added: int
    changed: int
    restored: tuple[Typed, ...]
    refused: tuple[Typed, ...]
    returned: tuple[str, ...]
    height: int


def intake(declared: TabDeclaration, layout: Layout, grid: Grid, known: Known, ours: Rows) -> list[Asked]:
    """What people typed since the last sync: in rows of ours what is neither written by us nor what we have by now."""
    asked = [
        _asked(declared, layout.cells(grid, row), known, row, key, ours[key])
        for key, row in layout.rows.items()
        if key in ours
    ]
    fresh = ((row, layout.cells(grid, row)) for row in layout.fresh)
    told = [column.key for column in declared.told_when_new]
    added = [Asked(row, "", {key: cells[key] for key in told}, reply=_reply(cells)) for row, cells in fresh]
    return [one for one in asked if one.cells] + added


def _asked(declared: TabDeclaration, cells: Cells, known: Known, row: int, key: str, ours: Cells) -> Asked:
    columns = (column.key for column in declared.asks)
    news = {
        column: cells[column]
        for column in columns
        if not known.wrote(key, column, cells[column]) and not same(ours[column], cells[column])
    }
    against = {column: ours[column] for column in news if known.changed(key, column, ours[column])}
    return Asked(row, key, news, against, _reply(cells))


def _reply(cells: Cells) -> str:
    return str(cells.get(REPLY, ""))


def merge(
    declared: TabDeclaration,
    layout: Layout,
    grid: Grid,
    known: Known,
    ours: Rows,
    answers: Mapping[int, Answered] | None = None,
    returned: str = "",
) -> Merge:
    """Bring the tab in line with `ours`, taken after people's words were heard; `answers` are by row.

    Rows that are ours no more stay as they are. A row that people deleted comes back; its reply says so, in the words
    of `returned`, until somebody empties it ("": nobody deleted anything, the tab is new).
    """
    heard = answers or {}
    draft = _Draft(known, {column.key: column.owner for column in declared.kept}, layout.height)
    adopted = {answer.key: row for row, answer in heard.items() if answer.key}
    for key, cells in ours.items():
        row = layout.rows.get(key, adopted.get(key))
        if row is None:
            deleted = bool(returned) and key in known.base
            draft.add(key, _replied(cells, returned if deleted else ""), deleted)
        else:
            theirs = layout.cells(grid, row)
            answer = heard.get(row, Answered(key, reply=returned if _reply(theirs) == returned else ""))
            draft.update(key, _replied(cells, answer.reply), row, theirs, answer.refused)
    for row, answer in heard.items():
        if not answer.key:
            draft.write(row, {REPLY: answer.reply}, layout.cells(grid, row))
    draft.remember(key for key in layout.rows if key in known.base and key not in ours)
    return draft.done()


def _replied(cells: Cells, reply: str) -> Cells:
    return {**cells, REPLY: reply} if REPLY in cells else cells


@dataclass
class _Draft:
    known: Known
    owners: Mapping[str, Owner]
    height: int
    writes: list[RowWrite] = field(default_factory=list)
    rows: dict[str, Cells] = field(default_factory=dict)
    added: int = 0
    changed: int = 0
    restored: list[Typed] = field(default_factory=list)
    refused: list[Typed] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)

    def add(self, key: str, cells: Cells, deleted: bool) -> None:
        """Below the last row in which anybody wrote anything."""
        self.rows[key] = cells
        self.returned += [key] if deleted else []
        self.writes.append(RowWrite(self.height, cells))
        self.added += 1
        self.height += 1

    def remember(self, keys: Iterable[str]) -> None:
        """Rows that are ours no more: else they would look like rows that people added, or be parted unseen."""
        self.rows |= {key: self.known.base[key] for key in keys}

    def update(self, key: str, ours: Cells, row: int, theirs: Cells, refused: Collection[str]) -> None:
        self.rows[key] = ours
        differing = {column: value for column, value in ours.items() if not same(value, theirs[column])}
        said = {column: Typed(key, column, theirs[column], value) for column, value in differing.items()}
        typed_over = {column for column in differing if self._typed_over(key, column, theirs[column])}
        self.refused += [said[column] for column in differing if column in refused]
        self.restored += [said[column] for column in typed_over]
        self.changed += bool(differing.keys() - refused - typed_over)
        self.write(row, {column: value for column, value in ours.items() if column not in refused}, theirs)

    def _typed_over(self, key: str, column: str, theirs: SheetValue) -> bool:
        return self.owners[column] is Owner.BOT and key in self.known.base and not self.known.wrote(key, column, theirs)

    def write(self, row: int, cells: Cells, theirs: Cells) -> None:
        """Only what differs."""
        differing = {column: value for column, value in cells.items() if not same(value, theirs[column])}
        if differing:
            self.writes.append(RowWrite(row, differing))

    def done(self) -> Merge:
        return Merge(
            writes=tuple(self.writes),
            rows=self.rows,
            added=self.added,
            changed=self.changed,
            restored=tuple(self.restored),
            refused=tuple(self.refused),
            returned=tuple(self.returned),
            height=self.height,
        )
