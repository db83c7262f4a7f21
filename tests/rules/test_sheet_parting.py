"""Who sorts only some columns of a tab parts rows from their keys; nobody's word becomes another's, none is lost."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.rules.sheets.cells import Titles
from nhipcau.rules.sheets.columns import Column, Kind, Owner, TabDeclaration
from nhipcau.rules.sheets.layout import TabTrouble, lay_out
from nhipcau.rules.sheets.merge import Known, intake
from nhipcau.rules.sheets.parting import keys_left_behind, with_keys

RUNS = int(os.environ.get("NHIPCAU_LAW_RUNS", "1500"))
COLUMNS = (
    Column("key", hidden=True),
    Column("code"),
    Column("name"),
    Column("items", Kind.NUMBER),
    Column("phone", owner=Owner.PEOPLE),
    Column("excuse", Kind.WORDS, Owner.PEOPLE),
    Column("reply"),
    Column("remark", owner=Owner.FREE),
)
CHECKINS = TabDeclaration("checkins", COLUMNS)
TITLES = Titles("vi", {column.key: {"vi": column.key} for column in COLUMNS}, {})
PLACES = {column.key: place for place, column in enumerate(COLUMNS)}
TEXTS = ("code", "name", "phone")


class Cell(NamedTuple):
    """What a cell shows, in whose row it was put, and whether people did it since the last sync."""

    value: Any
    of: str
    typed: bool = False


@dataclass
class Tab:
    """A tab that was true, and then came into people's hands."""

    rows: list[list[Cell]]

    @classmethod
    def of(cls, *rows: Sequence[Any]) -> "Tab":
        """Each row: code, name, items, phone, excuse, remark; the keys are A, B, C ..."""
        keyed = [(chr(ord("A") + n), row) for n, row in enumerate(rows)]
        return cls([[Cell(value, key) for value in (key, *row[:5], "", row[5])] for key, row in keyed])

    def __post_init__(self) -> None:
        self.base = {row[0].value: {c.key: row[PLACES[c.key]].value for c in CHECKINS.kept} for row in self.rows}

    def type(self, number: int, column: str, value: Any) -> None:
        place = PLACES[column]
        self.rows[number][place] = Cell(value, self.rows[number][place].of, typed=True)

    def sort(self, rows: slice, columns: slice, by: int, *, falling: bool = False) -> None:
        """Only these cells, as spreadsheets sort a range."""
        area = sorted((row[columns] for row in self.rows[rows]), key=lambda cells: _order(cells[by]), reverse=falling)
        for row, cells in zip(self.rows[rows], area, strict=True):
            row[columns] = cells

    def taken(self) -> dict[tuple[str, str], Cell]:
        """What a sync takes, by key and column; nothing else is read. Raises TabTrouble."""
        grid: Any = [[c.key for c in COLUMNS], *([cell.value for cell in row] for row in self.rows)]
        known = Known(self.base)
        keys = keys_left_behind(CHECKINS, lay_out(CHECKINS, TITLES, grid, self.base, self.base), grid, known, self.base)
        self.right = with_keys(grid, 0, keys)
        layout = lay_out(CHECKINS, TITLES, self.right, self.base, self.base)
        asked = intake(CHECKINS, layout, self.right, known, self.base)
        return {(one.key, c): self.rows[one.row - 1][PLACES[c]] for one in asked for c in one.cells}

    def keys(self) -> list[Any]:
        """As they stand once the sync has written."""
        self.taken()
        return [row[0] for row in self.right[1:]]

    def trouble(self) -> str:
        with pytest.raises(TabTrouble) as raised:
            self.taken()
        assert raised.value.code == "parted"
        return raised.value.where

    def texts_at_home(self) -> bool:
        """Whether no text that the network wrote, and a row is told by, stands in another's."""
        cells = [(row[0].value, column, row[PLACES[column]]) for row in self.rows for column in TEXTS]
        ours = [(key, column, cell.value) for key, column, cell in cells if cell.value and not cell.typed]
        return all(self.base[key][column] == value for key, column, value in ours)


def _order(cell: Cell) -> tuple[bool, str]:
    return cell.value == "", str(cell.value)


VISIBLE, ALL_ROWS = slice(1, 8), slice(0, 9)
BUT_KEY_AND_PHONE = slice(1, 4)


@pytest.fixture
def tab() -> Tab:
    return Tab.of(
        ("CTV03", "Châu", 1, "0903", "", "gọi lại"),
        ("CTV01", "An", 2, "0901", "excused", ""),
        ("CTV02", "Bình", 0, "", "", "ở Huế"),
    )


