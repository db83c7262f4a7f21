"""Rows and columns that come, go and move, against plain lists that do the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.sheets import structure
from practice.sheets.a1 import Area, cell_label
from practice.sheets.cells import Cell, Grid
from practice.sheets.errors import GoogleError
from practice.sheets.fields import merge, parse_mask, select
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tables import table_in
from practice.sheets.tabs import Tab, grid_range
from tests.practice.sheets.conftest import START

ROWS, COLUMNS = 6, 5

Change = tuple[str, str, int, int, int]


def made(values: list[list[Any]]) -> Spreadsheet:
    tab = Tab(0, "Sheet1", Grid(ROWS, COLUMNS))
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            tab.grid.put(row, column, None if value is None else Cell(value))
    return Spreadsheet("x", "x", START, START, "x", tabs=[tab])


def values_of(tab: Tab) -> list[list[Any]]:
    return [
        [tab.grid.cell(row, column).value for column in range(tab.grid.column_count)]
        for row in range(tab.grid.row_count)
    ]


def on_lists(rows: list[list[Any]], change: Change) -> list[list[Any]]:
    """The same change on rows as lists; columns are rows of the turned table."""
    kind, dimension, start, end, to = change
    lines = rows if dimension == "ROWS" else [list(column) for column in zip(*rows, strict=True)]
    width = len(lines[0])
    if kind == "insert":
        lines = lines[:start] + [[None] * width for _ in range(end - start)] + lines[start:]
    elif kind == "delete":
        lines = lines[:start] + lines[end:]
    else:
        marked = [(index, line) for index, line in enumerate(lines)]
        block = marked[start:end]
        before = [pair for pair in marked if pair not in block and pair[0] < to]
        behind = [pair for pair in marked if pair not in block and pair[0] >= to]
        lines = [line for _, line in before + block + behind]
    return lines if dimension == "ROWS" else [list(column) for column in zip(*lines, strict=True)]


@st.composite
def changes(draw: st.DrawFn) -> Change:
    dimension = draw(st.sampled_from(["ROWS", "COLUMNS"]))
    size = ROWS if dimension == "ROWS" else COLUMNS
    start = draw(st.integers(0, size - 2))
    end = draw(st.integers(start + 1, size - 1))
    to = draw(st.sampled_from([place for place in range(size + 1) if not start < place < end]))
    return draw(st.sampled_from(["insert", "delete", "move"])), dimension, start, end, to


def apply(spreadsheet: Spreadsheet, change: Change) -> None:
    """Change the first tab."""
    kind, dimension, start, end, to = change
    known: structure.Dimension = "ROWS" if dimension == "ROWS" else "COLUMNS"
    tab = spreadsheet.tabs[0]
    if kind == "insert":
        structure.insert(spreadsheet, tab, known, start, end - start)
    elif kind == "delete":
        structure.delete(spreadsheet, tab, known, start, end)
    else:
        structure.move(spreadsheet, tab, known, start, end, to)


Table = st.lists(
    st.lists(st.one_of(st.none(), st.integers()), min_size=COLUMNS, max_size=COLUMNS), min_size=ROWS, max_size=ROWS
)


@given(Table, changes())
def test_cells_go_where_they_would_in_lists(rows: list[list[Any]], change: Change) -> None:
    spreadsheet = made(rows)
    apply(spreadsheet, change)

    assert values_of(spreadsheet.tabs[0]) == on_lists(rows, change)


@given(Table, changes())
def test_a_formula_and_a_name_go_on_meaning_the_same_cell(rows: list[list[Any]], change: Change) -> None:
    spreadsheet = made(rows)
    tab, other = spreadsheet.tabs[0], Tab(7, "other", Grid(1, 1))
    tab.grid.put(2, 3, Cell("here"))
    other.grid.put(0, 0, Cell(formula="=Sheet1!D3"))
    spreadsheet.tabs.append(other)
    spreadsheet.named_ranges = [{"name": "n", "range": grid_range(Area(2, 3, 3, 4))}]
    apply(spreadsheet, change)

    places = [(row, column) for row, column, cell in tab.grid.filled() if cell.value == "here"]
    if places:
        ((row, column),) = places
        area = tab.area_of(spreadsheet.named_ranges[0]["range"])
        assert area == Area(row, column, row + 1, column + 1)
        assert other.grid.cell(0, 0).formula == f"=Sheet1!{cell_label(row, column)}"
    else:
        assert spreadsheet.named_ranges == []
        assert other.grid.cell(0, 0).formula == "=#REF!"


@pytest.mark.parametrize(
    ("change", "range_"),
    [
        (("insert", "ROWS", 1, 2, 0), (2, 5)),  # above: pushed down
        (("insert", "ROWS", 2, 3, 0), (1, 5)),  # inside: wider
        (("insert", "ROWS", 4, 5, 0), (1, 4)),  # below: as it was
        (("delete", "ROWS", 0, 1, 0), (0, 3)),
        (("delete", "ROWS", 0, 2, 0), (0, 2)),  # half of it gone
        (("delete", "ROWS", 1, 4, 0), None),
        (("move", "ROWS", 1, 4, 6), (3, 6)),  # moved as a whole
        (("move", "ROWS", 2, 3, 6), (1, 4)),  # torn apart: stays
        (("insert", "COLUMNS", 0, 1, 0), (1, 4)),  # the other dimension
    ],
)
def test_what_lies_on_rows_1_to_4_is_afterwards_on(change: Change, range_: tuple[int, int] | None) -> None:
    spreadsheet = made([])
    (tab,) = spreadsheet.tabs
    tab.merges = [Area(1, 0, 4, 1)]
    tab.basic_filter = {"range": grid_range(Area(1, 0, 4, 1))}
    tab.conditional = [{"ranges": [grid_range(Area(1, 0, 4, 1))]}]
    tab.protected = [{"range": grid_range(Area(1, 0, 4, 1))}, {"range": {}}]
    apply(spreadsheet, change)

    kept = [] if range_ is None else [range_]
    assert [(area.top, area.bottom) for area in tab.merges] == kept
    filters = [] if tab.basic_filter is None else [tab.basic_filter]
    ranges = [rule["ranges"][0] for rule in tab.conditional] + [one["range"] for one in filters]
    assert [(one["startRowIndex"], one["endRowIndex"]) for one in ranges] == kept * 2
    assert {} in [one["range"] for one in tab.protected]  # the whole tab stays the whole tab


@pytest.mark.parametrize(
    ("drawing", "table"),
    [
        ("#", Area(0, 0, 1, 1)),
        ("##.#", Area(0, 3, 1, 4)),  # an empty column parts tables; the last one counts
        ("#../.#.", Area(0, 0, 2, 2)),  # cells that touch at a corner belong together
        ("##/..", Area(0, 0, 1, 2)),
        ("#.#/###", Area(0, 0, 2, 3)),
        ("##/../.#", Area(2, 1, 3, 2)),
        ("...", None),
    ],
)
def test_a_table_is_a_block_with_an_empty_margin(drawing: str, table: Area | None) -> None:
    grid = Grid(10, 10)
    for row, line in enumerate(drawing.split("/")):
        for column, mark in enumerate(line):
            grid.put(row, column, Cell("x") if mark == "#" else None)

    assert table_in(grid, Area(0, 0, 10, 10)) == table


RESOURCE = {"a": {"b": 1, "c": [{"d": 1, "e": 2}, {"e": 3}]}, "f": 0}


@pytest.mark.parametrize(
    ("mask", "selected"),
    [
        ("*", RESOURCE),
        ("f", {"f": 0}),
        ("a.b", {"a": {"b": 1}}),
        ("a/b,f", {"a": {"b": 1}, "f": 0}),
        ("a(b,c.d)", {"a": {"b": 1, "c": [{"d": 1}, {}]}}),
        ("a.c(e)", {"a": {"c": [{"e": 2}, {"e": 3}]}}),
        ("a.*", {"a": RESOURCE["a"]}),
        ("nothing", {}),
        (" f , a.b ", {"a": {"b": 1}, "f": 0}),
    ],
)
def test_a_field_mask_selects(mask: str, selected: Any) -> None:
    assert select(RESOURCE, parse_mask(mask)) == selected


@pytest.mark.parametrize("mask", ["", "a.", "a(", "a(b", ".", "a)b", "a b;c"])
def test_a_mask_that_cannot_be_read_is_refused(mask: str) -> None:
    with pytest.raises(GoogleError):
        parse_mask(mask)


@pytest.mark.parametrize(
    ("source", "mask", "merged"),
    [
        ({"x": 9}, "x", {"x": 9, "y": {"z": 2, "w": 3}}),
        ({}, "x", {"y": {"z": 2, "w": 3}}),  # named and not given: taken away
        ({"y": {"z": 8}}, "y.z", {"x": 1, "y": {"z": 8, "w": 3}}),
        ({"y": {"z": 8}}, "y", {"x": 1, "y": {"z": 8}}),
        ({}, "y(z,w)", {"x": 1}),
        ({"n": {"m": 1}}, "n.m", {"x": 1, "y": {"z": 2, "w": 3}, "n": {"m": 1}}),
        ({"q": 1}, "*", {"q": 1}),
    ],
)
def test_an_update_changes_what_its_mask_names(source: Any, mask: str, merged: Any) -> None:
    assert merge({"x": 1, "y": {"z": 2, "w": 3}}, source, parse_mask(mask)) == merged
