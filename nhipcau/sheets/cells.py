"""Cells as Google keeps them: days and moments as serial numbers, text always as text (written RAW, never parsed)."""

from collections.abc import Mapping
from datetime import date, datetime, time

from nhipcau.ports import Cell
from nhipcau.sheets.tabs import Column, Kind

_EPOCH = date(1899, 12, 30).toordinal()
_SECONDS = 86_400

SheetValue = str | int | float | bool
"""What the API gives for a cell with UNFORMATTED_VALUE; an empty one is ""."""

FORMATS = {
    Kind.NUMBER: {"type": "NUMBER", "pattern": "#,##0"},
    Kind.MONEY: {"type": "NUMBER", "pattern": "#,##0"},
    Kind.PERCENT: {"type": "NUMBER", "pattern": '0"%"'},
    Kind.DAY: {"type": "DATE", "pattern": "dd/mm/yyyy"},
    Kind.MOMENT: {"type": "DATE_TIME", "pattern": "hh:mm dd/mm/yyyy"},
    Kind.TEXT: {"type": "TEXT"},
    Kind.WORDS: {"type": "TEXT"},
}


def to_sheet(cell: Cell, column: Column, words: Mapping[str, str]) -> SheetValue:
    """The value to write with valueInputOption RAW; moments are in the network's zone already."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return _serial_moment(cell)
    if isinstance(cell, date):
        return cell.toordinal() - _EPOCH
    if column.kind is Kind.WORDS:
        return words.get(str(cell), str(cell))
    return cell


def _serial_moment(moment: datetime) -> float:
    """To the minute: what people see is what is compared."""
    clock = moment.time().replace(second=0, microsecond=0)
    seconds = (datetime.combine(date.min, clock) - datetime.combine(date.min, time.min)).total_seconds()
    return moment.date().toordinal() - _EPOCH + seconds / _SECONDS


def same(ours: SheetValue, theirs: SheetValue) -> bool:
    """Whether the sheet shows what we would write. Serial numbers come back with rounding."""
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return abs(ours - theirs) < 1e-6
    return ours == theirs