class TestKeysThatAreLeftBehind:
    def test_they_follow_their_rows_when_all_that_is_visible_was_sorted(self, tab: Tab) -> None:
        tab.sort(ALL_ROWS, VISIBLE, by=0)
        assert tab.keys() == ["B", "C", "A"]
        assert tab.taken() == {}

    def test_a_whole_sort_moves_no_key(self, tab: Tab) -> None:
        tab.sort(ALL_ROWS, slice(0, 8), by=1)
        assert tab.keys() == ["B", "C", "A"]

    def test_what_was_typed_before_the_sort_is_taken_for_the_row_it_was_typed_in(self, tab: Tab) -> None:
        tab.type(2, "phone", "0977")
        tab.sort(ALL_ROWS, VISIBLE, by=0)
        ((whose, cell),) = tab.taken().items()
        assert (whose, cell.value) == (("C", "phone"), "0977")

    def test_what_was_typed_where_the_sort_may_not_have_reached_is_nobodys(self, tab: Tab) -> None:
        """Nobody was excused in rows that tell: it may have been typed beside the key."""
        tab = Tab.of(("CTV02", "Bình", 1, "0902", "", ""), ("CTV01", "An", 2, "0901", "", ""))
        tab.type(0, "excuse", "excused")
        tab.sort(ALL_ROWS, VISIBLE, by=0)
        assert tab.trouble() == "B2, C2, E2, B3 …"

    def test_columns_that_were_left_out_leave_it_open_whose_they_are(self, tab: Tab) -> None:
        tab.sort(ALL_ROWS, BUT_KEY_AND_PHONE, by=0)
        assert tab.trouble().startswith("B2, ")

    def test_a_row_that_people_added_in_the_midst_stops_the_tab(self, tab: Tab) -> None:
        tab.rows.insert(0, [Cell(value, "") for value in ("", "", "Mới", "", "0988", "", "", "")])
        tab.sort(ALL_ROWS, VISIBLE, by=0)
        assert tab.trouble()

    def test_a_row_that_people_added_elsewhere_does_not(self, tab: Tab) -> None:
        tab.rows.append([Cell(value, "") for value in ("", "", "Mới", "", "0988", "", "", "")])
        tab.sort(slice(0, 3), VISIBLE, by=0)
        assert tab.keys() == ["B", "C", "A", ""]


class TestWhatIsNoSort:
    def test_a_text_typed_once_more_in_another_row(self, tab: Tab) -> None:
        tab.type(2, "phone", "0901")
        assert [cell.value for cell in tab.taken().values()] == ["0901"]

    def test_the_same_word_in_two_rows(self, tab: Tab) -> None:
        """Whom to excuse was chosen anew."""
        tab.type(1, "excuse", "")
        tab.type(0, "excuse", "excused")
        assert tab.taken().keys() == {("B", "excuse"), ("A", "excuse")}

    def test_a_cell_of_the_bots_typed_over(self, tab: Tab) -> None:
        tab.type(0, "name", "Châu Anh")
        assert tab.taken() == {}

    def test_a_telephone_that_changes_hands_waits_until_it_was_given_up(self, tab: Tab) -> None:
        tab.type(0, "phone", "")
        tab.type(2, "phone", "0903")
        assert tab.trouble() == "E4"
        tab.type(2, "phone", "")
        assert tab.taken().keys() == {("A", "phone")}


ROW = (["CTV01", "CTV02", "CTV03"], ["An", "Bình"], [0, 1], ["", "09"], ["", "", "excused"], ["", "gọi lại", "ở Huế"])
TYPED = (range(6), [("phone", "x"), ("phone", ""), ("excuse", "excused")])
AREA = (range(6), range(6), range(8), range(8), range(8), [False, True])


def parts(choices: Sequence[Sequence[Any]]) -> st.SearchStrategy[list[Any]]:
    """One of each, drawn as one number: drawing them one by one would take longer than trying them."""
    return st.integers(0, prod(map(len, choices)) - 1).map(lambda number: _picked(choices, number))


def _picked(choices: Sequence[Sequence[Any]], number: int) -> list[Any]:
    picked = []
    for among in choices:
        number, place = divmod(number, len(among))
        picked.append(among[place])
    return picked


@settings(max_examples=RUNS, database=None)
@given(st.lists(parts(ROW), min_size=2, max_size=6), st.lists(parts(TYPED), max_size=4), parts(AREA))
def test_whatever_is_sorted_nobodys_word_becomes_anothers_and_none_is_lost(
    rows: list[Any], said: list[Any], area: list[Any]
) -> None:
    """Unless nothing that the network wrote gives it away: then it looks as if people had chosen anew."""
    for at, row in enumerate(rows):
        row[3] += str(at) if row[3] else ""
    tab = Tab.of(*rows)
    for at, (column, value) in said:
        tab.type(at % len(rows), column, f"{value}{at}" if value == "x" else value)
    (top, bottom), (left, right), by, falling = sorted(area[:2]), sorted(area[2:4]), *area[4:]
    tab.sort(slice(top, bottom + 1), slice(left, right + 1), by % (right - left + 1), falling=falling)
    try:
        taken = tab.taken()
    except TabTrouble as trouble:
        assert trouble.code == "parted"
        return
    if not tab.texts_at_home() or tab.right[1:] != [[cell.value for cell in row] for row in tab.rows]:
        assert all(cell.of == key and cell.typed for (key, _), cell in taken.items())
        typed = {(c.of, place) for row in tab.rows for place, c in enumerate(row) if c.typed}
        news = {(cell.of, PLACES[column]) for (_, column), cell in taken.items()}
        assert all(_as_before(tab, key, place) for key, place in typed - news)


def _as_before(tab: Tab, key: str, place: int) -> bool:
    """Whether what was typed is what stood there."""
    (cell,) = (c for row in tab.rows for at, c in enumerate(row) if at == place and c.of == key and c.typed)
    return tab.base[key][COLUMNS[place].key] == cell.value
