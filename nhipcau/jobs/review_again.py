"""An approver looks again at a line that was decided before the month became a draft again."""

from datetime import datetime

from nhipcau.jobs.decide_review import line_of, line_to_decide
from nhipcau.jobs.hearing import hear
from nhipcau.jobs.month_cards import line_view, review_buttons, turn_of
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Inbound, Store, Tx
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def review_again(store: Store, book: Rulebook, inbound: Inbound, month: Month, code: str, now: datetime) -> Summary:
    """The line's card, with what was decided among its reasons; nothing changes until a decision is pressed."""

    def act(tx: Tx, person: Person) -> Summary:
        file, _ = line_to_decide(tx, book, person, month, code)
        view = line_view(book, file, line_of(file, code), person.language)
        buttons = review_buttons(book, month, code, turn_of(tx, month), person.language)
        tx.outbox.put([reply(inbound, now, "allowance/review", view, person, buttons)])
        return Summary({"shown": 1})

    return hear(store, inbound, now, act)
