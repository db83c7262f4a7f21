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
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Message
from nhipcau.rules.kernel import Json, Month, spoken
from nhipcau.rules.vietnamese import day_for_people, money_in_words
from nhipcau.settings.rulebook import Rulebook

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
    turn = _round(tx, file.closing.month)
    cards = [_review_card(tx, book, file, line, turn, now) for line in file.assessment.open_reviews]
    return [message for messages in cards for message in messages]


def _review_card(tx: Tx, book: Rulebook, file: MonthFile, line: Line, turn: int, now: datetime) -> list[Message]:
    key = f"review:{file.closing.month}:{file.closing.version}:{turn}:{line.person}"

    def shown(language: str) -> tuple[View, Rows]:
        return line_view(book, file, line, language), _review_buttons(book, file, line, language)

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


def _review_buttons(book: Rulebook, file: MonthFile, line: Line, language: str) -> Rows:
    month = file.closing.month
    return tuple(
        (Button(f"m:{month}:{line.person}:{key}", label=spoken(words, language)),)
        for key, words in book.review_reasons.items()
    )


def next_cards(tx: Tx, book: Rulebook, file: MonthFile, now: datetime) -> list[Message]:
    """The card of the step that comes next, to those who may take it."""
    state, month, version = file.closing.state, file.closing.month, file.closing.version
    act = _NEXT_ACT.get(state)
    buttons: Rows = ((Button(f"k:{month}:{act.value}", name=f"month_{act.value}"),),) if act else ()
    if file.closing.frozen:
        buttons = (*buttons, (Button(f"o:{month}:{version}", name="month_reopen"),))
    if state in RETURNABLE:
        buttons = (*buttons, (Button(f"w:{month}", name="month_return"),))
    key = f"month:{month}:{version}:{state.value}:{_round(tx, month)}"
    view = month_view(tx, book, file)
    return to_holders(tx, NEXT_ROLE[state], key, f"allowance/{state.value}", lambda _: (view, buttons), now)


def _round(tx: Tx, month: Month) -> int:
    """How often the month went back to draft: then each step's card is shown once more."""
    return sum(entry.what == "month_returned" for entry in tx.journal.about(f"month:{month}"))


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
