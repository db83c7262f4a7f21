"""/gionhac: at which hour a person wants to be reminded (R18); the network's quiet hours win."""

from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button
from nhipcau.rules.roster import Person
from nhipcau.rules.vietnamese import read_hour
from nhipcau.settings.rulebook import Rulebook

ANY = "any"
"""The button of whoever wants to be reminded when everybody is."""
IN_A_ROW = 5


def choose_hour(store: Store, book: Rulebook, inbound: Inbound, wish: str, now: datetime) -> Summary:
    """An hour as typed or on a button; without one, or in the quiet hours, those there are as buttons."""
    hour = read_hour(wish)
    hours = book.quiet.open_hours()

    def act(tx: Tx, person: Person) -> Summary:
        if hour not in hours and wish != ANY:
            view = {"hour": person.reminder_hour, "quiet": hour}
            tx.outbox.put([reply(inbound, now, "talk/hours", view, person, _buttons(hours))])
            return Summary({"asked": 1})
        tx.people.remind_at(person.id, hour)
        tx.journal.write(
            Entry(now, person.code, "reminder_hour", f"person:{person.code}", f"{hour}:00" if hour is not None else "")
        )
        tx.outbox.put([reply(inbound, now, "talk/hour", {"hour": hour}, person, edits=inbound.message_id)])
        return Summary({"chosen": 1})

    return hear(store, inbound, now, act)


def _buttons(hours: list[int]) -> Rows:
    buttons = tuple(Button(f"h:{hour}", label=f"{hour}:00") for hour in hours)
    rows = tuple(buttons[at : at + IN_A_ROW] for at in range(0, len(buttons), IN_A_ROW))
    return (*rows, (Button(f"h:{ANY}", name="hour_any"),))
