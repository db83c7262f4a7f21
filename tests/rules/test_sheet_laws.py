"""The laws of the merge, whatever people and networks do between two syncs, and whatever becomes of the answers."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.rules.sheets.cells import same, typed
from nhipcau.rules.sheets.columns import Owner
from nhipcau.rules.sheets.layout import TabTrouble
from nhipcau.rules.sheets.merge import Known
from tests.fakes.ledger import NEVER, PEOPLE, TITLES, Ledger
from tests.fakes.sheets import written

RUNS = int(os.environ.get("NHIPCAU_LAW_RUNS", "5000"))
ASKED = [column.key for column in PEOPLE.asks]
WORDS = ["Huế", "0901", "=1+1", "đâu?", "", "Vinh", "-5", "a\u0301"]
KEYS = "ABCDEF"


@dataclass
class Tab:
    """A tab in people's hands, and the network that keeps it."""

    network: Ledger = field(default_factory=Ledger)
    grid: list[list[Any]] = field(default_factory=list)
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    """What people typed last into their columns, by key and column, and the network did not change since."""
    remarks: dict[str, Any] = field(default_factory=dict)
    own_rows: int = 0

    def place(self, column: str) -> int:
        return [typed(title) for title in self.grid[0]].index(TITLES.columns[column]["vi"])

    def keyed(self) -> list[list[Any]]:
        return [row for row in self.grid[1:] if row[self.place("key")] != ""]

    # ------------------------------------------------------------------------------- people

    def sort(self, one: int, _: int, __: Any) -> None:
        self.grid[1:] = sorted(self.grid[1:], key=lambda row: str(row[one % len(row)]))

    def move_column(self, one: int, two: int, _: Any) -> None:
        for row in self.grid:
            row.insert(two % len(row), row.pop(one % len(row)))

    def add_column(self, one: int, _: int, value: Any) -> None:
        for number, row in enumerate(self.grid):
            row.insert(one % (len(row) + 1), f"Riêng {len(row)}" if number == 0 else value)

    def note(self, one: int, _: int, value: Any) -> None:
        if rows := self.keyed():
            row = rows[one % len(rows)]
            row[self.place("remark")] = value
            self.remarks[row[self.place("key")]] = value

    def say(self, one: int, two: int, value: Any) -> None:
        if rows := self.keyed():
            row, column = rows[one % len(rows)], ASKED[two % len(ASKED)]
            key, row[self.place(column)] = row[self.place("key")], value
            # Exactly what the network wrote itself, or may have, is no news from anybody.
            self.said.pop((key, column), None)
            if not Known(self.network.base, self.network.tried).wrote(key, column, value):
                self.said[key, column] = value

    def type_over(self, one: int, two: int, value: Any) -> None:
        bot = [c.key for c in PEOPLE.columns[1:] if c.owner is Owner.BOT]
        if rows := self.keyed():
            rows[one % len(rows)][self.place(bot[two % len(bot)])] = value

    def delete_row(self, one: int, _: int, __: Any) -> None:
        if rows := self.keyed():
            row = rows[one % len(rows)]
            self.grid.remove(row)
            self._forget(row[self.place("key")])

    def insert_row(self, one: int, _: int, __: Any) -> None:
        self.grid.insert(1 + one % len(self.grid), [""] * len(self.grid[0]))

    def ask_for_a_row(self, one: int, two: int, value: Any) -> None:
        row: list[Any] = [""] * len(self.grid[0])
        row[self.place("phone")], row[self.place("place")] = str(one), value
        self.grid.append(row)

    def name_a_row(self, one: int, two: int, value: Any) -> None:
        """Under a key that the network does not know; one that it knows would be a second row of that key."""
        self.ask_for_a_row(one, two, value)
        self.own_rows += 1
        self.grid[-1][self.place("key")] = f"M{self.own_rows}"

    def duplicate(self, one: int, _: int, __: Any) -> None:
        """Noticed, and mended before the next sync: the tab stops meanwhile."""
        if rows := self.keyed():
            self.grid.append(list(rows[one % len(rows)]))
            self._stops("double_key")
            self.grid.pop()

    def lose_a_key(self, one: int, _: int, __: Any) -> None:
        rows = [row for row in self.keyed() if row[self.place("key")] in self.network.base]
        if rows:
            row = rows[one % len(rows)]
            key, row[self.place("key")] = row[self.place("key")], ""
            before = [list(each) for each in self.grid]
            try:
                self.network.plan(before)
            except TabTrouble as trouble:
                assert trouble.code == "lost_key"
            row[self.place("key")] = key

    def _stops(self, code: str) -> None:
        try:
            self.network.plan(self.grid)
        except TabTrouble as trouble:
            assert trouble.code == code
        else:
            raise AssertionError("the tab went on")

    # ------------------------------------------------------------------------------- the network

    def learns(self, key: str, column: str, value: Any) -> None:
        row = self.network.rows.setdefault(key, {"items": 0, "state": "due", "phone": "", "place": ""})
        row[column] = value
        self.said.pop((key, column), None)

    def sync(self, arrives: bool, heard: bool) -> None:
        """One sync; what is to be written may not arrive, or arrive without anybody hearing of it."""
        plan = self.network.plan(self.grid)
        if arrives:
            self.grid = written(self.grid, plan)
        if arrives and heard:
            self.network.keep()

    def _forget(self, key: str) -> None:
        """With a row goes what was typed in it."""
        self.said = {where: value for where, value in self.said.items() if where[0] != key}
        self.remarks.pop(key, None)


