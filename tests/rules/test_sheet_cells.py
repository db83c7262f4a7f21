"""What people mean by what they type into a cell."""

from datetime import date, time

import pytest

from nhipcau.rules.sheets.cells import SheetValue, legible, typed_moment
from nhipcau.rules.sheets.columns import Kind

MAY_4 = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("08:30 04/05/2026", (MAY_4, time(8, 30))),
        ("04/05/2026 8:30", (MAY_4, time(8, 30))),
        ("8h30, 4-5-2026", (MAY_4, time(8, 30))),
        ("14h 04.05.2026", (MAY_4, time(14, 0))),
        ("2026-05-04", (MAY_4, None)),
        (46_146.354166666664, (MAY_4, time(8, 30))),
        (46_146, (MAY_4, None)),
        ("25:00 04/05/2026", None),
        ("08:30", None),
        ("sáng thứ Hai", None),
        (True, None),
    ],
)
def test_a_moment_is_understood_however_it_is_typed(typed: SheetValue, meant: tuple[date, time | None] | None) -> None:
    assert typed_moment(typed) == meant


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        (46_158, Kind.DAY, "16/05/2026"),
        (46_158.5, Kind.MOMENT, "12:00 16/05/2026"),
        ("tuần sau", Kind.DAY, "tuần sau"),
        (46_158, Kind.NUMBER, "46158"),
        ("", Kind.DAY, ""),
    ],
)
def test_what_was_typed_is_told_as_people_read_it(value: SheetValue, kind: Kind, read: str) -> None:
    assert legible(value, kind) == read
