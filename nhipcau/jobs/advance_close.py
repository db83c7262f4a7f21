"""One step of a month's close, by a tap: checked, approved by another person, closed, paid."""

from dataclasses import replace
from datetime import datetime

from nhipcau.jobs.assess_month import brought_up_to_date
from nhipcau.jobs.hearing import hear
from nhipcau.jobs.month_cards import month_view, next_cards
from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, MonthFile, Store, Tx
from nhipcau.rules.allowance.close import ACTION_OF, CloseAct, advance, refuse_out_of_turn
from nhipcau.rules.allowance.lists import refuse_unready
from nhipcau.rules.kernel import Month, Refused, spoken
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def advance_close(
    store: Store, book: Rulebook, inbound: Inbound, month: Month, act_name: CloseAct, now: datetime
) -> Summary:
    """Checking brings in what earlier months left; from then on lines, terms and facts stay as they were checked."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, ACTION_OF[act_name])
        moved = _moved(tx, book, month, act_name, person.code, now)
        state = moved.closing.state.value
        tx.journal.write(Entry(now, person.code, f"month_{state}", f"month:{month}"))
        view = {**month_view(tx, book, moved), "by": person.name}
        tx.outbox.put([reply(inbound, now, f"allowance/done_{act_name.value}", view, person, edits=inbound.message_id)])
        tx.outbox.put(next_cards(tx, book, moved, now))
        return Summary({state: 1})

    return hear(store, inbound, now, act)


def _moved(tx: Tx, book: Rulebook, month: Month, act: CloseAct, by: str, now: datetime) -> MonthFile:
    """The month one step further, and kept. Raises Refused."""
    file = tx.months.get(month)
    if file is None:
        raise Refused("month_not_open", month=str(month))
    closing = advance(file.closing, act, by, now)
    if act is CloseAct.PAY:
        paid = replace(file, closing=closing)
        tx.months.pay(paid)
        return paid
    if act is CloseAct.CHECK:
        refuse_out_of_turn(file.closing, tx.months.states())
        file = brought_up_to_date(tx, file)
    names = {code: spoken(unit.short, book.network.language) for code, unit in book.units.items()}
    refuse_unready(file.assessment, file.terms, names)
    moved = replace(file, closing=closing)
    tx.months.save(moved)
    return moved
