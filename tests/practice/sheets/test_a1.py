"""The A1 grammar, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.sheets.a1 import (
    Area,
    Bounds,
    area_label,
    column_index,
    column_letters,
    parse_cells,
    quote_title,
    range_label,
    split,
)

ALL_ROWS, ALL_COLUMNS = None, None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("A1", Bounds(0, 0, 1, 1)),
        ("B1", Bounds(0, 1, 1, 2)),
        ("AA10", Bounds(9, 26, 10, 27)),
        ("A1:B2", Bounds(0, 0, 2, 2)),
        ("D4:A1", Bounds(0, 0, 4, 4)),  # corners in any order
        ("B1:A2", Bounds(0, 0, 2, 2)),
        ("$A$1:$B$2", Bounds(0, 0, 2, 2)),
        ("a1:b2", Bounds(0, 0, 2, 2)),
        ("A:C", Bounds(None, 0, None, 3)),
        ("2:3", Bounds(1, None, 3, None)),
        ("A2:C", Bounds(1, 0, None, 3)),  # from row 2 to the last
        ("A1:1", Bounds(0, 0, 1, None)),  # to the last column
        ("R1C1", Bounds(0, 0, 1, 1)),
        ("R2C3:R4C5", Bounds(1, 2, 4, 5)),
        ("RC1", Bounds(0, column_index("RC"), 1, column_index("RC") + 1)),  # column RC, not R1C1 notation
    ],
)
def test_a_range_text_names_a_rectangle(text: str, bounds: Bounds) -> None:
    assert parse_cells(text) == bounds


@pytest.mark.parametrize(
    "text", ["", "A", "1", "A0", "A1:", ":A1", "A1:B0", "Sheet1", "ABCD1", "A1:B2:C3", "A-1", "R0C1"]
)
def test_other_texts_are_no_rectangle(text: str) -> None:
    assert parse_cells(text) is None


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Sheet1", "Sheet1"),
        ("Tab_2", "Tab_2"),
        ("D3", "'D3'"),  # could be a cell
        ("R1C1", "'R1C1'"),
        ("true", "'true'"),
        ("I'm a new title", "'I''m a new title'"),
        ("Tháng 5/2026", "'Tháng 5/2026'"),
        ("Лист2", "'Лист2'"),
        ("2026", "'2026'"),
        ("Hi!", "'Hi!'"),
        ("🎊", "'🎊'"),
    ],
)
def test_a_title_is_quoted_unless_it_is_a_plain_word(title: str, written: str) -> None:
    assert quote_title(title) == written


@given(st.integers(0, 20_000))
def test_column_letters_go_both_ways(index: int) -> None:
    assert column_index(column_letters(index)) == index


@st.composite
def areas(draw: st.DrawFn) -> Area:
    top, left = draw(st.integers(0, 5000)), draw(st.integers(0, 800))
    return Area(top, left, top + draw(st.integers(1, 5000)), left + draw(st.integers(1, 800)))


@given(st.text(min_size=1, max_size=30), areas())
def test_a_written_range_is_read_as_the_same_tab_and_rectangle(title: str, area: Area) -> None:
    reference = split(range_label(title, area))

    assert reference.title == title
    assert reference.cells == area_label(area)
    assert parse_cells(reference.cells) == Bounds(*area)
