"""Where things stand in a tab: columns by title in any language, rows by key, never by position (R24, R27)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from nhipcau.rules.sheets.cells import Grid, SheetValue, Titles, cell_name, comparable, same, typed
from nhipcau.rules.sheets.columns import Column, TabDeclaration

Cells = Mapping[str, SheetValue]
"""A row in the sheet's terms, by column."""

Rows = Mapping[str, Cells]
"""Rows by key."""


REPLY = "reply"
"""The bot's column in which a row reads why something that was typed in it was not taken."""


class TabTrouble(Exception):
    """The tab is left alone until people mend it: `code` names the sentence, `where` the cell."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{code}: {where}")
        self.code = code
        self.where = where


@dataclass(frozen=True)
class Layout:
    """`places` are columns, `rows` the places of keyed rows, `fresh` those of rows that people added; from zero."""

    places: Mapping[str, int]
    rows: Mapping[str, int]
    fresh: tuple[int, ...]
    height: int
    width: int

    def cells(self, grid: Grid, row: int) -> Cells:
        """The declared cells of a row."""
        shown = grid[row]
        return {key: shown[place] if place < len(shown) else "" for key, place in self.places.items()}


def lay_out(declared: TabDeclaration, titles: Titles, grid: Grid, base: Rows, ours: Collection[str]) -> Layout:
    """Find everything; `ours` are the keys that the tab should have by now.

    Raises TabTrouble for a header or a key that is missing or there twice.
    """
    header = header_of(grid)
    places = {column.key: _place(column, titles, header) for column in declared.columns}
    key_place = places[declared.key.key]
    rows = _keyed(grid, key_place)
    layout = Layout(places, rows, (), len(grid), max(places.values()) + 1)
    known = {rows[key] for key in (*base, *ours) if key in rows}
    _look_for_lost_keys(declared, layout, grid, base, known)
    ours_by_now = {*base, *ours} if declared.named_by_people else rows.keys()
    return Layout(places, rows, _fresh(declared, layout, grid, ours_by_now), len(grid), layout.width)


def header_of(grid: Grid) -> list[str]:
    """The titles as people typed them."""
    return [typed(shown) for shown in grid[0]]


def titled(column: Column, titles: Titles, header: Sequence[str]) -> list[int]:
    """The places that bear the column's title, in whatever language."""
    wanted = titles.columns[column.key].values()
    return [place for place, shown in enumerate(header) if shown in wanted]


def _place(column: Column, titles: Titles, header: Sequence[str]) -> int:
    found = titled(column, titles, header)
    if not found:
        raise TabTrouble("missing_header", titles.title(column))
    if len(found) > 1:
        cells = ", ".join(cell_name(0, place) for place in found)
        raise TabTrouble("double_header", f"{cells} ({titles.title(column)})")
    return found[0]


def _keyed(grid: Grid, place: int) -> dict[str, int]:
    rows: dict[str, int] = {}
    for number, row in enumerate(grid[1:], start=1):
        key = typed(row[place]) if place < len(row) else ""
        if key and key in rows:
            cells = [cell_name(line, place) for line in (rows[key], number)]
            raise TabTrouble("double_key", f"{', '.join(cells)} ({key})")
        if key:
            rows[key] = number
    return rows


def _look_for_lost_keys(
    declared: TabDeclaration, layout: Layout, grid: Grid, base: Rows, known: Collection[int]
) -> None:
    """A row of ours without its key, or with another one: a new row in its place would part people from their words.

    `known` are the rows with a key of ours: a deleted row is not looked for among them, however much they resemble it.
    """
    lost = {_print(declared, cells): key for key, cells in base.items() if key not in layout.rows}
    lost.pop((), None)
    if not lost:
        return
    place = layout.places[declared.key.key]
    for number in range(1, len(grid)):
        key = lost.get(_print(declared, layout.cells(grid, number))) if number not in known else None
        if key is not None:
            raise TabTrouble("lost_key", f"{cell_name(number, place)} ({key})")


def _print(declared: TabDeclaration, cells: Cells) -> tuple[tuple[str, str], ...]:
    """What tells a row of ours by everything but its key; () where that is too little to tell."""
    kept = (column.key for column in declared.kept if column is not declared.key)
    filled = tuple((key, comparable(cells[key])) for key in kept if cells.get(key, "") != "")
    return filled if len(filled) > 1 else ()


def _fresh(declared: TabDeclaration, layout: Layout, grid: Grid, keys: Collection[str]) -> tuple[int, ...]:
    """The rows that people added: theirs is none of these keys."""
    if not declared.grows:
        return ()
    keyed = {row for key, row in layout.rows.items() if key in keys}
    return tuple(n for n in range(1, len(grid)) if n not in keyed and _asks_something(declared, layout.cells(grid, n)))


def _asks_something(declared: TabDeclaration, cells: Cells) -> bool:
    """Or asked, and still reads the answer."""
    return any(not same("", cells[key]) for key in (*(column.key for column in declared.asks), REPLY) if key in cells)
