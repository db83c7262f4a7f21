"""The moments of a round: opening, reminders, deadline, close, one after the other."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from nhipcau.rules.cadence import RoundPlan
from nhipcau.rules.kernel import Primitive
from nhipcau.rules.ladder import Reminded, Step, with_room
from nhipcau.settings.faults import Fault, Place

Written = Callable[[RoundPlan, datetime, datetime], dict[str, Primitive]]
"""Two moments of a round as its file writes them."""


def out_of_order(asks: Place, plan: RoundPlan, written: Written) -> Iterator[Fault]:
    """Each moment that comes before one that it should follow; `asks` has the keys opens, reminders, due, closes."""

    def told(place: Place, code: str, moment: datetime, other: datetime) -> Fault:
        return place.fault(code, **written(plan, moment, other))

    if plan.closes_at < plan.due_at:
        yield told(asks.at("closes"), "closes_before_due", plan.closes_at, plan.due_at)
    if plan.due_at <= plan.opens_at:
        yield told(asks.at("due"), "due_before_opening", plan.due_at, plan.opens_at)
        return
    for number, (code, moment, other) in enumerate(_slips(plan.opens_at, plan.reminders, plan.due_at)):
        if code:
            yield told(asks.at("reminders", number), code, moment, other)


def without_room(asks: Place, plan: RoundPlan, written: Written) -> Iterator[Fault]:
    """Each reminder that would never go out: on the day of the opening, or of another reminder to the same people."""
    kept = {number for number, _ in with_room(plan.reminders, plan.opens_at, plan.due_at)}
    for number, step in enumerate(plan.reminders, start=1):
        if number not in kept:
            facts = written(plan, step.at, plan.opens_at)
            yield asks.at("reminders", number - 1).fault("reminder_without_room", moment=facts["moment"])


def _slips(opens_at: datetime, steps: Sequence[Step], due_at: datetime) -> Iterator[tuple[str, datetime, datetime]]:
    """For every reminder what is wrong with it, or "". Those to others may come between."""
    before = dict.fromkeys(Reminded, opens_at)
    for step in steps:
        reminder, previous = step.at, before[step.to]
        if reminder >= due_at:
            yield "reminder_after_due", reminder, due_at
        elif reminder <= opens_at:
            yield "reminder_before_opening", reminder, opens_at
        elif reminder <= previous:
            yield "reminders_unordered", reminder, previous
        else:
            yield "", reminder, previous
        before[step.to] = max(previous, reminder)
