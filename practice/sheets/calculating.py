"""The value of a cell: what stands in it, or what its formula comes to."""

import math
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import NamedTuple

from practice.sheets import ranges
from practice.sheets.cells import Value
from practice.sheets.errors import GoogleError
from practice.sheets.formulas.arguments import Arguments, Block, Result, is_number, one_value
from practice.sheets.formulas.coercion import ErrorValue, Fault
from practice.sheets.formulas.functions import FUNCTIONS, OPERATORS, Function
from practice.sheets.formulas.lexer import UnreadableFormula
from practice.sheets.formulas.parser import Broken, Call, Literal, Name, Node, Reference, parse
from practice.sheets.locales import locale_of
from practice.sheets.serials import serial_of, simple
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Tab

SAME_FORMAT = ("+", "-", "+x", "-x", "SUM", "MIN", "MAX", "AVERAGE", "SUMIF", "SUMIFS", "ROUND", "IF", "EOMONTH")
"""Calls whose result looks like the first thing they refer to."""
OWN_FORMAT = {"TODAY": "DATE", "DATE": "DATE", "NOW": "DATE_TIME"}


class Place(NamedTuple):
    """A cell: its tab's id, row and column."""

    sheet_id: int
    row: int
    column: int


class Calculator:
    """Computes the values of one spreadsheet at one moment, each formula once."""

    def __init__(self, spreadsheet: Spreadsheet, now: datetime) -> None:
        self._spreadsheet = spreadsheet
        self._locale = locale_of(spreadsheet.locale)
        self._now = spreadsheet.at_home(now)
        self._values: dict[Place, Value] = {}
        self._begun: set[Place] = set()
        self._formats: dict[Place, dict[str, str]] = {}
        moments: dict[str, Function] = {"TODAY": self._today, "NOW": self._moment}
        self._functions = {**FUNCTIONS, **OPERATORS, **moments}

    def value(self, tab: Tab, row: int, column: int) -> Value:
        """The value at a place; an error such as #DIV/0! is an ErrorValue, which is a text."""
        cell = tab.grid.cell(row, column)
        if cell.formula is None:
            return cell.value
        is_outermost = not self._begun
        try:
            return self._formula_value(tab, Place(tab.sheet_id, row, column), cell.formula)
        except RecursionError:
            if not is_outermost:
                raise
            return self._step_by_step(tab, Place(tab.sheet_id, row, column), cell.formula)

    def number_format(self, tab: Tab, row: int, column: int) -> dict[str, str]:
        """The number format that shows a cell: its own, or what its formula brings with it."""
        cell, place = tab.grid.cell(row, column), Place(tab.sheet_id, row, column)
        own = cell.number_format
        if own or cell.formula is None:
            return own
        if place not in self._formats:
            # Stands there while it is worked out: a formula that refers to itself brings nothing.
            self._formats[place] = {}
            with suppress(UnreadableFormula, RecursionError):
                self._formats[place] = self._inferred(tab, parse(cell.formula, self._locale))
        return self._formats[place]

    def _formula_value(self, tab: Tab, place: Place, formula: str) -> Value:
        if place in self._values:
            return self._values[place]
        if place in self._begun:
            return ErrorValue("#REF!")
        self._begun.add(place)
        try:
            self._values[place] = value = self._compute(tab, formula)
        finally:
            self._begun.discard(place)
        return value

    def _compute(self, tab: Tab, formula: str) -> Value:
        try:
            value = one_value(self._result(tab, parse(formula, self._locale)))
        except UnreadableFormula:
            return ErrorValue("#ERROR!")
        except Fault as fault:
            return ErrorValue(fault.code)
        if value is None or is_number(value):
            return _as_kept(value)
        return value

    def _step_by_step(self, tab: Tab, place: Place, formula: str) -> Value:
        """A long chain of formulas: compute the tab from above, so that in the end none has far to go."""
        for row, column, cell in tab.grid.filled():
            if cell.formula is not None:
                with suppress(RecursionError):
                    self._formula_value(tab, Place(tab.sheet_id, row, column), cell.formula)
        try:
            return self._formula_value(tab, place, formula)
        except RecursionError:
            return ErrorValue("#ERROR!")

    def _result(self, tab: Tab, node: Node) -> Result:
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Broken):
            raise Fault(node.code)
        if isinstance(node, Call):
            return self._call(tab, node)
        return self._block(self._locate(tab, node))

    def _call(self, tab: Tab, node: Call) -> Result:
        function = self._functions.get(node.function)
        if function is None:
            raise Fault("#NAME?")
        return function(Arguments([partial(self._result, tab, argument) for argument in node.arguments]))

    def _locate(self, tab: Tab, node: Reference | Name) -> ranges.Located:
        try:
            if isinstance(node, Reference) and "!" not in node.text:
                return ranges.locate_on(tab, node.text)
            return ranges.locate(self._spreadsheet, node.text)
        except GoogleError:
            raise Fault("#NAME?" if isinstance(node, Name) else "#REF!") from None

    def _block(self, located: ranges.Located) -> Block:
        tab, area, grid = located.tab, located.area, located.tab.grid
        if area.top >= grid.row_count or area.left >= grid.column_count:
            raise Fault("#REF!")
        rows = range(area.top, min(area.bottom, grid.row_count))
        columns = range(area.left, min(area.right, grid.column_count))
        return [[self.value(tab, row, column) for column in columns] for row in rows]

    def _inferred(self, tab: Tab, node: Node) -> dict[str, str]:
        if isinstance(node, Call):
            if node.function in OWN_FORMAT:
                return {"type": OWN_FORMAT[node.function]}
            if node.function not in SAME_FORMAT:
                return {}
            formats = (self._inferred(tab, argument) for argument in node.arguments)
            return next((found for found in formats if found), {})
        if not isinstance(node, Reference | Name):
            return {}
        try:
            located = self._locate(tab, node)
        except Fault:
            return {}
        return self.number_format(located.tab, located.area.top, located.area.left)

    def _today(self, _given: Arguments) -> Value:
        return serial_of(self._now.date())

    def _moment(self, _given: Arguments) -> Value:
        return serial_of(self._now)


def _as_kept(value: Value) -> Value:
    """A number as Sheets keeps it: in double precision, where too large ones are an error."""
    try:
        number = float(value or 0)
    except OverflowError:
        return ErrorValue("#NUM!")
    return simple(number) if math.isfinite(number) else ErrorValue("#NUM!")
