"""What was written last to the shared sheets, row by row."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from nhipcau.ports import Cell, Row
from nhipcau.storage.columns import in_utc, to_json
from nhipcau.storage.repository import Repository
from nhipcau.storage.tables import sheet_rows


class SqlSheetBases(Repository):
    def get(self, tab: str) -> Mapping[str, Row]:
        return {key: self._cells(text) for key, text in self._texts(tab).items()}

    def save(self, tab: str, rows: Mapping[str, Row]) -> None:
        """Make these rows the base of the tab. Only those that differ are written, as few do."""
        before, after = self._texts(tab), {key: _as_text(row) for key, row in rows.items()}
        self._forget(tab, before.keys() - after.keys())
        changed = [key for key, text in after.items() if before.get(key) != text]
        self._put(sheet_rows, *({"tab": tab, "key": key, "cells": after[key]} for key in changed))

    def _texts(self, tab: str) -> dict[str, str]:
        found = select(sheet_rows.c.key, sheet_rows.c.cells).where(sheet_rows.c.tab == tab)
        return {row.key: row.cells for row in self._rows(found)}

    def _forget(self, tab: str, keys: Iterable[str]) -> None:
        gone = [{"gone": key} for key in keys]
        if gone:
            row = (sheet_rows.c.tab == tab) & (sheet_rows.c.key == bindparam("gone"))
            self._connection.execute(delete(sheet_rows).where(row), gone)

    def _cells(self, text: str) -> Row:
        return {column: self._cell(value) for column, value in json.loads(text).items()}

    def _cell(self, value: Any) -> Cell:
        if isinstance(value, dict):
            day, moment = value.get("day"), value.get("moment")
            return date.fromisoformat(day) if day else self._local(datetime.fromisoformat(str(moment)))
        cell: Cell = value
        return cell


def _as_text(row: Row) -> str:
    return to_json({column: _as_data(cell) for column, cell in row.items()})


def _as_data(cell: Cell) -> Any:
    """Days and moments are marked, so that a text that looks like one stays a text."""
    if isinstance(cell, datetime):
        return {"moment": in_utc(cell).isoformat()}
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell
