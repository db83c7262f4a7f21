"""/trogiup: what can be asked for at any time."""

from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Inbound, Store, Tx
from nhipcau.rules.kernel import Json
from nhipcau.rules.roster import Person, may
from nhipcau.settings.rulebook import Rulebook


def show_help(store: Store, book: Rulebook, inbound: Inbound, now: datetime) -> Summary:
    def act(tx: Tx, person: Person) -> Summary:
        view: dict[str, Json] = {
            "coordinates": may(person, "review_checkins", book.permissions),
            "accounts": may(person, "check_month", book.permissions),
        }
        tx.outbox.put([reply(inbound, now, "talk/help", view, person)])
        return Summary({"shown": 1})

    return hear(store, inbound, now, act)
