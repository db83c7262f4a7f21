"""One step of a month's close, by a tap: checked by an accountant, closed by an approver, never the same person."""

from dataclasses import replace
from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.month_cards import month_view, next_cards
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules.allowance.close import ACTION_OF, CloseAct, advance
from nhipcau.rules.kernel import Month, Refused
from nhipcau.rules.roster import Person, may
from nhipcau.settings.rulebook import Rulebook


def advance_close(
    store: Store, book: Rulebook, inbound: Inbound, month: Month, act_name: CloseAct, now: datetime
) -> Summary:
    """Closing freezes what was checked: the lines, the facts' and the policy's fingerprint stay as they are."""

    def act(tx: Tx, person: Person) -> Summary:
        if not may(person, ACTION_OF[act_name], book.permissions):
            raise Refused("not_your_step", action=ACTION_OF[act_name])
        file = tx.months.get(month)
        if file is None:
            raise Refused("month_not_open", month=str(month))
        closing = advance(file.closing, act_name, person.code, len(file.assessment.open_reviews))
        moved = replace(file, closing=closing)
        tx.months.save(moved)
        tx.journal.write(Entry(now, person.code, f"month_{closing.state.value}", f"month:{month}"))
        view = {**month_view(tx, book, moved), "by": person.name}
        tx.outbox.put([reply(inbound, now, f"allowance/done_{act_name.value}", view, person, edits=inbound.message_id)])
        tx.outbox.put(next_cards(tx, book, moved, now))
        return Summary({closing.state.value: 1})

    return hear(store, inbound, now, act)
