"""How the installation stands: who is connected, what is stuck, what waits for a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from nhipcau.jobs.tell import ADMIN_GROUP
from nhipcau.ports import Pending, Store, Tx
from nhipcau.rules.roster import ChatState


@dataclass(frozen=True)
class Health:
    """People by the state of their chat; an empty mapping means that nobody is in the roster."""

    people: Mapping[ChatState, int]
    has_admin_group: bool
    uncertain: int
    overdue: int


def look_after(store: Store, since: datetime) -> Health:
    with store.read() as tx:
        people = tx.people.all()
        states = {state: sum(person.chat is state for person in people) for state in ChatState} if people else {}
        return Health(
            people=states,
            has_admin_group=tx.people.group(ADMIN_GROUP) is not None,
            uncertain=len(tx.outbox.uncertain()),
            overdue=len(tx.slots.planned(since)),
        )


def recipient_name(tx: Tx, pending: Pending) -> str:
    """For whom a message was: a person's name, or the group's."""
    to = pending.message.to
    person = tx.people.get(to.person_id) if to.person_id is not None else None
    return person.name if person else to.group or str(to.chat_id)
