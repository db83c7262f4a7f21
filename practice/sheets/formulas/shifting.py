"""Formulas after rows or columns were inserted, deleted or moved: they go on meaning the same cells."""

import re
from collections.abc import Callable

from practice.sheets import a1
from practice.sheets.cells import Cell
from practice.sheets.formulas.lexer import UnreadableFormula, tokens
from practice.sheets.locales import Locale

_CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")
ShiftBounds = Callable[[a1.Bounds], a1.Bounds | None]


def shift_formula(formula: str, locale: Locale, *, is_own: bool, title: str, shift: ShiftBounds) -> str:
    """The formula with every reference to the tab `title` shifted; `is_own` says that the formula stands on it."""
    return _rewrite(formula, locale, lambda text: _shifted(text, is_own, title, shift))


def rename_in_formula(formula: str, locale: Locale, old: str, new: str) -> str:
    """The formula with references to the tab `old` named by its new title."""

    def renamed(text: str) -> str:
        title, cells, _ = a1.split(text)
        is_meant = title is not None and title.casefold() == old.casefold()
        return f"{a1.quote_title(new)}!{cells}" if is_meant else text

    return _rewrite(formula, locale, renamed)


def break_references(formula: str, locale: Locale, title: str) -> str:
    """The formula after the tab `title` was deleted."""
    return shift_formula(formula, locale, is_own=False, title=title, shift=lambda _bounds: None)


def move_formula(formula: str, locale: Locale, down: int, right: int) -> str:
    """The formula as it stands after copying so far down and to the right; dollar signs hold a row or column."""

    def moved(text: str) -> str:
        title, cells, _ = a1.split(text)
        try:
            corners = ":".join(_moved_corner(corner, down, right) for corner in cells.split(":"))
        except ValueError:
            return "#REF!"
        return corners if title is None else f"{a1.quote_title(title)}!{corners}"

    return _rewrite(formula, locale, moved)


def carried(cell: Cell, locale: Locale, down: int, right: int) -> Cell:
    """The cell as it stands after copying so far down and to the right."""
    if cell.formula is None or down == right == 0:
        return cell
    return cell._replace(formula=move_formula(cell.formula, locale, down, right))


def _moved_corner(corner: str, down: int, right: int) -> str:
    match = _CORNER.fullmatch(corner)
    if match is None:
        return corner
    column_fixed, letters, row_fixed, digits = match.groups()
    row_fixed = row_fixed if letters else column_fixed
    column = a1.column_index(letters) + (0 if column_fixed else right) if letters else 0
    row = int(digits) - 1 + (0 if row_fixed else down) if digits else 0
    if column < 0 or row < 0:
        raise ValueError(corner)
    shown_column = column_fixed + a1.column_letters(column) if letters else ""
    return shown_column + (f"{row_fixed}{row + 1}" if digits else "")


def _rewrite(formula: str, locale: Locale, rewrite: Callable[[str], str]) -> str:
    """The formula with each reference rewritten; one that cannot be read stays as it is."""
    try:
        found = tokens(formula[1:], locale)
    except UnreadableFormula:
        return formula
    pieces, end = ["="], 1
    for token in found:
        if token.kind == "reference":
            pieces += [formula[end : 1 + token.start], rewrite(token.text)]
            end = 1 + token.start + len(token.text)
    return "".join([*pieces, formula[end:]])


def _shifted(text: str, is_own: bool, title: str, shift: ShiftBounds) -> str:
    reference = a1.split(text)
    meant = is_own if reference.title is None else reference.title.casefold() == title.casefold()
    bounds = a1.parse_cells(reference.cells) if meant else None
    if bounds is None:
        return text
    shifted = shift(bounds)
    if shifted == bounds:
        return text
    if shifted is None:
        return "#REF!"
    prefix = "" if reference.title is None else f"{a1.quote_title(reference.title)}!"
    return prefix + _rewritten(reference.cells, shifted)


def _rewritten(cells: str, bounds: a1.Bounds) -> str:
    """The same corners with new numbers; dollar signs and open ends stay as they were written."""
    first, mark, second = cells.partition(":")
    start = _corner(first, bounds.top, bounds.left)
    if not mark:
        return start
    last_row = None if bounds.bottom is None else bounds.bottom - 1
    last_column = None if bounds.right is None else bounds.right - 1
    return f"{start}:{_corner(second, last_row, last_column)}"


def _corner(written: str, row: int | None, column: int | None) -> str:
    letters, digits = any(map(str.isalpha, written)), any(map(str.isdigit, written))
    parts = []
    if letters and column is not None:
        parts.append(("$" if written.startswith("$") else "") + a1.column_letters(column))
    if digits and row is not None:
        fixed = "$" in written[1:] if letters else written.startswith("$")
        parts.append(("$" if fixed else "") + str(row + 1))
    return "".join(parts)
