"""Rows to write as few blocks of cells: neighbours in a row together, equal rows below one another together."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nhipcau.rules.sheets.cells import SheetValue
from nhipcau.rules.sheets.layout import Layout
from nhipcau.rules.sheets.merge import RowWrite


@dataclass(frozen=True)
class Block:
    """Values and where the first one goes, counted from zero."""

    row: int
    column: int
    values: tuple[tuple[SheetValue, ...], ...]

    @property
    def width(self) -> int:
        return len(self.values[0])

    def continued_by(self, other: "Block", height: int) -> bool:
        """Whether the other stands right below these `height` rows, equally wide."""
        return self.row + height == other.row and self.column == other.column and self.width == other.width


@dataclass(frozen=True)
class TabPlan:
    """What to write into a tab, and how large it must be for that.

    Afterwards the rows `leaving` are left only to a copy of the tab, with the title `archive`.
    """

    blocks: tuple[Block, ...] = ()
    rows_needed: int = 0
    columns_needed: int = 0
    leaving: tuple[int, ...] = ()
    archive: str = ""


def outgrown(layout: Layout, ours: Collection[str], most: int) -> tuple[int, ...]:
    """The keyed rows that are ours no more, from the top, once there are more than `most` of them."""
    gone = sorted(row for key, row in layout.rows.items() if key not in ours)
    return tuple(gone) if len(gone) > most else ()


def blocks(writes: Iterable[RowWrite], places: Mapping[str, int]) -> tuple[Block, ...]:
    """The cells of the rows in their places."""
    stacks: dict[tuple[int, int], list[Block]] = {}
    done: list[list[Block]] = []
    for block in (block for write in sorted(writes, key=lambda w: w.row) for block in _runs(write, places)):
        stack = stacks.get((block.column, block.width))
        if stack is not None and stack[0].continued_by(block, len(stack)):
            stack.append(block)
        else:
            stacks[block.column, block.width] = stack = [block]
            done.append(stack)
    return tuple(_joined(stack) for stack in done)


def _runs(write: RowWrite, places: Mapping[str, int]) -> list[Block]:
    runs: list[tuple[int, list[SheetValue]]] = []
    for place, value in sorted(((places[key], value) for key, value in write.cells.items()), key=lambda pair: pair[0]):
        if runs and runs[-1][0] + len(runs[-1][1]) == place:
            runs[-1][1].append(value)
        else:
            runs.append((place, [value]))
    return [Block(write.row, place, (tuple(values),)) for place, values in runs]


def _joined(stack: Sequence[Block]) -> Block:
    return Block(stack[0].row, stack[0].column, tuple(block.values[0] for block in stack))
