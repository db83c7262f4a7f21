"""Sessions by chance over the real gspread: people edit, the network changes, requests fail, answers are lost."""

import os
from collections import Counter
from contextlib import suppress
from random import Random
from typing import Any

from nhipcau.ports import TryLater
from practice.sheets.errors import GoogleError
from tests.sheets.conftest import ROSTER, Google, person, roster
from tests.sheets.test_gateway import BATCH, READ, VALUES

SESSIONS = min(200, int(os.environ.get("NHIPCAU_LAW_RUNS", "12")))
"""`make laws` tries 200."""
STEPS = 4
MOST_REQUESTS = 16
"""Of Sheets in a session of five syncs, one of which starts from nothing and some of which are tried again."""


class Session:
    """A coordinator and the network at one tab."""

    def __init__(self, google: Google, chance: Random) -> None:
        self.google = google
        self.chance = chance
        self.rows = roster(4)
        self.remarks: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        """What people call columns of ours by now."""

    def sync(self) -> None:
        """What people typed before is known to the network by now, so the test gives it as the network's own."""
        rows = {code: {**row, "name": self.names.get(code, row["name"])} for code, row in self.rows.items()}
        with suppress(TryLater):
            assert self.google.sync(roster=rows) == {}

    def acts(self) -> None:
        self.chance.choice(
            [self._sort, self._move, self._remark, self._rename, self._type_over, self._delete, self._retitle]
        )()

    def learns(self) -> None:
        code = self.chance.choice(list(roster(7)))
        self.rows[code] = person(code, chat=self.chance.choice(["active", "blocked"]))

    def fails(self) -> None:
        kind, method = self.chance.choice(["lost", "drop", "5xx", "429"]), self.chance.choice([BATCH, READ, VALUES])
        self.google.fails(kind, method, count=self.chance.choice([1, 1, 4]))

    def shown(self) -> dict[str, dict[str, Any]]:
        ours = {theirs: title for title, theirs in self.titles.items()}
        header, *rows = self.google.rows()
        header = [ours.get(title, title) for title in header]
        keyed = [dict(zip(header, row, strict=False)) for row in rows]
        assert len({row.get("Mã") for row in keyed}) == len(keyed)
        return {row["Mã"]: row for row in keyed}

    def _place(self, title: str) -> str:
        return chr(ord("A") + self.google.rows()[0].index(self.titles.get(title, title)))

    def _sort(self) -> None:
        self.google.world.sort(ROSTER, "Danh sách", self._place("Mã"), descending=self.chance.random() < 0.5)

    def _move(self) -> None:
        one, other = self.chance.sample("ABCDEFGHIJKL", 2)
        with suppress(GoogleError):
            self.google.world.move_column(ROSTER, "Danh sách", one, before=other)

    def _somewhere(self, title: str) -> tuple[str, str]:
        place = self.google.rows()[0].index("Mã")
        number, row = self.chance.choice(list(enumerate(self.google.rows()))[1:])
        return row[place], f"{self._place(title)}{number + 1}"

    def _remark(self) -> None:
        code, cell = self._somewhere("Ghi chú")
        self.remarks[code] = f"ghi {self.chance.randrange(99)} lần"
        self.google.world.type(ROSTER, "Danh sách", cell, self.remarks[code])

    def _rename(self) -> None:
        code, cell = self._somewhere("Họ và tên")
        self.names[code] = self.chance.choice(["Trần Bình", "Lê Châu", "Đỗ Giang"])
        self.google.world.type(ROSTER, "Danh sách", cell, self.names[code])

    def _type_over(self) -> None:
        self.google.world.type(ROSTER, "Danh sách", self._somewhere("Kênh trò chuyện")[1], "gõ đè")

    def _retitle(self) -> None:
        title = self.chance.choice(["Đơn vị", "Ngôn ngữ", "Nghỉ đến"])
        cell = f"{self._place(title)}1"
        self.titles[title] = f"{title} {self.chance.randrange(9)}"
        self.google.world.type(ROSTER, "Danh sách", cell, self.titles[title])

    def _delete(self) -> None:
        code, cell = self._somewhere("Mã")
        self.google.world.delete_row(ROSTER, "Danh sách", int(cell[1:]))
        self.remarks.pop(code, None)


def test_sessions_lose_nobodys_words_double_no_row_and_end_true(google: Google) -> None:
    costs: Counter[int] = Counter()
    for seed in range(SESSIONS):
        google.empty()
        session = Session(google, Random(seed))
        session.sync()
        for _ in range(STEPS):
            session.acts()
            session.learns()
            if session.chance.random() < 0.2:
                session.fails()
            session.sync()
        google.core.faults.clear()
        session.sync()
        _is_true(session)
        costs[google.budget.spent["reads"] + google.budget.spent["writes"]] += 1
    assert sum(cost * count for cost, count in costs.items()) / SESSIONS <= MOST_REQUESTS


def _is_true(session: Session) -> None:
    shown = session.shown()
    assert shown.keys() == session.rows.keys()
    words = {"active": "đang hoạt động", "blocked": "đã chặn"}
    for code, row in session.rows.items():
        assert shown[code]["Kênh trò chuyện"] == words[str(row["chat"])]
        assert shown[code]["Đơn vị"] == row["unit"]
    for code, name in session.names.items():
        assert shown[code]["Họ và tên"] == name
    for code, remark in session.remarks.items():
        assert shown[code]["Ghi chú"] == remark
