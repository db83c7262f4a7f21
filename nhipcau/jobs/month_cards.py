"""The cards by which people take a month from draft to closed: decisions, the check, the closing."""

from collections.abc import Sequence
from datetime import datetime

from nhipcau.jobs.naming import person_name
from nhipcau.jobs.tell import View, to_holders
from nhipcau.ports import MonthFile, Tx
from nhipcau.rules.allowance import lists
from nhipcau.rules.allowance.close import RETURNABLE, CloseAct, CloseState
from nhipcau.rules.allowance.lines import Line, Reason
from nhipcau.rules.allowance.payable import account_notes
from nhipcau.rules.allowance.review import was_ruled
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Message
from nhipcau.rules.kernel import Json, Month, spoken
from nhipcau.rules.vietnamese import day_for_people, money_in_words
from nhipcau.settings.rulebook import Rulebook

RETURNED, REOPENED, REVISED = "month_returned", "month_reopened", "decision_revised"
"""What the journal says of a month that is a draft again, and of a decision that was taken anew in it."""
MOST_NAMES = 50
"""Names on one card; further ones stand in the tab of decisions."""
NEXT_ROLE = {
    CloseState.DRAFT: "accountant",
    CloseState.CHECKED: "approver",
    CloseState.APPROVED: "accountant",
    CloseState.CLOSED: "accountant",
    CloseState.PAID: "accountant",
}
_NEXT_ACT = {
    CloseState.DRAFT: CloseAct.CHECK,
    CloseState.CHECKED: CloseAct.APPROVE,
    CloseState.APPROVED: CloseAct.CLOSE,
    CloseState.CLOSED: CloseAct.PAY,
}


def review_cards(tx: Tx, book: Rulebook, file: MonthFile, now: datetime) -> list[Message]:
    """One card to each approver for every line that waits for a decision."""
    turn = turn_of(tx, file.closing.month)
    cards = [_review_card(tx, book, file, line, turn, now) for line in file.assessment.open_reviews]
    return [message for messages in cards for message in messages]


def _review_card(tx: Tx, book: Rulebook, file: MonthFile, line: Line, turn: int, now: datetime) -> list[Message]:
    key = f"review:{file.closing.month}:{file.closing.version}:{turn}:{line.person}"

    def shown(language: str) -> tuple[View, Rows]:
        return line_view(book, file, line, language), review_buttons(
            book, file.closing.month, line.person, turn, language
        )

    return to_holders(tx, "approver", key, "allowance/review", shown, now)


def line_view(book: Rulebook, file: MonthFile, line: Line, language: str) -> dict[str, Json]:
    return {
        "month": str(file.closing.month),
        "name": line.name,
        "unit": spoken(book.units[line.unit].short, language),
        "level": spoken(book.levels[line.level].names, language) if line.level else "",
        "amount": line.amount,
        "full": line.full,
        "reasons": reasons_view(line.reasons),
    }


def reasons_view(reasons: Sequence[Reason]) -> Json:
    """Reasons as data that the templates turn into sentences."""
    return [{"code": reason.code, "facts": dict(reason.facts)} for reason in reasons]


def review_buttons(book: Rulebook, month: Month, code: str, turn: int, language: str) -> Rows:
    """They decide in this turn only: what a card of an earlier one still offers changes no decision."""
    return tuple(
        (Button(f"m:{month}:{code}:{key}:{turn}", label=spoken(words, language)),)
        for key, words in book.review_reasons.items()
    )


def decided_card(tx: Tx, file: MonthFile, now: datetime) -> list[Message]:
    """To the approvers of a month that is a draft again: what was decided stays, unless they press a name."""
    month, decisions = file.closing.month, tx.months.decisions(file.closing.month)
    names = {line.person: line.name for line in file.assessment.lines if was_ruled(line)}
    if not names:
        return []
    shown = dict(list(names.items())[:MOST_NAMES])
    people: list[Json] = [{"name": name, "ruling": decisions[code].ruling.value} for code, name in shown.items()]
    view: View = {"month": str(month), "people": people, "more": len(names) - len(shown)}
    buttons: Rows = tuple((Button(f"y:{month}:{code}", label=name),) for code, name in shown.items())
    key = f"decided:{month}:{file.closing.version}:{turn_of(tx, month)}"
    return to_holders(tx, "approver", key, "allowance/decided", lambda _: (view, buttons), now)


def next_cards(tx: Tx, book: Rulebook, file: MonthFile, now: datetime) -> list[Message]:
    """The card of the step that comes next, to those who may take it."""
    state, month, version = file.closing.state, file.closing.month, file.closing.version
    act = _NEXT_ACT.get(state)
    buttons: Rows = ((Button(f"k:{month}:{act.value}", name=f"month_{act.value}"),),) if act else ()
    if file.closing.frozen:
        buttons = (*buttons, (Button(f"o:{month}:{version}", name="month_reopen"),))
    if state in RETURNABLE:
        buttons = (*buttons, (Button(f"w:{month}", name="month_return"),))
    turn = _happened(tx, month, RETURNED, REOPENED, REVISED)
    key = f"month:{month}:{version}:{state.value}:{turn}"
    view = month_view(tx, book, file)
    return to_holders(tx, NEXT_ROLE[state], key, f"allowance/{state.value}", lambda _: (view, buttons), now)


def turn_of(tx: Tx, month: Month) -> int:
    """How often the month became a draft again: each time what was decided before may be decided anew."""
    return _happened(tx, month, RETURNED, REOPENED)


def _happened(tx: Tx, month: Month, *events: str) -> int:
    return sum(entry.what in events for entry in tx.journal.about(f"month:{month}"))


def month_view(tx: Tx, book: Rulebook, file: MonthFile) -> dict[str, Json]:
    total, notes = lists.total(file.assessment), account_notes(file.facts, file.assessment)
    payments = lists.payment_lists(file.assessment, book.units, book.policy.zero_tens)
    return {
        "month": str(file.closing.month),
        "version": file.closing.version,
        "pays_on": day_for_people(file.terms.pays_on),
        "people": len({line.person for line in file.assessment.lines}),
        "ceiling": lists.ceiling(file.assessment),
        "total": total,
        "words": money_in_words(total, book.policy.zero_tens),
        "payers": len(payments),
        "differences": len(lists.differences(file.assessment)),
        "no_account": list(notes.missing),
        "account_doubted": list(notes.doubted),
        "checked_by": person_name(tx, file.closing.by(CloseState.CHECKED)),
        "approved_by": person_name(tx, file.closing.by(CloseState.APPROVED)),
        "closed_by": person_name(tx, file.closing.by(CloseState.CLOSED)),
        "paid_by": person_name(tx, file.closing.by(CloseState.PAID)),
    }
