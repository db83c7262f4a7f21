"""What an allowance depends on, person by person: plain data, gathered at the cut-off and frozen with the month."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from nhipcau.rules.allowance.lines import Reason
from nhipcau.rules.roster import Appointment, Leave


class Ruling(Enum):
    """An approver's decision about a flagged line."""

    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True)
class Decision:
    """`turn`: how often the month had gone back to draft by then; only in a later turn is it decided anew. What it took
    the place of stays readable in `instead_of`."""

    ruling: Ruling
    reason: str
    by: str
    turn: int = 0
    instead_of: "Decision | None" = None

    @property
    def history(self) -> "tuple[Decision, ...]":
        """All that was decided before, the oldest first."""
        return () if self.instead_of is None else (*self.instead_of.history, self.instead_of)


@dataclass(frozen=True)
class Declaration:
    """What the person declared for the month in the eligibility round; None where nothing was asked or answered.

    Who signs that all is `as_known` is asked no more. `excused`: whether the days away were agreed on; `place_right`:
    whether unit and level are those of the roster; `account_right`: whether the account is still theirs.
    """

    active: bool | None = None
    away_days: int | None = None
    paid_elsewhere: bool | None = None
    as_known: bool | None = None
    excused: bool | None = None
    place_right: bool | None = None
    account_right: bool | None = None


@dataclass(frozen=True)
class UnitWord:
    """What the unit's lead said of one name on the unit's list: whether the person worked in the month."""

    worked: bool
    by: str


@dataclass(frozen=True)
class Work:
    """What the person did in the month's rounds: weekly check-ins asked and answered, news items sent."""

    weeks_asked: int = 0
    weeks_answered: int = 0
    items: int = 0


@dataclass(frozen=True)
class Bonus:
    """thưởng đột xuất for one hotspot (P9): đồng, the decision that grants it, the payer of its level.

    `verified`: the case was found true by a named officer; `first`: this person was the first to report it.
    """

    case: str
    amount: int
    decision: str
    payer: str
    verified: bool = True
    first: bool = True


class Owing(Enum):
    """Why another month, or an earlier version of this one, leaves something to be paid or recovered."""

    CORRECTED = "corrected"
    PAID_BEFORE = "paid_before"
    CARRIED = "carried"


@dataclass(frozen=True)
class Owed:
    """What `origin` (a month) leaves to this month with one payer: đồng, below zero where it is to be recovered.

    `flags` is what an approver must look at before a correction is paid.
    """

    why: Owing
    payer: str
    unit: str
    level: str
    amount: int
    origin: str
    flags: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class PersonFacts:
    """All that one person's allowance of one month depends on, and the mask of the account that it is paid to."""

    code: str
    name: str
    appointments: tuple[Appointment, ...]
    leaves: tuple[Leave, ...] = ()
    report_sent: bool = True
    declaration: Declaration | None = field(default_factory=Declaration)
    decision: Decision | None = None
    work: Work | None = None
    bonuses: tuple[Bonus, ...] = ()
    owed: tuple[Owed, ...] = ()
    unit_word: UnitWord | None = None
    account: str = ""

    def on_leave(self, day: date) -> bool:
        return any(leave.span.covers(day) for leave in self.leaves)
