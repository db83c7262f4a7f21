"""What a reader is given for a cell: the shown text, the bare value, or the formula."""

from collections.abc import Mapping
from typing import NamedTuple

from practice.sheets.cells import Value
from practice.sheets.locales import Locale
from practice.sheets.numberformat import DATE_TYPES, show_number, show_plain


class Rendering(NamedTuple):
    """How values are asked for, by Google's names."""

    values: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"


def show(value: Value, number_format: Mapping[str, str], locale: Locale) -> str:
    """The text that a person sees in a cell of that format when it holds `value`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    return show_number(value, number_format, locale) if number_format else show_plain(value, locale)


def render(
    value: Value, number_format: Mapping[str, str], rendering: Rendering, locale: Locale
) -> str | int | float | bool:
    """What `values.get` answers for a cell of that format when it holds `value`."""
    if rendering.values == "FORMATTED_VALUE":
        return show(value, number_format, locale)
    if value is None:
        return ""
    as_text = rendering.dates == "FORMATTED_STRING" and number_format.get("type") in DATE_TYPES
    if as_text and not isinstance(value, str | bool):
        return show(value, number_format, locale)
    return value
