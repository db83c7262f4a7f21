"""What was written last to the shared sheets, row by row, and which process may write to them now."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import bindparam, delete, func, select, update

from nhipcau.rules.sheets.layout import Cells, Rows
from nhipcau.storage.columns import in_utc, to_json
from nhipcau.storage.month_tables import month_decisions
from nhipcau.storage.repository import Repository
from nhipcau.storage.tables import checkin_versions, checkins, journal, notes, rounds, sheet_rows

TURN = "sheets_turn"
FREE = datetime(1, 1, 1, tzinfo=UTC).isoformat()

OF_TAB = select(sheet_rows).where(sheet_rows.c.tab == bindparam("of_tab"))
GONE = delete(sheet_rows).where(sheet_rows.c.tab == bindparam("of_tab"), sheet_rows.c.key == bindparam("gone"))
TAKE_TURN = update(notes).where(notes.c.name == TURN, notes.c.value <= bindparam("now"))
NOBODY = "{}"
STATE = select(
    select(func.max(journal.c.id)).scalar_subquery(),
    select(func.count()).select_from(checkin_versions).scalar_subquery(),
    select(func.count()).select_from(checkins).scalar_subquery(),
    select(func.count()).select_from(rounds).where(rounds.c.closed_at.is_not(None)).scalar_subquery(),
    select(func.count()).select_from(month_decisions).scalar_subquery(),
)


class SqlSheetBases(Repository):
    def get(self, tab: str) -> Rows:
        return {key: json.loads(cells) for key, (cells, _) in self._texts(tab).items() if cells != NOBODY}

    def attempts(self, tab: str) -> Mapping[str, Sequence[Cells]]:
        return {key: json.loads(tried) for key, (_, tried) in self._texts(tab).items() if tried}

    def attempt(self, tab: str, rows: Rows) -> None:
        """Note cells about to be written, once each."""
        before = self._texts(tab)
        noted = {key: _with(before.get(key, (NOBODY, ""))[1], cells) for key, cells in rows.items()}
        changed = (key for key, tried in noted.items() if tried != before.get(key, (NOBODY, ""))[1])
        self._put(sheet_rows, *(_row(tab, key, before.get(key, (NOBODY, ""))[0], noted[key]) for key in changed))

    def save(self, tab: str, rows: Rows) -> None:
        """Make these rows the base of the tab. Only those that differ are written, as few do."""
        before, after = self._texts(tab), {key: to_json(cells) for key, cells in rows.items()}
        self._forget(tab, before.keys() - after.keys())
        self._put(
            sheet_rows, *(_row(tab, key, text, "") for key, text in after.items() if before.get(key) != (text, ""))
        )

    def lease(self, now: datetime, until: datetime) -> bool:
        """Take the one turn to sync, by a conditional UPDATE. False: someone has it, and theirs has not run out."""
        self._add_new(notes, [{"name": TURN, "value": FREE}])
        return self._touched(TAKE_TURN, now=in_utc(now).isoformat(), value=in_utc(until).isoformat()) == 1

    def release(self) -> None:
        self._put(notes, {"name": TURN, "value": FREE})

    def state_of_store(self) -> str:
        """Another text whenever something that the sheets show may have changed."""
        return ".".join(str(part) for part in self._first(STATE) or ())

    def _texts(self, tab: str) -> dict[str, tuple[str, str]]:
        return {row.key: (row.cells, row.tried) for row in self._rows(OF_TAB, of_tab=tab)}

    def _forget(self, tab: str, keys: Iterable[str]) -> None:
        gone = [{"of_tab": tab, "gone": key} for key in keys]
        if gone:
            self._connection.execute(GONE, gone)


def _row(tab: str, key: str, cells: str, tried: str) -> dict[str, str]:
    return {"tab": tab, "key": key, "cells": cells, "tried": tried}


def _with(tried: str, cells: Cells) -> str:
    known = json.loads(tried) if tried else []
    return tried if cells in known else to_json([*known, cells])
