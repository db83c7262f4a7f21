"""What an approver must look at before something is paid, and what the decision makes of it (P7)."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from nhipcau.rules.allowance.choices import Watched
from nhipcau.rules.allowance.facts import Decision, Declaration, PersonFacts, Ruling
from nhipcau.rules.allowance.lines import Line, LineState, Reason
from nhipcau.rules.allowance.policy import Terms


def ruled(amount: int, flags: Iterable[Reason], decision: Decision | None) -> tuple[int, LineState, list[Reason]]:
    """What is paid, where it stands and why: a flag waits for a person's decision, and never cuts by itself."""
    reasons = list(flags)
    if not reasons:
        return amount, LineState.DUE if amount else LineState.NOTHING, []
    if decision is None:
        return amount, LineState.REVIEW, reasons
    reasons += (
        Reason("decided_before", {"ruling": before.ruling.value, "reason": before.reason, "by": before.by})
        for before in decision.history
    )
    reasons.append(Reason(decision.ruling.value, {"reason": decision.reason, "by": decision.by}))
    if decision.ruling is Ruling.GRANTED:
        return amount, LineState.DUE, reasons
    return 0, LineState.NOTHING, reasons


def was_ruled(line: Line) -> bool:
    """Whether a decision made the line what it is."""
    return any(reason.code in _RULINGS for reason in line.reasons)


_RULINGS = frozenset(ruling.value for ruling in Ruling)


def shortfalls(person: PersonFacts, terms: Terms) -> Iterator[Reason]:
    """What an approver must look at."""
    watched = terms.choices.watched
    if Watched.MONTHLY_REPORT in watched and not person.report_sent:
        yield Reason("no_monthly_report")
    if Watched.DECLARATION in watched:
        yield from _declared(person, terms)
    if Watched.UNIT_WORD in watched and person.unit_word is None:
        yield Reason("no_unit_word")
    if Watched.WEEKLY_CHECKINS in watched:
        yield from _few_weeks(person, terms)
    if Watched.NEWS_ITEMS in watched:
        yield from _few_items(person, terms)


def _declared(person: PersonFacts, terms: Terms) -> Iterator[Reason]:
    declared, word = person.declaration, person.unit_word
    if declared is None:
        yield Reason("no_declaration", {"confirmed_by": word.by} if word and word.worked else {})
    else:
        yield from _absence(declared, sum(map(person.on_leave, terms.month.days())) if person.leaves else 0)
    if declared and declared.paid_elsewhere:
        yield Reason("paid_elsewhere")
    if declared and declared.place_right is False:
        yield Reason("place_differs")
    if word and not word.worked:
        yield Reason("unit_denies", {"by": word.by})


def _absence(declared: Declaration, known: int) -> Iterator[Reason]:
    """Where the person and the roster's leave (`known` days of the month) do not say the same."""
    if declared.active is False and not known:
        yield Reason("declared_away", {"days": declared.away_days, "excused": declared.excused})
    elif declared.active is False and declared.away_days not in (None, known):
        yield Reason("away_differs", {"declared": declared.away_days, "known": known})
    elif declared.active and known:
        yield Reason("active_on_leave", {"days": known})


def _few_weeks(person: PersonFacts, terms: Terms) -> Iterator[Reason]:
    """Nobody is held to weeks in which nothing was asked."""
    work = person.work
    if work and work.weeks_asked and Fraction(work.weeks_answered, work.weeks_asked) < terms.choices.weekly_share:
        yield Reason("few_weekly_checkins", {"answered": work.weeks_answered, "asked": work.weeks_asked})


def _few_items(person: PersonFacts, terms: Terms) -> Iterator[Reason]:
    work = person.work
    if work and work.weeks_asked and work.items < terms.choices.least_items:
        yield Reason("few_items", {"items": work.items, "least": terms.choices.least_items})
