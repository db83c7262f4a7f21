"""Open a round: a place for everyone of the audience, the first question to all who are there."""

from datetime import datetime

from nhipcau.jobs.in_force import in_force
from nhipcau.jobs.launch import launch
from nhipcau.jobs.outlook import Outlooks
from nhipcau.jobs.prompts import prompt_for
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.unit_cards import lead_cards
from nhipcau.ports import Entry, Store
from nhipcau.rules import forms
from nhipcau.rules.cadence import Slot
from nhipcau.rules.checkins import places
from nhipcau.rules.roster import members
from nhipcau.settings.rulebook import Rulebook


def open_round(store: Store, book: Rulebook, slot: Slot, now: datetime) -> Summary:
    """Those on leave when it opens have an excused place and are not asked (R13)."""
    with store.begin() as tx:
        if not tx.slots.claim(slot.key, now):
            return Summary({"taken": 1})
        plan, audience = in_force(tx, book).asked(slot.subject)
        people = tx.people.all()
        today = book.calendar.today(now)
        given = places(members(people, audience, today, book.levels), today)
        asked = tx.rounds.open(plan)
        tx.checkins.add(asked, given, forms.begin(book.forms[plan.form]))
        by_id = {person.id: person for person in people}
        owing = [c for c in tx.checkins.of_round(asked.id) if c.owed]
        asked_of = [(by_id[c.person_id], c) for c in owing]
        outlooks = Outlooks(tx, book)
        prompts = [(person, prompt_for(book, person, c, slot, 0, outlooks, now)) for person, c in asked_of]
        told = launch(tx, slot, prompts, now)
        tx.outbox.put(lead_cards(tx, book, asked, by_id, slot, now))
        tx.journal.write(Entry(now, "scheduler", "round_opened", f"round:{asked.key}", detail={"places": len(given)}))
    return told + Summary({"excused": len(given) - len(owing)})
