"""Rows parted from their keys: who sorts only some columns of a tab leaves the others behind, hidden keys among them.

What gives it away is a text that the network wrote: it left its row and stands in another. If by all that was written
every row is whole but for its key, the keys follow their rows, and with them what people typed there; in any other
case nobody can say whose a word is, and the tab is left alone. A sort of nothing but choices, days and numbers looks
like people choosing anew, and is taken for that.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nhipcau.rules.sheets.cells import Grid, cell_name, comparable, same, typed
from nhipcau.rules.sheets.columns import Column, Kind, Owner, TabDeclaration
from nhipcau.rules.sheets.layout import REPLY, Cells, Layout, Rows, TabTrouble
from nhipcau.rules.sheets.merge import Known, RowWrite

MOST_NAMED = 4
"""Cells that a trouble names; after a sort there may be hundreds."""
MOST_TYPED_IN = 50
"""Rows that people may have typed in between two syncs; more were rather sorted in part."""


@dataclass(frozen=True)
class _Row:
    """A row that is not as the network left it: `key` is "" where it is none of ours, `strange` are the columns."""

    number: int
    key: str
    cells: Cells
    strange: Collection[str]


def keys_left_behind(
    declared: TabDeclaration, layout: Layout, grid: Grid, known: Known, ours: Rows
) -> tuple[RowWrite, ...]:
    """The keys to write so that each stands with its row again; none where nothing was parted.

    Raises TabTrouble where it cannot be told whose row it is.
    """
    columns = [column for column in declared.kept if column.key not in (declared.key.key, REPLY)]
    if all(column.owner is Owner.BOT for column in declared.columns):
        return ()
    rows = list(_strange_rows(declared, columns, layout, grid, known, ours))
    moved = _moved(columns, rows, known.base)
    if not any(moved.values()):
        return ()
    owners = _Matching(declared, columns, layout.places, [row for row in rows if row.key], known.base).owners()
    if not owners or _stray(rows, moved, owners, known.base):
        raise TabTrouble("parted", _named(layout, rows, moved))
    return tuple(
        RowWrite(row.number, {declared.key.key: owners[row.number]})
        for row in rows
        if row.key != owners.get(row.number, row.key)
    )


def with_keys(grid: Grid, place: int, keys: Sequence[RowWrite]) -> Grid:
    """The tab as it reads once these keys are written; they stand at `place`."""
    right = {write.row: key for write in keys for key in write.cells.values()}
    return [
        [*row[:place], right[number], *row[place + 1 :]] if number in right else row for number, row in enumerate(grid)
    ]


def _strange_rows(
    declared: TabDeclaration, columns: Sequence[Column], layout: Layout, grid: Grid, known: Known, ours: Rows
) -> Iterator[_Row]:
    keys = {row: key for key, row in layout.rows.items()}
    for number in range(1, len(grid)):
        key, cells = keys.get(number, ""), layout.cells(grid, number)
        mine = ours.get(key, {})
        strange = {
            column.key
            for column in columns
            if not known.wrote(key, column.key, cells[column.key])
            and not (column.key in mine and same(mine[column.key], cells[column.key]))
        }
        if strange:
            yield _Row(number, key if key in known.base else "", cells, strange)


def _moved(columns: Sequence[Column], rows: Sequence[_Row], base: Rows) -> dict[str, set[str]]:
    """By column, the texts that left their rows and stand in others. Of people's own only what one row alone had:
    two may well have come to the same word by themselves."""
    moved = {}
    for column in (column for column in columns if column.kind is Kind.TEXT):
        strange = [row for row in rows if column.key in row.strange]
        left = {_text(base[row.key], column.key) for row in strange if row.key}
        came = {_text(row.cells, column.key) for row in strange}
        moved[column.key] = (left & came) - {""}
        if moved[column.key] and column.owner is Owner.PEOPLE:
            had = Counter(_text(cells, column.key) for cells in base.values())
            moved[column.key] = {text for text in moved[column.key] if had[text] == 1}
    return moved


def _text(cells: Cells, column: str) -> str:
    return typed(cells.get(column, ""))


def _stray(rows: Sequence[_Row], moved: Mapping[str, Collection[str]], owners: Mapping[int, str], base: Rows) -> bool:
    """Whether a text would still stand in another's row."""
    return any(
        row.number not in owners or not same(base[owners[row.number]].get(column, ""), row.cells[column])
        for row, column in _places(rows, moved)
    )


def _places(rows: Sequence[_Row], moved: Mapping[str, Collection[str]]) -> Iterator[tuple[_Row, str]]:
    """Where the moved texts stand now."""
    for row in rows:
        for column in row.strange:
            if _text(row.cells, column) in moved.get(column, ()):
                yield row, column


def _named(layout: Layout, rows: Sequence[_Row], moved: Mapping[str, Collection[str]]) -> str:
    found = sorted((row.number, layout.places[column]) for row, column in _places(rows, moved))
    cells = [cell_name(*place) for place in found[:MOST_NAMED]]
    return ", ".join(cells) + (" …" if len(found) > MOST_NAMED else "")


