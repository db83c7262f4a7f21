"""Messages in answer to what a person did: the conversation lane, planned with the update that they answer."""

from collections.abc import Mapping
from datetime import datetime

from nhipcau.ports import SHARES_NUMBER, Inbound
from nhipcau.rules.dialogue import Card, Rows
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.rules.kernel import Json, Refused
from nhipcau.rules.roster import Person


def reply(
    inbound: Inbound,
    now: datetime,
    template: str,
    view: Mapping[str, Json],
    person: Person | None = None,
    buttons: Rows = (),
    edits: int | None = None,
    part: int = 1,
    document: str = "",
) -> Message:
    """Answer in the chat that spoke; the update's number makes the plan key, so that nobody is answered twice."""
    to = To(person_id=person.id) if person and inbound.private else To(chat_id=inbound.chat_id)
    return Message(
        plan_key=f"reply:{inbound.update_id}:{part}",
        to=to,
        template=template,
        view=view,
        lane=Lane.CONVERSATION,
        due_at=now,
        buttons=buttons,
        edits=edits,
        document=document,
    )


def show(inbound: Inbound, now: datetime, person: Person, card: Card, in_place: bool) -> Message:
    """Show a card: in the message whose button was pressed, or as a new one."""
    edits = inbound.message_id if in_place else None
    return reply(inbound, now, card.template, card.view, person, card.buttons, edits)


def refusal(inbound: Inbound, now: datetime, person: Person | None, refused: Refused) -> Message:
    """A rule said no: its sentence."""
    return reply(inbound, now, f"refused/{refused.code}", refused.facts, person)


def to_stranger(inbound: Inbound, now: datetime) -> Message:
    """One polite line, whoever it is and whatever they say; and a button for those whose number the roster may know."""
    buttons = ((Button(SHARES_NUMBER, name="share_number"),),) if inbound.private else ()
    return reply(inbound, now, "roster/unknown", {}, buttons=buttons)
