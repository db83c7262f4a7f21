"""Dated policy: which base salary and which coefficient are in force in a month."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from nhipcau.rules.allowance.policy import BaseSalary, PaidBy, Rate
from nhipcau.rules.kernel import Month, Refused
from tests.rules.allowance.samples import assessed, facts, policy
from tests.rules.samples import book, held


@pytest.mark.parametrize(
    ("month", "amount", "decree"),
    [
        ("2013-07", 1_150_000, "66/2013/NĐ-CP"),
        ("2014-01", 1_150_000, "66/2013/NĐ-CP"),
        ("2015-01", 1_150_000, "66/2013/NĐ-CP"),
        ("2016-04", 1_150_000, "66/2013/NĐ-CP"),
        ("2016-05", 1_210_000, "47/2016/NĐ-CP"),
        ("2017-06", 1_210_000, "47/2016/NĐ-CP"),
        ("2017-07", 1_300_000, "47/2017/NĐ-CP"),
        ("2018-07", 1_390_000, "72/2018/NĐ-CP"),
        ("2019-07", 1_490_000, "38/2019/NĐ-CP"),
        ("2020-12", 1_490_000, "38/2019/NĐ-CP"),
        ("2021-12", 1_490_000, "38/2019/NĐ-CP"),
        ("2022-12", 1_490_000, "38/2019/NĐ-CP"),
        ("2023-07", 1_800_000, "24/2023/NĐ-CP"),
        ("2024-07", 2_340_000, "73/2024/NĐ-CP"),
        ("2025-07", 2_340_000, "73/2024/NĐ-CP"),
        ("2026-06", 2_340_000, "73/2024/NĐ-CP"),
        ("2026-07", 2_530_000, "161/2026/NĐ-CP"),
    ],
)
def test_every_year_has_its_own_base_salary(month: str, amount: int, decree: str) -> None:
    base = book().policy.base_for(Month.parse(month))
    assert (base.amount, base.legal_basis) == (amount, decree)


def test_before_the_first_decree_there_is_no_month_to_assess() -> None:
    with pytest.raises(Refused) as refused:
        book().policy.base_for(Month(2013, 6))
    assert (refused.value.code, refused.value.facts) == ("no_base_salary", {"month": "2013-06"})


def test_a_decree_of_the_middle_of_a_month_counts_from_the_next() -> None:
    """P1: the base salary in force on the first day of the month."""
    rows = (BaseSalary(date(2026, 1, 1), 1_000_000, "a"), BaseSalary(date(2026, 5, 2), 2_000_000, "b"))
    changed = policy(base_salaries=rows)
    assert changed.base_for(Month(2026, 5)).amount == 1_000_000
    assert changed.base_for(Month(2026, 6)).amount == 2_000_000


def test_the_order_of_rows_does_not_matter() -> None:
    shuffled = replace(book().policy, base_salaries=book().policy.base_salaries[::-1])
    assert shuffled.base_for(Month(2020, 1)) == book().policy.base_for(Month(2020, 1))


class TestRates:
    @pytest.mark.parametrize(
        ("level", "month", "coefficient"),
        [
            ("national", "2018-06", None),  # the project began in July 2018
            ("national", "2018-07", Fraction(3, 10)),
            ("provincial", "2026-05", Fraction(1, 5)),
            ("grassroots", "2026-05", None),
            ("nobody's", "2026-05", None),
        ],
    )
    def test_a_level_without_a_row_is_paid_nothing(self, level: str, month: str, coefficient: Fraction | None) -> None:
        rate = book().policy.rate_for(level, Month.parse(month))
        assert (rate.coefficient if rate else None) == coefficient

    def test_a_later_row_replaces_an_earlier_one(self) -> None:
        later = Rate(date(2026, 7, 1), "grassroots", Fraction(1, 10), PaidBy.UNIT, "mới")
        changed = policy(rates=(*book().policy.rates, later, replace(later, level="national")))
        assert changed.rate_for("national", Month(2026, 6)).payer is PaidBy.NETWORK
        assert changed.rate_for("national", Month(2026, 7)) == replace(later, level="national")
        assert changed.rate_for("grassroots", Month(2026, 6)) is None
        assert changed.rate_for("grassroots", Month(2026, 7)) == later


CHANGES = {
    2013: {1_150_000},
    2014: {1_150_000},
    2015: {1_150_000},
    2016: {1_150_000, 1_210_000},
    2017: {1_210_000, 1_300_000},
    2018: {1_300_000, 1_390_000},
    2019: {1_390_000, 1_490_000},
    2020: {1_490_000},
    2021: {1_490_000},
    2022: {1_490_000},
    2023: {1_490_000, 1_800_000},
    2024: {1_800_000, 2_340_000},
    2025: {2_340_000},
    2026: {2_340_000, 2_530_000},
}


@pytest.mark.parametrize("year", CHANGES)
def test_every_year_is_assessed_with_its_own_bases_and_every_month_with_one(year: int) -> None:
    people = [facts(held(level, "2010-01-01"), code=level) for level in ("national", "provincial")]
    months = [str(Month(year, number)) for number in range(7 if year == 2013 else 1, 13)]
    bases = [{line.base for line in assessed(month, *people).lines} for month in months]
    assert all(len(of_month) == 1 for of_month in bases)
    assert set().union(*bases) == CHANGES[year]
