"""What people do in a shared sheet, with a mouse and a keyboard. Protection and strict validation hold for them."""

from practice.sheets import a1, structure
from practice.sheets.a1 import Area
from practice.sheets.batch.cells import sort_area
from practice.sheets.batch.owned import add_protected_range
from practice.sheets.batch.tabs import set_properties
from practice.sheets.calculating import Calculator
from practice.sheets.editing import Edit
from practice.sheets.entering import take_typed
from practice.sheets.errors import refused
from practice.sheets.locales import locale_of
from practice.sheets.ranges import locate
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Json, Tab, grid_range
from practice.sheets.validation import check_valid
from practice.sheets.writing import apply


def tab_titled(spreadsheet: Spreadsheet, title: str) -> Tab:
    """The tab of that title; raise a 400 if there is none."""
    tab = spreadsheet.tab_titled(title)
    if tab is None:
        raise refused(f"Unable to parse range: {title}")
    return tab


def view_tab(spreadsheet: Spreadsheet, tab: Tab) -> Json:
    """What a person sees of a tab beside its cells; ranges are in A1 notation."""
    protected = [
        {
            "cells": a1.area_label(tab.area_of(one["range"])),
            "editors": one.get("editors", {}).get("users", []),
            "description": one.get("description", ""),
        }
        for one in tab.protected
    ]
    widths = {
        a1.column_letters(at): size["pixelSize"] for at, size in tab.sizes["COLUMNS"].items() if "pixelSize" in size
    }
    return {
        "id": spreadsheet.id,
        "title": spreadsheet.title,
        "tabs": [other.title for other in spreadsheet.tabs if not other.look.get("hidden")],
        "tab": tab.title,
        "row_count": tab.grid.row_count,
        "column_count": tab.grid.column_count,
        "frozen_rows": tab.grid_look.get("frozenRowCount", 0),
        "frozen_columns": tab.grid_look.get("frozenColumnCount", 0),
        "widths": widths,
        "hidden": [a1.column_letters(at) for at, size in tab.sizes["COLUMNS"].items() if size.get("hiddenByUser")],
        "merges": [a1.area_label(area) for area in tab.merges],
        "protected": protected,
        "notes": {a1.cell_label(row, column): cell.note for row, column, cell in tab.grid.stored() if cell.note},
    }


def type_text(edit: Edit, title: str, cell: str, text: str) -> None:
    """Type into a cell, or into every cell of a range."""
    tab, area = _place(edit, title, cell)
    edit.check(tab, area)
    spreadsheet, locale = edit.spreadsheet, locale_of(edit.spreadsheet.locale)
    calculator = Calculator(spreadsheet, edit.now)
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            old = tab.grid.cell(row, column)
            entered = take_typed(text, locale, edit.today, old.number_format)
            if old.validation and entered.formula is None:
                check_valid(calculator, spreadsheet, dict(old.validation), entered.value, row, column)
            tab.grid.put(row, column, apply(old, entered))


def sort_rows(edit: Edit, title: str, column: str, *, descending: bool, header_rows: int) -> None:
    """Sort all rows below the header by one column."""
    tab = tab_titled(edit.spreadsheet, title)
    below = Area(header_rows, 0, max(len(tab.grid.rows), header_rows), tab.grid.column_count)
    sort_area(edit, tab, below, [(a1.column_index(column), descending)])


def move_column(edit: Edit, title: str, column: str, before: str) -> None:
    """Drag a column before another."""
    tab, start, to = tab_titled(edit.spreadsheet, title), a1.column_index(column), a1.column_index(before)
    edit.check(tab, tab.stripe("COLUMNS", start, start + 1))
    structure.move(edit.spreadsheet, tab, "COLUMNS", start, start + 1, to)


def rename_tab(edit: Edit, title: str, new_title: str) -> None:
    """Give a tab another title."""
    tab = tab_titled(edit.spreadsheet, title)
    place = edit.spreadsheet.tabs.index(tab)
    set_properties(edit.spreadsheet, tab, {**tab.properties(place), "title": new_title})


def insert(edit: Edit, title: str, dimension: structure.Dimension, at: int) -> None:
    """Open an empty row or column that looks like the one it pushes away."""
    structure.insert(edit.spreadsheet, tab_titled(edit.spreadsheet, title), dimension, at, 1, at)


def delete(edit: Edit, title: str, dimension: structure.Dimension, at: int) -> None:
    """Remove a row or a column."""
    tab = tab_titled(edit.spreadsheet, title)
    edit.check(tab, tab.stripe(dimension, at, at + 1))
    structure.delete(edit.spreadsheet, tab, dimension, at, at + 1)


def duplicate_row(edit: Edit, title: str, at: int) -> None:
    """Copy a row into a new one right below it."""
    tab = tab_titled(edit.spreadsheet, title)
    edit.check(tab, tab.stripe("ROWS", at, at + 1))
    structure.insert(edit.spreadsheet, tab, "ROWS", at + 1, 1)
    for column in range(tab.grid.column_count):
        tab.grid.put(at + 1, column, tab.grid.cell(at, column))


def protect(edit: Edit, title: str, cells: str, editors: list[str]) -> None:
    """Protect a range from everybody but the editors, the owner and whoever protects it."""
    tab, area = _place(edit, title, cells)
    wanted = {"range": grid_range(area, tab.sheet_id), "editors": {"users": editors}}
    add_protected_range(edit, {"protectedRange": wanted})


def _place(edit: Edit, title: str, cells: str) -> tuple[Tab, Area]:
    tab = tab_titled(edit.spreadsheet, title)
    return tab, locate(edit.spreadsheet, f"{a1.quote_title(tab.title)}!{cells}").on_grid()
