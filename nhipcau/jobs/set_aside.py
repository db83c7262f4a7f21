"""/huy: leave the open question. Nothing typed is lost; the check-in is still owed and can be taken up again (R14)."""

from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.show_owed import owed_card
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.take_question import release_question
from nhipcau.ports import Inbound, Store, Tx
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def set_aside(store: Store, book: Rulebook, inbound: Inbound, now: datetime) -> Summary:
    def act(tx: Tx, person: Person) -> Summary:
        release_question(tx, person, now)
        had_prompt = tx.talk.close_prompt(person.id)
        view = {"had_one": had_prompt or tx.checkins.current(person.id) is not None}
        tx.checkins.set_current(person.id, None)
        card = owed_card(tx, book, person)
        tx.outbox.put([reply(inbound, now, "checkins/set_aside", {**card.view, **view}, person, card.buttons)])
        return Summary({"set_aside": 1})

    return hear(store, inbound, now, act)
