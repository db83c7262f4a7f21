"""Messages that the network sends by itself to those who look after it: unit leads, staff, the admin group."""

from collections.abc import Callable, Mapping
from datetime import datetime

from nhipcau.ports import Tx
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Lane, Message, To
from nhipcau.rules.kernel import Json, spoken
from nhipcau.rules.roster import Person, holders, serving
from nhipcau.settings.rulebook import Rulebook

ADMIN_GROUP = "admin"
TOPICS = {"talk": "questions", "rounds": "rounds", "campaigns": "sent", "letters": "sent", "slots": "sent"}
"""Where in a forum messages go, by the folder of their template; all others stand in its general topic."""

View = Mapping[str, Json]


def to_admins(plan_key: str, template: str, view: View, now: datetime, buttons: Rows = ()) -> Message:
    """To the admin group; while no group is bound the message is skipped at sending, and says so in the outbox."""
    return Message(plan_key, To(group=ADMIN_GROUP), template, view, Lane.BULK, now, buttons=buttons)


def group_of(book: Rulebook, message: Message) -> str:
    """The group that a message is for, or the topic of it: "admin:questions"."""
    topic = TOPICS.get(message.template.partition("/")[0], "") if book.admin_group.topics else ""
    return f"{message.to.group}:{topic}" if topic and message.to.group else message.to.group


def to_holders(
    tx: Tx, role: str, plan_key: str, template: str, shown: Callable[[str], tuple[View, Rows]], now: datetime
) -> list[Message]:
    """To everyone who holds a role for the whole network; `shown` gives view and buttons in a language."""
    messages = []
    for person in holders(tx.people.all(), role):
        view, buttons = shown(person.language)
        key = f"{plan_key}:{person.code}"
        messages.append(Message(key, To(person.id), template, view, Lane.CONVERSATION, now, buttons=buttons))
    return messages


def to_lead(
    tx: Tx, book: Rulebook, person: Person, template: str, now: datetime, once: str = "", more: View | None = None
) -> list[Message]:
    """Tell the unit's lead something about a person, or where there is no lead the admin group.

    Once a day, or for every `once`; `more` is what the template says beside who it is.
    """
    appointment = serving(person, book.calendar.today(now), book.levels)
    unit = appointment.unit if appointment else None
    leads = [p for p in holders(tx.people.all(), "unit_lead", unit) if p.id != person.id and unit is not None]
    key = f"{template}:{person.code}:{once or book.calendar.today(now)}"

    def view(language: str) -> View:
        return {**_view(book, person, unit, language), **(more or {})}

    if not leads:
        return [to_admins(key, template, view(book.network.language), now)]
    return [Message(f"{key}:{lead.code}", To(lead.id), template, view(lead.language), Lane.BULK, now) for lead in leads]


def unit_name(book: Rulebook, person: Person, language: str, now: datetime) -> str:
    """The short name of the unit that the person serves in today, or nothing."""
    appointment = serving(person, book.calendar.today(now), book.levels)
    return spoken(book.units[appointment.unit].short, language) if appointment else ""


def _view(book: Rulebook, person: Person, unit: str | None, language: str) -> dict[str, Json]:
    return {
        "name": person.name,
        "unit": spoken(book.units[unit].short, language) if unit else "",
        "phone": person.phone or "",
    }
