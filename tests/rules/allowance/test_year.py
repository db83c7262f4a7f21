"""What was paid in a year, by the day of payment; and in which month's list something decided today comes."""

from dataclasses import replace

import pytest

from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.allowance.corrections import Closed, paid_before
from nhipcau.rules.allowance.facts import PersonFacts
from nhipcau.rules.allowance.proposals import list_month
from nhipcau.rules.allowance.year import YearRow, year_lists
from nhipcau.rules.kernel import Month
from nhipcau.rules.vietnamese import read_amount
from tests.rules.allowance.samples import assessed, facts, terms

MAY, JUNE, JULY = Month(2026, 5), Month(2026, 6), Month(2026, 7)
DRAFT, CHECKED, CLOSED = CloseState.DRAFT, CloseState.CHECKED, CloseState.CLOSED


def closed(month: str, person: PersonFacts, paid: bool = True) -> Closed:
    return Closed(terms(month), (person,), assessed(month, person), paid)


def test_a_year_counts_by_the_day_of_payment() -> None:
    """December is paid on 10 January of the next."""
    months = [closed(month, facts()) for month in ("2026-05", "2026-06", "2026-12")]
    (rows,) = year_lists(months, 2026).values()
    assert rows == [YearRow("CTV001", "Nguyễn Thị Ánh", {6: 468_000, 7: 468_000})]
    assert (rows[0].total, rows[0].net) == (936_000, 936_000)


def test_what_was_not_paid_is_not_in_it() -> None:
    assert year_lists([closed("2026-05", facts(), paid=False)], 2026) == {}


def test_a_month_paid_again_counts_what_differs() -> None:
    """The second version pays only what the first did not."""
    first = closed("2026-05", facts())
    again = closed("2026-05", replace(facts(), owed=paid_before([first])["CTV001"]))
    (rows,) = year_lists([first, again], 2026).values()
    assert rows[0].total == 468_000


@pytest.mark.parametrize(
    ("states", "month"),
    [
        ({}, JUNE),
        ({MAY: DRAFT}, MAY),
        ({MAY: CLOSED}, JUNE),
        ({MAY: CHECKED}, JUNE),
        ({MAY: CLOSED, JUNE: CHECKED}, JULY),
        ({MAY: DRAFT, JUNE: DRAFT}, MAY),
    ],
)
def test_what_is_decided_in_june_comes_in_the_oldest_list_that_is_still_a_draft(
    states: dict[Month, CloseState], month: Month
) -> None:
    assert list_month(states, JUNE) == month


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("500000", 500_000),
        ("500.000", 500_000),
        ("1,500,000", 1_500_000),
        ("500.000đ", 500_000),
        ("500.000 đồng", 500_000),
        ("0", 0),
        ("5.00", None),
        ("1.5", None),
        ("500.000,5", None),
        ("-500000", None),
        ("năm trăm", None),
        ("٥٠٠", None),
        ("", None),
    ],
)
def test_an_amount_is_read_as_people_type_it_or_not_at_all(typed: str, amount: int | None) -> None:
    assert read_amount(typed) == amount
