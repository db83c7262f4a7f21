"""What happens to a month before it is closed, beside its steps: it goes back to draft, or is paid on another day."""

from datetime import datetime

from nhipcau.jobs.assess_month import draft_month
from nhipcau.jobs.hearing import hear
from nhipcau.jobs.month_cards import RETURNED, decided_card, month_view, next_cards, review_cards
from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, MonthFile, Store, Tx
from nhipcau.ports.talk import Prompt
from nhipcau.rules.allowance.close import CloseState, send_back
from nhipcau.rules.kernel import Month, Refused
from nhipcau.rules.roster import Person
from nhipcau.rules.vietnamese import read_day
from nhipcau.settings.rulebook import Rulebook

RETURN_MONTH, PAY_DAY = "return_month", "set_pay_day"


def ask_return(store: Store, book: Rulebook, inbound: Inbound, month: Month, now: datetime) -> Summary:
    """The press under a checked or approved month: the person's next words are the reason."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, RETURN_MONTH)
        send_back(_file(tx, month).closing)
        tx.talk.open_prompt(person.id, Prompt(RETURN_MONTH, str(month)), now)
        tx.outbox.put([reply(inbound, now, "allowance/return_why", {"month": str(month)}, person)])
        return Summary({"prompted": 1})

    return hear(store, inbound, now, act)


def return_month(
    tx: Tx, book: Rulebook, inbound: Inbound, person: Person, month: Month, reason: str, now: datetime
) -> Summary:
    """The reason was typed: drafted anew from what is known now, decisions kept, each step to be taken again."""
    tx.talk.close_prompt(person.id)
    permit(book, person, RETURN_MONTH)
    file = _file(tx, month)
    drafted = draft_month(tx, book, send_back(file.closing), file.cut_off, file.terms.pays_on)
    tx.journal.write(Entry(now, person.code, RETURNED, f"month:{month}", reason))
    _keep(tx, book, drafted, now)
    view = {**month_view(tx, book, drafted), "reason": reason, "by": person.name}
    tx.outbox.put([reply(inbound, now, "allowance/returned", view, person)])
    return Summary({"returned": 1})


def set_pay_day(store: Store, book: Rulebook, inbound: Inbound, words: str, now: datetime) -> Summary:
    """/ngaychi 2026-05 15/06/2026: a draft is paid on that day; what goes by the day of payment is assessed anew."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, PAY_DAY)
        month, _, typed = words.strip().partition(" ")
        day = read_day(typed)
        if day is None or not _is_month(month):
            raise Refused("pay_day_format")
        file = _file(tx, Month.parse(month))
        if file.closing.state is not CloseState.DRAFT:
            raise Refused("month_not_open", month=month)
        if day <= file.closing.month.last:
            raise Refused("pay_day_too_early", month=month)
        drafted = draft_month(tx, book, file.closing, file.cut_off, day)
        tx.months.save(drafted)
        detail = {"before": file.terms.pays_on.isoformat(), "after": day.isoformat()}
        tx.journal.write(Entry(now, person.code, "pay_day_set", f"month:{month}", detail=detail))
        tx.outbox.put([reply(inbound, now, "allowance/pay_day", month_view(tx, book, drafted), person)])
        return Summary({"set": 1})

    return hear(store, inbound, now, act)


def _is_month(text: str) -> bool:
    try:
        Month.parse(text)
    except ValueError:
        return False
    return True


def _file(tx: Tx, month: Month) -> MonthFile:
    file = tx.months.get(month)
    if file is None:
        raise Refused("month_not_open", month=str(month))
    return file


def _keep(tx: Tx, book: Rulebook, drafted: MonthFile, now: datetime) -> None:
    """As after drafting: what needs a decision first, else the accountant."""
    tx.months.save(drafted)
    tx.outbox.put([*review_cards(tx, book, drafted, now), *decided_card(tx, drafted, now)])
    if not drafted.assessment.open_reviews:
        tx.outbox.put(next_cards(tx, book, drafted, now))
