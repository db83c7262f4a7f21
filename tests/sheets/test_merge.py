"""What to write so that a tab holds what it should, whatever people did to it (R24, R27, R31)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.ports import Row
from nhipcau.sheets.cells import same, to_sheet
from nhipcau.sheets.merge import TabPlan, Titles, plan_tab
from nhipcau.sheets.tabs import Column, Kind, Owner, TabDeclaration

TAB = TabDeclaration(
    "people",
    (
        Column("key"),
        Column("name"),
        Column("items", Kind.NUMBER),
        Column("until", Kind.DAY),
        Column("state", Kind.WORDS),
        Column("remark", owner=Owner.PEOPLE),
    ),
)
TITLES = Titles(
    {"key": "Mã", "name": "Tên", "items": "Số", "until": "Đến", "state": "Tình trạng", "remark": "Ghi chú"},
    {"due": "được chi", "nothing": "không chi"},
)
BOT = [column for column in TAB.columns if column.owner is Owner.BOT]
HEADER = list(TITLES.columns.values())
ANH: Row = {"key": "A", "name": "Ánh", "items": 2, "until": date(2026, 5, 16), "state": "due"}
BINH: Row = {"key": "B", "name": "Bình", "items": 0, "until": None, "state": "nothing"}
OURS = {"A": ANH, "B": BINH}
SERIAL = 46_158
"""16 May 2026 as Google counts days."""


def plan(grid: list[list[Any]], ours: dict[str, Row], base: dict[str, Row] | None = None) -> TabPlan:
    return plan_tab(TAB, TITLES, grid, ours, ours if base is None else base)


def applied(grid: list[list[Any]], planned: TabPlan) -> list[list[Any]]:
    """The grid with the writes in it, as Google would have it."""
    cells = {(r, c): value for r, row in enumerate(grid) for c, value in enumerate(row)}
    for write in planned.writes:
        for r, values in enumerate(write.values):
            cells |= {(write.row + r, write.column + c): value for c, value in enumerate(values)}
    height, width = (max((place[axis] for place in cells), default=-1) + 1 for axis in (0, 1))
    return [[cells.get((r, c), "") for c in range(width)] for r in range(height)]


def synced(ours: dict[str, Row] = OURS) -> list[list[Any]]:
    return applied([], plan([], ours, {}))


class TestFirstSync:
    def test_an_empty_tab_gets_its_header_and_all_rows_in_one_block(self) -> None:
        planned = plan([], OURS, {})
        assert (planned.added, planned.changed, planned.rows_needed, planned.columns_needed) == (2, 0, 3, 6)
        assert synced() == [
            HEADER,
            ["A", "Ánh", 2, SERIAL, "được chi", ""],
            ["B", "Bình", 0, "", "không chi", ""],
        ]
        assert len(planned.writes) == 2

    def test_a_tab_with_nothing_to_show_still_gets_its_header(self) -> None:
        assert synced({}) == [HEADER]


class TestLaterSyncs:
    def test_nothing_changed_nothing_written(self) -> None:
        assert plan(synced(), OURS).writes == ()

    def test_a_changed_cell_is_written_alone(self) -> None:
        planned = plan(synced(), {**OURS, "A": {**ANH, "items": 3}}, OURS)
        assert [(write.row, write.column, write.values) for write in planned.writes] == [(1, 2, ((3,),))]
        assert (planned.changed, planned.restored) == (1, 0)

    def test_a_new_row_goes_below_the_last_one_people_wrote_in(self) -> None:
        grid = [*synced(), ["", "", "", "", "", "tổng cộng?"]]
        planned = plan(grid, {**OURS, "C": {**BINH, "key": "C"}}, OURS)
        assert planned.writes[0].row == 4

    def test_a_row_that_is_ours_no_more_stays_as_it_is(self) -> None:
        assert plan(synced(), {"A": ANH}, OURS).writes == ()

    def test_a_moved_column_is_found_by_its_title(self) -> None:
        grid = [[row[5], row[0], row[1], row[2], row[3], row[4]] for row in synced()]
        planned = plan(grid, {**OURS, "B": {**BINH, "items": 9}}, OURS)
        assert [(write.row, write.column, write.values) for write in planned.writes] == [(2, 3, ((9,),))]

    def test_a_cell_that_people_typed_over_is_restored_and_counted_as_that(self) -> None:
        grid = synced()
        grid[1][1] = "Anh"
        planned = plan(grid, OURS)
        assert applied(grid, planned) == synced()
        assert (planned.changed, planned.restored) == (0, 1)

    def test_a_row_that_changed_on_both_sides_counts_as_both(self) -> None:
        grid = synced()
        grid[1][1] = "Anh"
        planned = plan(grid, {**OURS, "A": {**ANH, "items": 5}}, OURS)
        assert (planned.changed, planned.restored) == (1, 1)

    def test_what_people_wrote_is_never_touched(self) -> None:
        grid = [[*row, ""] for row in synced()]
        grid[1][5], grid[1][6] = "gọi lại thứ Hai", "cột riêng"
        after = applied(grid, plan(grid, {**OURS, "A": {**ANH, "name": "Ánh Nguyệt"}}, OURS))
        assert after[1][5:] == ["gọi lại thứ Hai", "cột riêng"]

    def test_short_rows_as_google_gives_them_are_understood(self) -> None:
        grid = [HEADER, ["A", "Ánh", 2, SERIAL, "được chi"], ["B", "Bình", 0, "", "không chi"]]
        assert plan(grid, OURS).writes == ()


class TestTrouble:
    """The tab stops, and the cell that people must mend is named."""

    def test_a_doubled_key(self) -> None:
        grid = [*synced(), ["A", "bản sao"]]
        assert (plan(grid, OURS).trouble, plan(grid, OURS).where) == ("double_key", "A2, A4 (A)")

    def test_a_lost_header(self) -> None:
        grid = synced()
        grid[0][2] = "Số bài"
        assert (plan(grid, OURS).trouble, plan(grid, OURS).where) == ("missing_header", "Số")

    def test_a_doubled_header(self) -> None:
        grid = synced()
        grid[0].append("Tên")
        assert (plan(grid, OURS).trouble, plan(grid, OURS).where) == ("double_header", "B1, G1 (Tên)")

    def test_a_row_above_the_header(self) -> None:
        assert plan([["Bảng tháng 5"], *synced()], OURS).trouble == "missing_header"

    @pytest.mark.parametrize("grid", [[[*HEADER[:2], *HEADER[3:]]], [[*HEADER, "Mã"]], [HEADER, ["A"], ["A"]]])
    def test_nothing_is_written_then(self, grid: list[list[Any]]) -> None:
        planned = plan(grid, OURS)
        assert planned.trouble
        assert planned.writes == ()

    def test_empty_keys_are_peoples_own_rows(self) -> None:
        grid = [*synced(), ["", "ghi chú"], ["", "ghi chú"]]
        assert plan(grid, OURS).trouble == ""

    def test_a_key_that_was_typed_over_gives_a_new_row_and_leaves_the_old_one_to_be_seen(self) -> None:
        grid = synced()
        grid[1][0] = "A cũ"
        after = applied(grid, plan(grid, OURS))
        assert [row[0] for row in after] == ["Mã", "A cũ", "B", "A"]


# ------------------------------------------------------------------------------------------------- any edits at all

names = st.sampled_from(["Ánh", "Bình", "Châu", "", "0901", "=1+1"])
rows = st.builds(
    lambda name, items, until, state: {"name": name, "items": items, "until": until, "state": state},
    names,
    st.integers(0, 3) | st.none(),
    st.dates(date(2026, 1, 1), date(2026, 1, 4)) | st.none(),
    st.sampled_from(["due", "nothing"]),
)
tables = st.dictionaries(st.sampled_from("ABCDEF"), rows, max_size=6).map(
    lambda table: {key: {"key": key, **row} for key, row in table.items()}
)
typed = st.sampled_from(["gõ đè", "0", 7, "=A1", ""])


@dataclass
class People:
    """A tab in people's hands: they sort, move columns, add columns and rows, type; never over keys or headers."""

    grid: list[list[Any]]

    def __post_init__(self) -> None:
        width = max((len(row) for row in self.grid), default=0)
        self.grid = [[*row, *[""] * (width - len(row))] for row in self.grid]

    @property
    def key(self) -> int:
        return self.grid[0].index("Mã")

    def sort(self, column: int, _: int, __: Any) -> None:
        self.grid[1:] = sorted(self.grid[1:], key=lambda row: str(row[column % len(row)]))

    def move(self, column: int, to: int, _: Any) -> None:
        for row in self.grid:
            row.insert(to % len(row), row.pop(column % len(row)))

    def add_column(self, column: int, _: int, value: Any) -> None:
        for number, row in enumerate(self.grid):
            row.insert(column % (len(row) + 1), f"Riêng {len(row)}" if number == 0 else value)

    def add_row(self, column: int, row: int, value: Any) -> None:
        own: list[Any] = [""] * len(self.grid[0])
        own[column % len(own)] = value
        own[self.key] = ""
        self.grid.insert(1 + row % len(self.grid), own)

    def type_over(self, column: int, row: int, value: Any) -> None:
        place = column % len(self.grid[0])
        if len(self.grid) > 1 and place != self.key:
            self.grid[1 + row % (len(self.grid) - 1)][place] = value

    def own_cells(self) -> dict[Any, list[Any]]:
        """What people wrote beside each key, by the titles of their columns."""
        theirs = [n for n, title in enumerate(self.grid[0]) if title not in HEADER or title == "Ghi chú"]
        return {row[self.key]: [row[n] for n in theirs] for row in self.grid[1:] if row[self.key] != ""}

    def own_rows(self) -> list[str]:
        return sorted(str(row) for row in self.grid[1:] if row[self.key] == "")


