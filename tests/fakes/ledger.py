"""A network of one table, for trying the merge: what it knows of each row, and what it makes of people's words."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from nhipcau.ports import Editor
from nhipcau.rules.sheets.cells import Grid, Titles, to_sheet, typed
from nhipcau.rules.sheets.columns import Column, Kind, Owner, TabDeclaration
from nhipcau.rules.sheets.layout import TabTrouble, lay_out
from nhipcau.rules.sheets.merge import Answered, Asked, Known, Merge, intake, merge
from nhipcau.rules.sheets.writes import Block, TabPlan, blocks

PEOPLE = TabDeclaration(
    "people",
    (
        Column("key"),
        Column("items", Kind.NUMBER),
        Column("until", Kind.DAY),
        Column("state", Kind.WORDS),
        Column("phone", owner=Owner.PEOPLE),
        Column("place", owner=Owner.PEOPLE),
        Column("reply"),
        Column("remark", owner=Owner.FREE),
    ),
    grows=True,
    named_by_people=True,
)


def both(**words: str) -> dict[str, dict[str, str]]:
    """Vietnamese words, and something English beside each."""
    return {key: {"vi": text, "en": f"{key.capitalize()} (en)"} for key, text in words.items()}


TITLES = Titles(
    "vi",
    both(
        key="Mã",
        items="Số",
        until="Đến",
        state="Tình trạng",
        phone="Điện thoại",
        place="Nơi",
        reply="Phản hồi",
        remark="Ghi chú",
    ),
    both(due="được chi", nothing="không chi"),
)
RETURNED = "đã ghi lại"
NEVER = "?"
"""The network takes any text into people's columns but one that has this in it."""


class Ledger:
    """Rows by key; `decide` and `keep` do what a sync does with the store."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self.rows: dict[str, dict[str, Any]] = {key: dict(row) for key, row in (rows or {}).items()}
        self.base: dict[str, Any] = {}
        self.tried: dict[str, list[Any]] = {}
        self.merged: Merge | None = None
        self.trouble: TabTrouble | None = None
        self.taken: list[tuple[str, str, str]] = []
        """Key, column, value of everything that was taken."""

    def ours(self) -> dict[str, dict[str, Any]]:
        """In the sheet's terms."""
        return {key: self._terms({"key": key, "reply": "", **row}) for key, row in self.rows.items()}

    def _terms(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {column.key: to_sheet(row.get(column.key), column, TITLES) for column in PEOPLE.kept}

    def plan(self, grid: Grid) -> TabPlan:
        """Raises TabTrouble."""
        shown = grid or [[TITLES.title(column) for column in PEOPLE.columns]]
        known = Known(self.base, self.tried)
        layout = lay_out(PEOPLE, TITLES, shown, self.base, self.rows)
        asked = intake(PEOPLE, layout, shown, known, self.ours())
        there = {key for key, row in layout.rows.items() if row not in layout.fresh}
        answers = {one.row: self._answer(one, there) for one in asked}
        self.merged = merge(PEOPLE, layout, shown, known, self.ours(), answers, RETURNED if grid else "")
        for key, cells in self.merged.rows.items():
            self.tried.setdefault(key, []).append({column: cells[column] for column in ("phone", "place")})
        header = () if grid else (Block(0, 0, (tuple(shown[0]),)),)
        return TabPlan(header + blocks(self.merged.writes, layout.places), self.merged.height, layout.width)

    def decide(self, grids: Mapping[str, Grid], editor: Callable[[], Editor] = Editor) -> dict[str, TabPlan]:
        """Implements ports.Decide for a tab "people"."""
        self.trouble = None
        try:
            return {"people": self.plan(grids["people"])}
        except TabTrouble as trouble:
            self.trouble = trouble
            return {}

    def keep(self) -> None:
        """The sheet has it."""
        if self.trouble is None and self.merged is not None:
            self.base = deepcopy(dict(self.merged.rows))
            self.tried = {}

    def _answer(self, asked: Asked, there: set[str]) -> Answered:
        if not asked.key:
            return self._new_row(asked, there)
        refused = {column for column, value in asked.cells.items() if NEVER in typed(value)}
        for column in asked.cells.keys() - refused:
            self._take(asked.key, column, typed(asked.cells[column]))
        return Answered(asked.key, frozenset(refused), "không nhận" if refused else "")

    def _new_row(self, asked: Asked, there: set[str]) -> Answered:
        """The key that was typed names it, or else its phone."""
        phone = typed(asked.cells["phone"])
        key = typed(asked.cells["key"]) or f"N{phone}"
        if not phone or NEVER in phone + typed(asked.cells["place"]) or key in there:
            return Answered("", reply="không nhận" if any(map(typed, asked.cells.values())) else "")
        there.add(key)
        self.rows.setdefault(key, {"items": 0, "until": None, "state": "due"})
        for column in ("phone", "place"):
            self._take(key, column, typed(asked.cells[column]))
        return Answered(key)

    def _take(self, key: str, column: str, value: str) -> None:
        self.rows[key][column] = value
        self.taken.append((key, column, value))
