"""The close of a month: draft, checked by one person, approved by another, closed, paid. What is closed is frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from nhipcau.rules.allowance.choices import Choices, Reopening
from nhipcau.rules.kernel import Month, Refused


class CloseState(Enum):
    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    CLOSED = "closed"
    PAID = "paid"


class CloseAct(Enum):
    CHECK = "check"
    APPROVE = "approve"
    CLOSE = "close"
    PAY = "pay"


ACTION_OF = {
    CloseAct.CHECK: "check_month",
    CloseAct.APPROVE: "approve_month",
    CloseAct.CLOSE: "close_month",
    CloseAct.PAY: "pay_month",
}
"""What the roles table must allow."""

LEADS_TO = {
    CloseAct.CHECK: CloseState.CHECKED,
    CloseAct.APPROVE: CloseState.APPROVED,
    CloseAct.CLOSE: CloseState.CLOSED,
    CloseAct.PAY: CloseState.PAID,
}

FROZEN = frozenset({CloseState.CLOSED, CloseState.PAID})


@dataclass(frozen=True)
class Hand:
    """Whose hand took a step (a person's code), and when."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Opening:
    """Why a closed month was opened again: who asked, who agreed (another person), and the reason."""

    asked_by: str
    agreed_by: str
    reason: str


@dataclass(frozen=True)
class ReopenRequest:
    """A request on its way: which version of which month, then the reason (a key of config), then who asked."""

    month: Month
    version: int
    reason: str = ""
    asked_by: str = ""


@dataclass(frozen=True)
class Closing:
    """Where a version of a month stands, and whose hand took each step so far."""

    month: Month
    version: int
    state: CloseState
    hands: Mapping[CloseState, Hand] = field(default_factory=dict)
    opening: Opening | None = None

    @property
    def frozen(self) -> bool:
        return self.state in FROZEN

    def by(self, state: CloseState) -> str:
        """The code of the person who brought the month to that state, or ""."""
        return self.hands[state].by if state in self.hands else ""


def advance(closing: Closing, act: CloseAct, by: str, at: datetime) -> Closing:
    """One step further. Raises Refused: the step is not next, or the one who checked would approve."""
    steps = list(CloseState)
    state = LEADS_TO[act]
    if steps.index(state) != steps.index(closing.state) + 1:
        raise Refused("not_the_next_step", state=closing.state.value)
    if act is CloseAct.APPROVE and by == closing.by(CloseState.CHECKED):
        raise Refused("needs_a_second_person")
    return replace(closing, state=state, hands={**closing.hands, state: Hand(by, at)})


RETURNABLE = frozenset({CloseState.CHECKED, CloseState.APPROVED})


def send_back(closing: Closing) -> Closing:
    """A month that was checked or approved is a draft again, and every step is to be taken anew. Raises Refused."""
    if closing.state not in RETURNABLE:
        raise Refused("not_returnable", month=str(closing.month))
    return replace(closing, state=CloseState.DRAFT, hands={})


def refuse_out_of_turn(closing: Closing, others: Mapping[Month, CloseState]) -> None:
    """Months are settled one after the other, so that what one carries on is known to the next. Raises Refused."""
    for month, state in others.items():
        if month < closing.month and state not in FROZEN:
            raise Refused("earlier_month_open", month=str(month))
        if month > closing.month and state is not CloseState.DRAFT:
            raise Refused("later_month_closed", month=str(month))


def reopen(
    closing: Closing, opening: Opening, version: int, others: Mapping[Month, CloseState], choices: Choices
) -> Closing:
    """P12: the next version, to be drafted anew. Raises Refused; `version` is the one that the request was about."""
    if choices.reopening is Reopening.NEVER:
        raise Refused("never_reopened")
    if not closing.frozen or closing.version != version:
        raise Refused("not_closed", month=str(closing.month))
    refuse_out_of_turn(closing, others)
    if opening.asked_by == opening.agreed_by:
        raise Refused("reopening_needs_two")
    return Closing(closing.month, closing.version + 1, CloseState.DRAFT, opening=opening)