ACTS = (People.sort, People.move, People.add_column, People.add_row, People.type_over)
edits = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(0, 9), typed), max_size=8)


@given(before=tables, edited=edits, ours=tables)
def test_whatever_people_do_the_next_sync_makes_it_true_and_touches_nothing_of_theirs(
    before: dict[str, Row], edited: list[Any], ours: dict[str, Row]
) -> None:
    people = People(synced(before))
    for act, first, second, value in edited:
        act(people, first, second, value)
    cells, rows = people.own_cells(), people.own_rows()

    planned = plan(people.grid, ours, before)
    after = People(applied(people.grid, planned))

    shown = {row[after.key]: row for row in after.grid[1:] if row[after.key] != ""}
    assert len(shown) == sum(row[after.key] != "" for row in after.grid[1:])
    assert shown.keys() == before.keys() | ours.keys()
    for key, row in ours.items():
        for column in BOT:
            cell = shown[key][after.grid[0].index(TITLES.columns[column.key])]
            assert same(to_sheet(row[column.key], column, TITLES.words), cell)
    assert {key: own for key, own in after.own_cells().items() if key in cells} == cells
    assert after.own_rows() == rows
    assert planned.added == len(ours.keys() - before.keys())
    again = plan(after.grid, ours, ours)
    assert (again.writes, again.added, again.changed, again.restored) == ((), 0, 0, 0)
