"""Open a closed month again (P12): one gives a reason, another agrees, a new version is drafted beside the old."""

from datetime import datetime

from nhipcau.jobs.assess_month import draft_month
from nhipcau.jobs.hearing import hear
from nhipcau.jobs.month_cards import REOPENED, decided_card, month_view, next_cards, review_cards
from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, MonthFile, Store, Tx
from nhipcau.rules.allowance.close import Closing, Opening, ReopenRequest, reopen
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.rules.kernel import Json, Refused, spoken
from nhipcau.rules.roster import Person, may
from nhipcau.settings.rulebook import Rulebook

ACTION = "reopen_month"


def reopen_month(store: Store, book: Rulebook, inbound: Inbound, wanted: ReopenRequest, now: datetime) -> Summary:
    """The first press asks for a reason, the second asks the others to agree, another's third opens the month."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, ACTION)
        if wanted.reason and wanted.reason not in book.reopen_reasons:
            raise Refused("reason_gone")
        file, closing = _opened(tx, book, wanted, person)
        if not wanted.reason:
            return _ask_why(tx, book, inbound, wanted, person, now)
        if not wanted.asked_by:
            return _ask_others(tx, book, inbound, wanted, person, now)
        return _open(tx, book, inbound, file, closing, now)

    return hear(store, inbound, now, act)


def _opened(tx: Tx, book: Rulebook, wanted: ReopenRequest, person: Person) -> tuple[MonthFile, Closing]:
    """The month, and what it would be opened as. Raises Refused at the first press already."""
    file = tx.months.get(wanted.month)
    if file is None:
        raise Refused("not_closed", month=str(wanted.month))
    words = book.reopen_reasons.get(wanted.reason, {"vi": ""})
    opening = Opening(wanted.asked_by or "?", person.code, spoken(words, book.network.language))
    choices = book.policy.choices_for(wanted.month)
    return file, reopen(file.closing, opening, wanted.version, tx.months.states(), choices)


def _ask_why(tx: Tx, book: Rulebook, inbound: Inbound, wanted: ReopenRequest, person: Person, now: datetime) -> Summary:
    buttons = tuple(
        (Button(f"o:{wanted.month}:{wanted.version}:{key}", label=spoken(words, person.language)),)
        for key, words in book.reopen_reasons.items()
    )
    view = {"month": str(wanted.month)}
    tx.outbox.put([reply(inbound, now, "allowance/reopen_why", view, person, buttons)])
    return Summary({"asked": 1})


def _ask_others(
    tx: Tx, book: Rulebook, inbound: Inbound, wanted: ReopenRequest, person: Person, now: datetime
) -> Summary:
    """The request itself is in the button: nothing changes until another person agrees."""
    data = f"o:{wanted.month}:{wanted.version}:{wanted.reason}:{person.code}"
    buttons: Rows = ((Button(data, name="month_agree"),),)
    others = [p for p in tx.people.all() if p.id != person.id and may(p, ACTION, book.permissions)]
    view = _view(book, wanted, person)
    tx.outbox.put(
        Message(
            f"reopen:{inbound.update_id}:{other.code}",
            To(other.id),
            "allowance/reopen_agree",
            view,
            Lane.CONVERSATION,
            now,
            buttons=buttons,
        )
        for other in others
    )
    tx.outbox.put([reply(inbound, now, "allowance/reopen_asked", view, person, edits=inbound.message_id)])
    subject, why = f"month:{wanted.month}", spoken(book.reopen_reasons[wanted.reason], book.network.language)
    tx.journal.write(Entry(now, person.code, "reopening_asked", subject, why=why))
    return Summary({"asked_others": len(others)})


def _open(tx: Tx, book: Rulebook, inbound: Inbound, file: MonthFile, closing: Closing, now: datetime) -> Summary:
    assert closing.opening is not None
    drafted = draft_month(tx, book, closing, file.cut_off)
    tx.months.save(drafted)
    detail: dict[str, Json] = {"version": closing.version, "asked_by": closing.opening.asked_by}
    opening = closing.opening
    tx.journal.write(Entry(now, opening.agreed_by, REOPENED, f"month:{closing.month}", opening.reason, detail))
    agreed = tx.people.by_code(opening.agreed_by)
    view = {**month_view(tx, book, drafted), "reason": closing.opening.reason}
    tx.outbox.put([reply(inbound, now, "allowance/reopened", view, agreed, edits=inbound.message_id)])
    tx.outbox.put([*review_cards(tx, book, drafted, now), *decided_card(tx, drafted, now)])
    if not drafted.assessment.open_reviews:
        tx.outbox.put(next_cards(tx, book, drafted, now))
    return Summary({"reopened": 1, "version": closing.version})


def _view(book: Rulebook, wanted: ReopenRequest, person: Person) -> dict[str, Json]:
    reason = spoken(book.reopen_reasons[wanted.reason], book.network.language)
    return {"month": str(wanted.month), "by": person.name, "reason": reason}
