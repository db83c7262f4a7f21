"""An approver grants or refuses a flagged allowance line, with a reason (P7); the first decision counts.

In a month that became a draft again the first decision of that turn counts, beside what was decided before.
"""

from datetime import datetime

from nhipcau.jobs.assess_month import with_decisions
from nhipcau.jobs.hearing import hear
from nhipcau.jobs.month_cards import REVISED, line_view, next_cards, turn_of
from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, MonthFile, Store, Tx
from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.allowance.facts import Decision, Ruling
from nhipcau.rules.allowance.lines import Line, LineState
from nhipcau.rules.allowance.review import was_ruled
from nhipcau.rules.kernel import Month, Refused, spoken
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def decide_review(
    store: Store, book: Rulebook, inbound: Inbound, month: Month, code: str, reason: str, turn: int, now: datetime
) -> Summary:
    """`reason` is one of the review reasons of config, whose name begins with its ruling; `turn` that of the card."""

    def act(tx: Tx, person: Person) -> Summary:
        decided, ruling = rule_on_line(tx, book, person, month, code, reason, now, turn)
        view = line_view(book, decided, line_of(decided, code), person.language)
        tx.outbox.put([reply(inbound, now, "allowance/reviewed", view, person, edits=inbound.message_id)])
        return Summary({ruling.value: 1})

    return hear(store, inbound, now, act)


def rule_on_line(
    tx: Tx, book: Rulebook, person: Person, month: Month, code: str, reason: str, now: datetime, turn: int | None = None
) -> tuple[MonthFile, Ruling]:
    """Decide one line, wherever the approver said so; `turn`: when they were asked, where it was not just now.

    Raises Refused before anything is written.
    """
    file, before = line_to_decide(tx, book, person, month, code, turn)
    if reason not in book.review_reasons:
        raise Refused("reason_gone")
    ruling = Ruling.GRANTED if reason.startswith(Ruling.GRANTED.value) else Ruling.REFUSED
    words = spoken(book.review_reasons[reason], book.network.language)
    decision = Decision(ruling, words, person.name, turn_of(tx, month), before)
    tx.months.decide(month, code, decision, now)
    decided = with_decisions(file, tx.months.decisions(month))
    tx.months.save(decided)
    detail = {"ruling": ruling.value, "reason": decision.reason}
    tx.journal.write(Entry(now, person.code, "review_decided", f"allowance:{month}:{code}", detail=detail))
    if before is not None:
        tx.journal.write(Entry(now, person.code, REVISED, f"month:{month}", detail={"person": code}))
    if not decided.assessment.open_reviews:
        tx.outbox.put(next_cards(tx, book, decided, now))
    return decided, ruling


def line_to_decide(
    tx: Tx, book: Rulebook, person: Person, month: Month, code: str, turn: int | None = None
) -> tuple[MonthFile, Decision | None]:
    """The month, and what was decided of the line in an earlier turn. Raises Refused where nothing is to be decided."""
    permit(book, person, "decide_review")
    file = tx.months.get(month)
    if file is None or file.closing.state is not CloseState.DRAFT:
        raise Refused("month_not_open", month=str(month))
    line, decision = line_of(file, code), tx.months.decisions(month).get(code)
    if decision is not None and decision.turn >= (turn_of(tx, month) if turn is None else turn):
        raise Refused("already_decided", name=line.name, by=decision.by)
    if line.state is not LineState.REVIEW and not was_ruled(line):
        raise Refused("already_decided", name=line.name, by="")
    return file, decision


def line_of(file: MonthFile, code: str) -> Line:
    """Raises Refused when the month has no line for that code."""
    for line in file.assessment.lines:
        if line.person == code:
            return line
    raise Refused("no_such_line", code=code)
