"""The close of a month: draft, checked by one person, closed by another. What is closed is frozen."""

from dataclasses import dataclass, replace
from enum import Enum

from nhipcau.rules.kernel import Month, Refused


class CloseState(Enum):
    DRAFT = "draft"
    CHECKED = "checked"
    CLOSED = "closed"


class CloseAct(Enum):
    CHECK = "check"
    CLOSE = "close"


ACTION_OF = {CloseAct.CHECK: "check_month", CloseAct.CLOSE: "close_month"}
"""What the roles table must allow."""


@dataclass(frozen=True)
class Closing:
    """Where a month's close stands and whose hands it went through (people's codes)."""

    month: Month
    version: int
    state: CloseState
    checked_by: str = ""
    closed_by: str = ""


def advance(closing: Closing, act: CloseAct, by: str, open_reviews: int) -> Closing:
    """One step further. Raises Refused: lines wait for a decision, the step is not next, or one person did both."""
    if open_reviews:
        raise Refused("reviews_open", count=open_reviews)
    if (closing.state, act) == (CloseState.DRAFT, CloseAct.CHECK):
        return replace(closing, state=CloseState.CHECKED, checked_by=by)
    if (closing.state, act) != (CloseState.CHECKED, CloseAct.CLOSE):
        raise Refused("not_the_next_step", state=closing.state.value)
    if by == closing.checked_by:
        raise Refused("needs_a_second_person")
    return replace(closing, state=CloseState.CLOSED, closed_by=by)
