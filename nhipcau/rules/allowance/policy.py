"""Policy as dated data: base salaries, coefficients, choices, tax, budgets; and what of it applies to a month."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Protocol, TypeVar

from nhipcau.rules.allowance.choices import Choices
from nhipcau.rules.kernel import Month, Refused, fingerprint
from nhipcau.rules.roster import Level, Unit


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


@dataclass(frozen=True)
class TaxRule:
    """P13: of one payment that reaches `threshold` đồng, `share` is withheld; counted by the day of payment."""

    valid_from: date
    threshold: int
    share: Fraction
    legal_basis: str


@dataclass(frozen=True)
class Budget:
    """P10: the most that one payer spends on one month, in đồng; more blocks the close, nothing is ever scaled."""

    valid_from: date
    payer: str
    amount: int
    legal_basis: str


@dataclass(frozen=True)
class Policy:
    """Everything that decides what is paid, over the years: a month is assessed by the rows of its own time."""

    base_salaries: tuple[BaseSalary, ...]
    rates: tuple[Rate, ...]
    network_payer: str
    choices: tuple[Choices, ...]
    zero_tens: str
    tax_rules: tuple[TaxRule, ...] = ()
    budgets: tuple[Budget, ...] = ()

    def base_for(self, month: Month) -> BaseSalary:
        """P1: the base salary in force on the day that counts. Raises Refused when the policy does not reach back."""
        row = _in_force(self.base_salaries, self.choices_for(month).base_day.of(month))
        if row is None:
            raise Refused("no_base_salary", month=str(month))
        return row

    def rate_for(self, level: str, month: Month) -> Rate | None:
        """The level's coefficient in force on the first day, or None: that level is paid nothing."""
        return _in_force([rate for rate in self.rates if rate.level == level], month.first)

    def choices_for(self, month: Month) -> Choices:
        """The choices in force on the first day; before the first row, those of the first."""
        return _in_force(self.choices, month.first) or min(self.choices, key=lambda row: row.valid_from)

    def tax_on(self, day: date) -> TaxRule | None:
        return _in_force(self.tax_rules, day)

    def budgets_for(self, month: Month) -> tuple[Budget, ...]:
        """The budget in force of each payer that has one."""
        payers = dict.fromkeys(row.payer for row in self.budgets)
        rows = (_in_force([row for row in self.budgets if row.payer == payer], month.first) for payer in payers)
        return tuple(row for row in rows if row is not None)


@dataclass(frozen=True)
class Terms:
    """All that one month is assessed by, apart from its facts; frozen with it when it is closed.

    `levels` from the highest down, `units` in the order of lists, `heirs` who took over from a unit that ended.
    """

    month: Month
    pays_on: date
    base: BaseSalary
    rates: tuple[Rate, ...]
    choices: Choices
    network_payer: str
    levels: tuple[str, ...]
    units: tuple[str, ...]
    tax: TaxRule | None = None
    budgets: tuple[Budget, ...] = ()
    heirs: Mapping[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The digest of the policy that applied: rows of other times do not change it."""
        return fingerprint(self.base, self.rates, self.choices, self.network_payer, self.tax, self.budgets)

    def rate(self, level: str) -> Rate | None:
        return next((rate for rate in self.rates if rate.level == level), None)

    def rank(self, level: str) -> int:
        return self.levels.index(level)


def terms_for(
    policy: Policy, month: Month, levels: Mapping[str, Level], units: Mapping[str, Unit], pays_on: date | None = None
) -> Terms:
    """What applies to a month. `pays_on`: the day of payment where it is not the usual one. Raises Refused."""
    choices = policy.choices_for(month)
    day = pays_on or choices.payment.day_for(month)
    rates = (policy.rate_for(level, month) for level in levels)
    return Terms(
        month=month,
        pays_on=day,
        base=policy.base_for(month),
        rates=tuple(rate for rate in rates if rate is not None),
        choices=choices,
        network_payer=policy.network_payer,
        levels=tuple(sorted(levels, key=lambda code: levels[code].rank)),
        units=tuple(units),
        tax=policy.tax_on(day) if choices.taxed else None,
        budgets=policy.budgets_for(month),
        heirs=dict(_heirs(units, month)),
    )


def _heirs(units: Mapping[str, Unit], month: Month) -> Iterator[tuple[str, str]]:
    """P14: of each unit that has ended before the month, the one that stands for it now."""
    for code, unit in units.items():
        heir = unit
        while heir.successor and heir.span.last is not None and heir.span.last < month.first:
            heir = units[heir.successor]
        if heir is not unit:
            yield code, heir.code


class _Dated(Protocol):
    @property
    def valid_from(self) -> date: ...


_Row = TypeVar("_Row", bound=_Dated)


def _in_force(rows: Iterable[_Row], day: date) -> _Row | None:
    return max((row for row in rows if row.valid_from <= day), key=lambda row: row.valid_from, default=None)
