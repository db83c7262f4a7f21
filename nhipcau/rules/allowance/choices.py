"""The named choices P1-P15 of an allowance policy, each with its alternatives, and which of them exclude each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from nhipcau.rules.kernel import Month


class BaseDay(Enum):
    """P1: on which day of the month the base salary must be in force."""

    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"

    def of(self, month: Month) -> date:
        return month.first if self is BaseDay.FIRST_DAY else month.last


class LevelRule(Enum):
    """P4: the level is that of the recognition decision, or everyone counts at the highest."""

    AS_APPOINTED = "as_appointed"
    ALL_HIGHEST = "all_highest"


class MonthRule(Enum):
    """P5: what a month that was only partly served is worth."""

    HALF_MONTH = "half_month"
    PRORATE_DAYS = "prorate_days"
    WHOLE_MONTH = "whole_month"


class TwoLevels(Enum):
    """P6: of two levels held at once the higher counts, or each is paid for its own days."""

    HIGHER = "higher"
    BOTH = "both"


class Watched(Enum):
    """P7: what an approver wants to look at before paying. A shortfall flags a line, it never cuts it."""

    MONTHLY_REPORT = "monthly_report"
    DECLARATION = "declaration"
    WEEKLY_CHECKINS = "weekly_checkins"
    NEWS_ITEMS = "news_items"
    UNIT_WORD = "unit_word"


class Absence(Enum):
    """P8: leave is paid unless it fills the whole month, or always, or its days do not count as served."""

    FULL_MONTH_UNPAID = "full_month_unpaid"
    PAID = "paid"
    NOT_SERVED = "not_served"


class BonusFor(Enum):
    """P9: whose report of a verified hotspot earns a bonus."""

    FIRST_REPORTER = "first_reporter"
    EVERY_REPORTER = "every_reporter"


class Correction(Enum):
    """P11: what is learned after the close is put right in the next open month, or only by opening the month again."""

    NEXT_MONTH = "next_month"
    REOPENING = "reopening"


class Reopening(Enum):
    """P12: a closed month may be opened again by two people with a reason, or never."""

    TWO_PEOPLE = "two_people"
    NEVER = "never"


class Deciding(Enum):
    """P14, P15: which part of the month decides about its unit and its level."""

    LARGER_PART = "larger_part"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"


class Rhythm(Enum):
    """How many months one payment covers; it ends with the months whose number these divide."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        return {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12}[self]


@dataclass(frozen=True)
class Payment:
    """When money is handed out: on a day of the month that is `months_after` the last one it covers."""

    rhythm: Rhythm = Rhythm.MONTHLY
    day: int = 10
    months_after: int = 1

    def last_month(self, month: Month) -> Month:
        """The month with which the payment is made that covers this one."""
        while month.number % self.rhythm.months:
            month = month.next
        return month

    def day_for(self, month: Month) -> date:
        paying = self.last_month(month)
        for _ in range(self.months_after):
            paying = paying.next
        return date(paying.year, paying.number, min(self.day, paying.length))


@dataclass(frozen=True)
class Choices:
    """The choices in force from a day on, by a decision of the network."""

    valid_from: date
    legal_basis: str
    base_day: BaseDay = BaseDay.FIRST_DAY
    level_rule: LevelRule = LevelRule.AS_APPOINTED
    month_rule: MonthRule = MonthRule.HALF_MONTH
    two_levels: TwoLevels = TwoLevels.HIGHER
    watched: frozenset[Watched] = frozenset()
    weekly_share: Fraction = Fraction(1, 2)
    least_items: int = 1
    absence: Absence = Absence.FULL_MONTH_UNPAID
    bonus_for: BonusFor = BonusFor.FIRST_REPORTER
    bonus_cap: int | None = None
    correction: Correction = Correction.NEXT_MONTH
    correction_months: int = 12
    reopening: Reopening = Reopening.TWO_PEOPLE
    taxed: bool = False
    payment: Payment = Payment()
    unit_change: Deciding = Deciding.LARGER_PART
    level_change: Deciding = Deciding.LARGER_PART


def contradictions(row: Choices) -> Iterator[tuple[str, str]]:
    """Choices that cannot stand together: the key to change, and the code of the sentence that says why."""
    if row.two_levels is TwoLevels.BOTH and row.month_rule is not MonthRule.PRORATE_DAYS:
        yield "two_levels", "both_levels_twice"
    if row.two_levels is TwoLevels.BOTH and row.level_rule is LevelRule.ALL_HIGHEST:
        yield "level_rule", "no_second_level"
    if row.two_levels is TwoLevels.BOTH and row.level_change is not Deciding.LARGER_PART:
        yield "level_change", "both_levels_by_days"
    if row.level_rule is LevelRule.ALL_HIGHEST and row.level_change is not Deciding.LARGER_PART:
        yield "level_change", "level_never_changes"
    if row.absence is Absence.NOT_SERVED and row.month_rule is MonthRule.WHOLE_MONTH:
        yield "absence", "absence_without_days"
    if row.correction is Correction.REOPENING and row.reopening is Reopening.NEVER:
        yield "reopening", "never_corrected"
