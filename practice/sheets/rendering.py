"""What a reader is given for a cell: the shown text, the bare value, or the formula."""

from typing import NamedTuple

from practice.sheets.cells import Cell, Value
from practice.sheets.locales import Locale
from practice.sheets.numberformat import DATE_TYPES, show_number, show_plain


class Rendering(NamedTuple):
    """How values are asked for, by Google's names."""

    values: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"


def number_format_of(cell: Cell) -> dict[str, str]:
    """The cell's number format, empty where none was chosen."""
    return dict(cell.format["numberFormat"]) if cell.format and "numberFormat" in cell.format else {}


def show(cell: Cell, value: Value, locale: Locale) -> str:
    """The text that a person sees in the cell when it holds `value`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    number_format = number_format_of(cell)
    return show_number(value, number_format, locale) if number_format else show_plain(value, locale)


def render(cell: Cell, value: Value, rendering: Rendering, locale: Locale) -> str | int | float | bool:
    """What `values.get` answers for the cell when it holds `value`."""
    if rendering.values == "FORMULA" and cell.formula is not None:
        return cell.formula
    if rendering.values == "FORMATTED_VALUE":
        return show(cell, value, locale)
    if value is None:
        return ""
    is_date = number_format_of(cell).get("type") in DATE_TYPES
    if rendering.dates == "FORMATTED_STRING" and is_date and not isinstance(value, str | bool):
        return show(cell, value, locale)
    return value
