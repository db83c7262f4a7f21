"""What an assessment says: lines with their kind, their amount and the reasons of every rule that spoke."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from nhipcau.rules.kernel import Json, Month


class LineKind(Enum):
    """ALLOWANCE is the month's own; the others add to it or take from it, each for a reason."""

    ALLOWANCE = "allowance"
    BONUS = "bonus"
    ADJUSTMENT = "adjustment"
    CARRY_OVER = "carry_over"
    TAX = "tax"


class LineState(Enum):
    DUE = "due"
    REVIEW = "review"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Reason:
    """One rule that spoke, as data; templates make sentences of it."""

    code: str
    facts: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One amount of one person with one payer, in đồng; below zero where it is taken away.

    `full` is what a whole month would pay, or what was asked for before a cap or a decision. `origin` names the month
    or the case that the line comes from.
    """

    person: str
    name: str
    unit: str
    level: str
    payer: str
    days: int
    coefficient: Fraction
    base: int
    full: int
    amount: int
    state: LineState
    reasons: tuple[Reason, ...]
    kind: LineKind = LineKind.ALLOWANCE
    origin: str = ""


@dataclass(frozen=True)
class Assessment:
    """`lines` in the order of payment lists; those of one person stand together, the allowance first."""

    month: Month
    lines: tuple[Line, ...]

    @property
    def allowances(self) -> tuple[Line, ...]:
        """The month's own allowances, without what other months, bonuses and tax bring."""
        return tuple(line for line in self.lines if line.kind is LineKind.ALLOWANCE)

    @property
    def open_reviews(self) -> list[Line]:
        return [line for line in self.lines if line.state is LineState.REVIEW]
