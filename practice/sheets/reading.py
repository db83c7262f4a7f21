"""Answers of `values.get` and its kin: trimmed, in rows or in columns."""

from typing import Any, NamedTuple

from practice.sheets import a1
from practice.sheets.a1 import Area
from practice.sheets.calculating import Calculator
from practice.sheets.locales import locale_of
from practice.sheets.ranges import locate
from practice.sheets.rendering import Rendering, render
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab

Values = list[list[Any]]


class Asked(NamedTuple):
    """How a reader wants the answer."""

    rendering: Rendering = Rendering()
    dimension: str = "ROWS"


def read_range(spreadsheet: Spreadsheet, calculator: Calculator, text: str, asked: Asked) -> Json:
    """The ValueRange of a range text; raise a 400 if it names nothing or starts beyond the grid."""
    located = locate(spreadsheet, text)
    return read_area(spreadsheet, calculator, located.tab, located.clipped(), asked)


def read_area(spreadsheet: Spreadsheet, calculator: Calculator, tab: Tab, area: Area, asked: Asked) -> Json:
    """The ValueRange of a rectangle; without `values` when it is empty."""
    dimension = asked.dimension if asked.dimension == "COLUMNS" else "ROWS"
    answer: Json = {"range": a1.range_label(tab.title, area), "majorDimension": dimension}
    values = rendered(spreadsheet, calculator, tab, area, asked.rendering)
    trimmed = trim(turn(values) if dimension == "COLUMNS" else values)
    if trimmed:
        answer["values"] = trimmed
    return answer


def rendered(spreadsheet: Spreadsheet, calculator: Calculator, tab: Tab, area: Area, rendering: Rendering) -> Values:
    """The values of a rectangle, row by row, as far as rows are stored; empty cells are empty texts."""
    locale = locale_of(spreadsheet.locale)
    rows: Values = []
    for number, cells in enumerate(tab.grid.rows[area.top : area.bottom], area.top):
        row: list[Any] = []
        for column, cell in enumerate(cells[area.left : area.right], area.left):
            if cell is None:
                row.append("")
            elif cell.formula is None and isinstance(cell.value, str):
                row.append(cell.value)
            elif cell.formula is not None and rendering.values == "FORMULA":
                row.append(cell.formula)
            else:
                value = calculator.value(tab, number, column)
                number_format = calculator.number_format(tab, number, column)
                row.append(render(value, number_format, rendering, locale))
        rows.append(row)
    return rows


def turn(values: Values) -> Values:
    """Rows as columns, the short ones filled up with empty texts."""
    width = max(map(len, values), default=0)
    return [[row[place] if place < len(row) else "" for row in values] for place in range(width)]


def trim(values: Values) -> Values:
    """The values without the empty ends of lines and without empty last lines."""
    for line in values:
        while line and line[-1] == "":
            line.pop()
    while values and not values[-1]:
        values.pop()
    return values
