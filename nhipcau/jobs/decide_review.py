"""An approver grants or refuses a flagged allowance line, with a reason (P7); the first decision counts."""

from datetime import datetime

from nhipcau.jobs.assess_month import with_decisions
from nhipcau.jobs.hearing import hear
from nhipcau.jobs.month_cards import line_view, next_cards
from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, MonthFile, Store, Tx
from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.allowance.facts import Decision, Ruling
from nhipcau.rules.allowance.lines import Line, LineState
from nhipcau.rules.kernel import Month, Refused, spoken
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def decide_review(
    store: Store, book: Rulebook, inbound: Inbound, month: Month, code: str, reason: str, now: datetime
) -> Summary:
    """`reason` is one of the review reasons of config, whose name begins with its ruling."""

    def act(tx: Tx, person: Person) -> Summary:
        decided, ruling = rule_on_line(tx, book, person, month, code, reason, now)
        view = line_view(book, decided, _line_of(decided, code), person.language)
        tx.outbox.put([reply(inbound, now, "allowance/reviewed", view, person, edits=inbound.message_id)])
        return Summary({ruling.value: 1})

    return hear(store, inbound, now, act)


def rule_on_line(
    tx: Tx, book: Rulebook, person: Person, month: Month, code: str, reason: str, now: datetime
) -> tuple[MonthFile, Ruling]:
    """Decide one line, wherever the approver said so. Raises Refused before anything is written."""
    file, _ = _line_to_decide(tx, book, person, month, code)
    if reason not in book.review_reasons:
        raise Refused("reason_gone")
    ruling = Ruling.GRANTED if reason.startswith(Ruling.GRANTED.value) else Ruling.REFUSED
    decision = Decision(ruling, spoken(book.review_reasons[reason], book.network.language), person.name)
    tx.months.decide(month, code, decision, now)
    decided = with_decisions(file, tx.months.decisions(month))
    tx.months.save(decided)
    detail = {"ruling": ruling.value, "reason": decision.reason}
    tx.journal.write(Entry(now, person.code, "review_decided", f"allowance:{month}:{code}", detail=detail))
    if not decided.assessment.open_reviews:
        tx.outbox.put(next_cards(tx, book, decided, now))
    return decided, ruling


def _line_to_decide(tx: Tx, book: Rulebook, person: Person, month: Month, code: str) -> tuple[MonthFile, Line]:
    permit(book, person, "decide_review")
    file = tx.months.get(month)
    if file is None or file.closing.state is not CloseState.DRAFT:
        raise Refused("month_not_open", month=str(month))
    line = _line_of(file, code)
    if line.state is not LineState.REVIEW:
        decision = tx.months.decisions(month).get(code)
        raise Refused("already_decided", name=line.name, by=decision.by if decision else "")
    return file, line


def _line_of(file: MonthFile, code: str) -> Line:
    """Raises Refused when the month has no line for that code."""
    for line in file.assessment.lines:
        if line.person == code:
            return line
    raise Refused("no_such_line", code=code)
