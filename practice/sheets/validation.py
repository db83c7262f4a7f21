"""Data validation: what a strict rule lets a person type. Writes through the API are not held to it."""

from collections.abc import Callable
from typing import Any

from practice.sheets.a1 import cell_label
from practice.sheets.calculating import Calculator
from practice.sheets.cells import Value
from practice.sheets.errors import GoogleError, refused
from practice.sheets.formulas.arguments import is_number
from practice.sheets.ranges import locate
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json

Allows = Callable[[Any, list[Any]], bool]

NUMBERS: dict[str, Allows] = {
    "NUMBER_GREATER": lambda value, given: value > given[0],
    "NUMBER_GREATER_THAN_EQ": lambda value, given: value >= given[0],
    "NUMBER_LESS": lambda value, given: value < given[0],
    "NUMBER_LESS_THAN_EQ": lambda value, given: value <= given[0],
    "NUMBER_EQ": lambda value, given: value == given[0],
    "NUMBER_NOT_EQ": lambda value, given: value != given[0],
    "NUMBER_BETWEEN": lambda value, given: given[0] <= value <= given[1],
    "NUMBER_NOT_BETWEEN": lambda value, given: not given[0] <= value <= given[1],
    "DATE_IS_VALID": lambda value, given: True,
}
TEXTS: dict[str, Allows] = {
    "TEXT_CONTAINS": lambda text, given: given[0] in text,
    "TEXT_NOT_CONTAINS": lambda text, given: given[0] not in text,
    "TEXT_EQ": lambda text, given: text == given[0],
    "TEXT_IS_EMAIL": lambda text, given: "@" in text,
    "TEXT_IS_URL": lambda text, given: text.startswith(("http://", "https://")),
    "ONE_OF_LIST": lambda text, given: text in given,
}


def check_valid(
    calculator: Calculator, spreadsheet: Spreadsheet, rule: Json, value: Value, row: int, column: int
) -> None:
    """Raise a 400 if a strict rule does not allow the value; an empty cell is always allowed."""
    if value is None or not rule.get("strict"):
        return
    if not _allows(calculator, spreadsheet, rule["condition"], value):
        label = cell_label(row, column)
        raise refused(f"The data that you entered in cell {label} violates the data validation rules set on this cell.")


def _allows(calculator: Calculator, spreadsheet: Spreadsheet, condition: Json, value: Value) -> bool:
    """Kinds of conditions that are not known here allow everything."""
    kind = condition["type"]
    given = [one.get("userEnteredValue", "") for one in condition.get("values") or []]
    if kind in NUMBERS:
        return is_number(value) and NUMBERS[kind](value, [float(one) for one in given])
    if kind in TEXTS:
        return TEXTS[kind](_text(value), given)
    if kind == "BOOLEAN":
        return _text(value) in given if given else isinstance(value, bool)
    if kind == "ONE_OF_RANGE":
        return _text(value) in _texts_in(calculator, spreadsheet, given[0].removeprefix("="))
    return True


def _texts_in(calculator: Calculator, spreadsheet: Spreadsheet, text: str) -> list[str]:
    try:
        located = locate(spreadsheet, text)
    except GoogleError:
        return []
    tab, area = located.tab, located.clipped()
    places = ((row, column) for row in range(area.top, area.bottom) for column in range(area.left, area.right))
    return [_text(calculator.value(tab, row, column)) for row, column in places]


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return "" if value is None else str(value)
