"""Policy as dated data: base salaries, coefficients, and the named choices P1-P15 that are in use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Protocol, TypeVar

from nhipcau.rules.kernel import Month, Refused


@dataclass(frozen=True)
class BaseSalary:
    """lương cơ sở: đồng a month from a day on, by a decree."""

    valid_from: date
    amount: int
    legal_basis: str


@dataclass(frozen=True)
class Rate:
    """One level's coefficient of the base salary (P2) and who pays it: the network, or the person's unit (P3)."""

    valid_from: date
    level: str
    coefficient: Fraction
    payer: "PaidBy"
    legal_basis: str


class PaidBy(Enum):
    NETWORK = "network"
    UNIT = "unit"


class MonthRule(Enum):
    """P5: what a month that was only partly served is worth."""

    HALF_MONTH = "half_month"
    PRORATE_DAYS = "prorate_days"
    WHOLE_MONTH = "whole_month"


class Watched(Enum):
    """P7: what an approver wants to look at before paying. A shortfall flags a line, it never cuts it."""

    MONTHLY_REPORT = "monthly_report"
    DECLARATION = "declaration"


@dataclass(frozen=True)
class Policy:
    base_salaries: tuple[BaseSalary, ...]
    rates: tuple[Rate, ...]
    network_payer: str
    month_rule: MonthRule
    pays_full_month_leave: bool
    watched: frozenset[Watched]
    zero_tens: str

    def base_for(self, month: Month) -> BaseSalary:
        """P1: the base salary in force on the first day. Raises Refused when the policy does not reach back so far."""
        row = _in_force(self.base_salaries, month.first)
        if row is None:
            raise Refused("no_base_salary", month=str(month))
        return row

    def rate_for(self, level: str, month: Month) -> Rate | None:
        """The level's coefficient in force on the first day, or None: that level is paid nothing."""
        return _in_force([rate for rate in self.rates if rate.level == level], month.first)


class _Dated(Protocol):
    @property
    def valid_from(self) -> date: ...


_Row = TypeVar("_Row", bound=_Dated)


def _in_force(rows: Iterable[_Row], day: date) -> _Row | None:
    return max((row for row in rows if row.valid_from <= day), key=lambda row: row.valid_from, default=None)