DEEDS: list[Callable[[Tab, int, int, Any], None]] = [
    Tab.sort,
    Tab.move_column,
    Tab.add_column,
    Tab.note,
    Tab.say,
    Tab.say,
    Tab.type_over,
    Tab.delete_row,
    Tab.insert_row,
    Tab.ask_for_a_row,
    Tab.name_a_row,
    Tab.duplicate,
    Tab.lose_a_key,
]
NEWS = [("items", 1), ("items", 7), ("state", "nothing"), ("phone", "0977"), ("place", "Cà Mau")]
stories = st.lists(st.integers(0, 4 * 10 * 10 * len(WORDS) * len(DEEDS) - 1), max_size=25)
"""Each number is a step: drawing its parts one by one would take longer than trying it."""


def step(tab: Tab, number: int) -> None:
    """Two of four steps are people's, one is the network's, one a sync that may not arrive or be heard of."""
    number, kind = divmod(number, 4)
    number, one = divmod(number, 10)
    number, two = divmod(number, 10)
    number, word = divmod(number, len(WORDS))
    if kind < 2:
        DEEDS[number % len(DEEDS)](tab, one, two, WORDS[word])
    elif kind == 2:
        tab.learns(KEYS[one % len(KEYS)], *NEWS[two % len(NEWS)])
    else:
        tab.sync(one % 2 == 0, two % 2 == 0)


@settings(max_examples=RUNS, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(stories)
def test_nobodys_words_are_lost_no_row_is_doubled_and_one_sync_makes_it_true(story: list[int]) -> None:
    tab = Tab()
    tab.learns("A", "items", 1)
    tab.sync(True, True)
    for number in story:
        step(tab, number)
    tab.sync(True, True)
    _is_true(tab)
    assert tab.network.plan(tab.grid).blocks == ()


def _is_true(tab: Tab) -> None:
    shown = {row[tab.place("key")]: row for row in tab.keyed()}
    assert len(shown) == len(tab.keyed())
    assert shown.keys() >= tab.network.rows.keys()
    for key, cells in tab.network.ours().items():
        for column in (column for column in PEOPLE.kept if column.key not in (*ASKED, "reply")):
            assert same(cells[column.key], shown[key][tab.place(column.key)])
    for (key, column), value in tab.said.items():
        if NEVER in value or key not in tab.network.rows:
            assert shown[key][tab.place(column)] == value
            assert shown[key][tab.place("reply")] == "không nhận"
        else:
            assert same(tab.network.ours()[key][column], shown[key][tab.place(column)])
            assert tab.network.rows[key][column] == typed(value)
    for key, remark in tab.remarks.items():
        assert shown[key][tab.place("remark")] == remark
