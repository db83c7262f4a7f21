"""Which month a person means when they write a number."""

from datetime import date

import pytest

from nhipcau.rules.kernel import Refused
from nhipcau.rules.reports.asking import month_asked

TODAY = date(2026, 6, 7)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("5", "2026-05"),
        ("06", "2026-06"),
        ("7", "2025-07"),  # July of this year is still to come
        ("05/2026", "2026-05"),
        ("5-2025", "2025-05"),
        ("2026-05", "2026-05"),
        (" 12.2024 ", "2024-12"),
    ],
)
def test_a_month_is_read_as_people_write_it(text: str, month: str) -> None:
    assert str(month_asked(text, TODAY)) == month


@pytest.mark.parametrize("text", ["", "0", "13", "7/2026", "2027-01", "2026-05-2026", "mai", "5/26", "0000-05"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no_such_month"):
        month_asked(text, TODAY)