@dataclass(frozen=True)
class _Matching:
    """Rows and the keys that they belong to, by everything that the network wrote into them but the keys."""

    declared: TabDeclaration
    columns: Sequence[Column]
    places: Mapping[str, int]
    rows: Sequence[_Row]
    base: Rows

    def owners(self) -> dict[int, str]:
        """The key of each row; {} if that is in doubt for any."""
        owners = self._alike()
        told = {only for only, *twins in self._keys().values() if not twins}
        left = ({row.key for row in self.rows} & told) - set(owners.values())
        typed_in = [row for row in self.rows if row.number not in owners]
        if len(typed_in) > MOST_TYPED_IN:
            return {}
        owners |= {row.number: self._nearest(row, left) for row in typed_in}
        whole = set(owners.values()) == {row.key for row in self.rows}
        return owners if whole and not self._in_doubt(owners) else {}

    def _alike(self) -> dict[int, str]:
        """Of the rows in which nobody typed anything."""
        keys = self._keys()
        found = ((row.number, keys.get(self._print(row.cells), [])) for row in self.rows)
        return {number: only[0] for number, only in found if len(only) == 1}

    def _keys(self) -> dict[tuple[str, ...], list[str]]:
        """The keys of all that is known, by what tells them; several where nothing does."""
        keys: dict[tuple[str, ...], list[str]] = {}
        for key, cells in self.base.items():
            keys.setdefault(self._print(cells), []).append(key)
        return keys

    def _print(self, cells: Cells) -> tuple[str, ...]:
        return tuple(comparable(cells.get(column.key, "")) for column in self.columns)

    def _nearest(self, row: _Row, keys: Collection[str]) -> str:
        """Whose cells most of these are, and all of the bot's; "" if that may be said of two or none."""
        scores = Counter({key: self._likeness(row, key) for key in keys}).most_common(2)
        clear = scores and scores[0][1] > 0 and (len(scores) == 1 or scores[0][1] > scores[1][1])
        return scores[0][0] if clear else ""

    def _likeness(self, row: _Row, key: str) -> int:
        """How many filled cells agree; 0 where one of the bot's does not, or no text is among them."""
        agree = [column for column in self.columns if self._shows(row, column.key, key)]
        if any(column.owner is Owner.BOT and column not in agree for column in self.columns):
            return 0
        filled = [column for column in agree if row.cells[column.key] != ""]
        return len(filled) if any(column.kind is Kind.TEXT for column in filled) else 0

    def _shows(self, row: _Row, column: str, key: str) -> bool:
        return same(self.base[key].get(column, ""), row.cells[column])

    def _in_doubt(self, owners: Mapping[int, str]) -> bool:
        """Whether what was typed may as well be another's: the area that was sorted may be smaller than it seems."""
        moved = [(row, owners[row.number]) for row in self.rows if owners[row.number] != row.key]
        sure = self._surely_moved(moved)
        return any(not self._is_of(row, owners[row.number], sure) for row in self.rows)

    def _is_of(self, row: _Row, owner: str, sure: set[str]) -> bool:
        """Whether what was typed in the row is its owner's, judged by the columns alone that surely moved."""
        typed_in = self._typed_in(row, owner)
        if not typed_in:
            return True
        told = [column for column in sure if column not in typed_in]
        alike = [key for key in self.base if all(self._shows(row, column, key) for column in told)]
        return alike == [owner] and (owner == row.key or typed_in <= sure)

    def _typed_in(self, row: _Row, owner: str) -> set[str]:
        return {column.key for column in self.columns if not self._shows(row, column.key, owner)}

    def _surely_moved(self, moved: Sequence[tuple[_Row, str]]) -> set[str]:
        """Columns that were seen to move in some row and to stay in none, and those between them: areas are whole."""
        told = [(row, owner, c) for row, owner in moved for c in self.columns if self._tells(row, owner, c.key)]
        stayed = {column.key for row, _, column in told if self._shows(row, column.key, row.key)}
        went = {self.places[column.key] for row, owner, column in told if self._went(row, owner, column)}
        return {c.key for c in self.columns if self._within(went, self.places[c.key])} - stayed

    def _went(self, row: _Row, owner: str, column: Column) -> bool:
        """Whether the cell came with its row. A choice, or nothing, people may have put there by chance."""
        by_chance = column.owner is Owner.PEOPLE and (column.kind is not Kind.TEXT or row.cells[column.key] == "")
        return not by_chance and self._shows(row, column.key, owner)

    def _within(self, went: Collection[int], place: int) -> bool:
        """On one side of the key, that stayed."""
        key = self.places[self.declared.key.key]
        side = [each for each in went if (each < key) == (place < key)]
        return bool(side) and min(side) <= place <= max(side)

    def _tells(self, row: _Row, owner: str, column: str) -> bool:
        """Whether key and owner differ there."""
        return not same(self.base[row.key].get(column, ""), self.base[owner].get(column, ""))
