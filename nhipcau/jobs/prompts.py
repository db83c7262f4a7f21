"""The messages that ask: the opening of a round and its reminders, each only for as long as the answer is owed."""

from datetime import datetime

from nhipcau.jobs.outlook import Outlooks
from nhipcau.ports import Tx
from nhipcau.rules import dialogue
from nhipcau.rules.cadence import Slot
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.intents import Lane, Message, To
from nhipcau.rules.kernel import Words
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook

OPENING, REMINDER = "checkins/opening", "checkins/reminder"


def prompt_for(
    book: Rulebook,
    person: Person,
    checkin: Checkin,
    slot: Slot,
    step: int,
    outlooks: Outlooks,
    due_at: datetime,
    words: Words | None = None,
) -> Message:
    """The opening (step 0) or the step-th reminder, for one person; perhaps with a sentence of that step's own."""
    form, outlook = book.form_of(checkin.round), outlooks.of(person, checkin, checkin.draft.answers)
    stage = dialogue.Stage(form, checkin, book.calendar, person.language, outlook)
    card = dialogue.prompt(stage, REMINDER if step else OPENING, step, words)
    return Message(
        plan_key=f"{slot.key}:{person.code}",
        to=To(person.id),
        template=card.template,
        view={**card.view, "name": person.name},
        lane=Lane.BULK,
        due_at=due_at,
        buttons=card.buttons,
        still_owes=checkin.id,
    )


def turn_to(tx: Tx, person_id: int, checkin_id: int) -> None:
    """Free text belongs to this check-in from now on, unless the person is in the middle of another."""
    current = tx.checkins.current(person_id)
    busy = tx.checkins.get(current) if current is not None else None
    if busy is None or not busy.owed or not busy.draft.answers:
        tx.checkins.set_current(person_id, checkin_id)
