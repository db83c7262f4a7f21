"""Which column of a roster table is which: by its key, or by its title in any language."""

from collections.abc import Mapping, Sequence

from nhipcau.rules.enrolment import COLUMNS, Row
from nhipcau.rules.kernel import Refused
from nhipcau.rules.vietnamese import fold


def rows_of(grid: Sequence[Sequence[str]], titles: Mapping[str, str]) -> list[Row]:
    """The rows under the header, by the keys of the columns. `titles`: the key of each folded title.

    Raises Refused for columns that nobody knows: a misspelt title would silently lose what stands under it.
    """
    known = {**{fold(column): column for column in COLUMNS}, **titles}
    header = [known.get(fold(cell), "") for cell in grid[0]]
    strange = [cell for cell, column in zip(grid[0], header, strict=True) if cell.strip() and not column]
    if strange:
        raise Refused("unknown_columns", columns=", ".join(strange), known=", ".join(COLUMNS))
    return [{column: cell for column, cell in zip(header, row, strict=False) if column} for row in grid[1:]]
