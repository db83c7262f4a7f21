"""Remind those who owe an answer in an open round, or tell those who look after them; nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from nhipcau.jobs.in_force import in_force
from nhipcau.jobs.launch import launch
from nhipcau.jobs.outlook import Outlooks
from nhipcau.jobs.prompts import prompt_for
from nhipcau.jobs.show_owing import owing_card
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.unit_cards import lead_cards
from nhipcau.jobs.who_owes import WHO_OWES
from nhipcau.ports import Store, Tx
from nhipcau.rules.cadence import Slot
from nhipcau.rules.checkins import Checkin, Round, still_wanted
from nhipcau.rules.intents import Lane, Message, To
from nhipcau.rules.ladder import Reminded, Step, own_moment, spread
from nhipcau.rules.roster import Person, leads
from nhipcau.settings.rulebook import Rulebook


@dataclass(frozen=True)
class _Reminding:
    """One step of one round's ladder, and who owes then."""

    tx: Tx
    book: Rulebook
    slot: Slot
    asked: Round
    owing: Sequence[Checkin]
    people: Mapping[int, Person]
    now: datetime

    @property
    def number(self) -> int:
        return int(self.slot.subject.partition("#")[2])


def remind(store: Store, book: Rulebook, slot: Slot, now: datetime) -> Summary:
    """Whoever answers or goes on leave between here and the sending is spared as well (R19)."""
    with store.begin() as tx:
        if not tx.slots.claim(slot.key, now):
            return Summary({"taken": 1})
        asked = tx.rounds.get(slot.subject.partition("#")[0])
        if asked is None:
            return Summary({"never_opened": 1})
        checkins = tx.checkins.of_round(asked.id)
        people = {person.id: person for person in tx.people.all()}
        today = book.calendar.today(now)
        owing = [c for c in checkins if not still_wanted(c, people[c.person_id], today)]
        reminding = _Reminding(tx, in_force(tx, book), slot, asked, owing, people, now)
        step = _step(reminding)
        told = _WAYS[step.to](reminding, step)
        tx.outbox.put(lead_cards(tx, book, asked, people, slot, now))
    return told + Summary({"spared": len(checkins) - len(owing)})


def _step(reminding: _Reminding) -> Step:
    """What config says of the step; the usual where it has lost it since the slot was planned."""
    book, asker = reminding.book, reminding.asked.key.partition("/")[0]
    steps = book.asked(reminding.asked.key)[0].reminders if asker in book.programme_names else ()
    return steps[reminding.number - 1] if reminding.number <= len(steps) else Step(reminding.slot.due_at)


def _remind_people(reminding: _Reminding, step: Step) -> Summary:
    outlooks = Outlooks(reminding.tx, reminding.book)
    prompts = [(reminding.people[c.person_id], _prompt(reminding, step, c, outlooks)) for c in reminding.owing]
    return launch(reminding.tx, reminding.slot, prompts, reminding.now)


def _prompt(reminding: _Reminding, step: Step, checkin: Checkin, outlooks: Outlooks) -> Message:
    """At the hour that the person chose, spread by who they are: what is due on one day leaves together."""
    book, slot, person = reminding.book, reminding.slot, reminding.people[checkin.person_id]
    chosen = own_moment(book.calendar.local(slot.due_at), person.reminder_hour, checkin.round.due_at)
    due_at = max(reminding.now, chosen + spread(f"{person.code}:{chosen:%Y-%m-%d}", book.pace.spread))
    return prompt_for(book, person, checkin, slot, reminding.number, outlooks, due_at, step.words)


def _tell_leads(reminding: _Reminding, step: Step) -> Summary:
    """One card to each lead, with the names of the unit; units that nobody leads are told of in the admin group."""
    units = dict.fromkeys(checkin.unit for checkin in reminding.owing)
    led = [leads(reminding.people.values(), unit) for unit in units]
    told_of = {lead.code: lead for found in led for lead in found}
    key, view = reminding.slot.key, {"round": reminding.asked.key}
    cards = [
        (lead, Message(f"{key}:{code}", To(lead.id), WHO_OWES, view, Lane.BULK, reminding.now))
        for code, lead in sorted(told_of.items())
    ]
    told = launch(reminding.tx, reminding.slot, cards, reminding.now)
    return told if all(led) else told + _tell_group(reminding, step)


def _tell_group(reminding: _Reminding, _: Step) -> Summary:
    """The card of who owes, anew: it counts, and tells the names in private (R18)."""
    card = owing_card(reminding.tx, reminding.book, reminding.asked, reminding.slot.key, reminding.now)
    return Summary({"cards": reminding.tx.outbox.put([card]) if reminding.owing else 0})


_WAYS = {
    Reminded.PERSON: _remind_people,
    Reminded.UNIT_LEAD: _tell_leads,
    Reminded.ADMIN_GROUP: _tell_group,
}
