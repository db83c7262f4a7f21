"""What people mean by what they type into a cell."""

from datetime import date, time

import pytest

from nhipcau.rules.sheets.cells import SheetValue, typed_moment

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
