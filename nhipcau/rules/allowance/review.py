"""What an approver must look at before something is paid, and what the decision makes of it (P7)."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from nhipcau.rules.allowance.choices import Watched
from nhipcau.rules.allowance.facts import Decision, Declaration, PersonFacts, Ruling
from nhipcau.rules.allowance.lines import LineState, Reason
from nhipcau.rules.allowance.policy import Terms


def ruled(amount: int, flags: Iterable[Reason], decision: Decision | None) -> tuple[int, LineState, list[Reason]]:
    """What is paid, where it stands and why: a flag waits for a person's decision, and never cuts by itself."""
    reasons = list(flags)
    if not reasons:
        return amount, LineState.DUE if amount else LineState.NOTHING, []
    if decision is None:
        return amount, LineState.REVIEW, reasons
    reasons.append(Reason(decision.ruling.value, {"reason": decision.reason, "by": decision.by}))
    if decision.ruling is Ruling.GRANTED:
        return amount, LineState.DUE, reasons
    return 0, LineState.NOTHING, reasons


def shortfalls(person: PersonFacts, terms: Terms) -> Iterator[Reason]:
    """What an approver must look at."""
    watched = terms.choices.watched
    if Watched.MONTHLY_REPORT in watched and not person.report_sent:
        yield Reason("no_monthly_report")
    if Watched.DECLARATION in watched:
        yield from _declared(person.declaration, bool(person.leaves))
    if Watched.WEEKLY_CHECKINS in watched:
        yield from _few_weeks(person, terms)
    if Watched.NEWS_ITEMS in watched:
        yield from _few_items(person, terms)


def _declared(declared: Declaration | None, on_leave: bool) -> Iterator[Reason]:
    if declared is None:
        yield Reason("no_declaration")
        return
    if declared.active is False and not on_leave:
        yield Reason("declared_away")
    if declared.paid_elsewhere:
        yield Reason("paid_elsewhere")


def _few_weeks(person: PersonFacts, terms: Terms) -> Iterator[Reason]:
    """Nobody is held to weeks in which nothing was asked."""
    work = person.work
    if work and work.weeks_asked and Fraction(work.weeks_answered, work.weeks_asked) < terms.choices.weekly_share:
        yield Reason("few_weekly_checkins", {"answered": work.weeks_answered, "asked": work.weeks_asked})


def _few_items(person: PersonFacts, terms: Terms) -> Iterator[Reason]:
    work = person.work
    if work and work.weeks_asked and work.items < terms.choices.least_items:
        yield Reason("few_items", {"items": work.items, "least": terms.choices.least_items})
