"""Remind those who owe an answer in an open round, and nobody else."""

from datetime import datetime

from nhipcau.jobs.launch import launch
from nhipcau.jobs.outlook import Outlooks
from nhipcau.jobs.prompts import prompt_for
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.unit_cards import lead_cards
from nhipcau.ports import Store
from nhipcau.rules.cadence import Slot
from nhipcau.rules.checkins import still_wanted
from nhipcau.settings.rulebook import Rulebook


def remind(store: Store, book: Rulebook, slot: Slot, now: datetime) -> Summary:
    """Whoever answers or goes on leave between here and the sending is spared as well (R19)."""
    round_key, _, step = slot.subject.partition("#")
    with store.begin() as tx:
        if not tx.slots.claim(slot.key, now):
            return Summary({"taken": 1})
        asked = tx.rounds.get(round_key)
        checkins = tx.checkins.of_round(asked.id) if asked else []
        people = {person.id: person for person in tx.people.all()}
        today = book.calendar.today(now)
        owing = [c for c in checkins if not still_wanted(c, people[c.person_id], today)]
        asked_of = [(people[c.person_id], c) for c in owing]
        outlooks = Outlooks(tx, book)
        prompts = [(person, prompt_for(book, person, c, slot, int(step), outlooks, now)) for person, c in asked_of]
        told = launch(tx, slot, prompts, now)
        tx.outbox.put(lead_cards(tx, book, asked, people, slot, now) if asked else ())
    return told + Summary({"spared": len(checkins) - len(owing)})
