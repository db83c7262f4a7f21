"""What rules want done: plain data that a job writes down and a door carries out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from nhipcau.rules.kernel import Json


class Lane(IntEnum):
    """Lower goes first."""

    URGENT = 0
    CONVERSATION = 1
    BULK = 2


@dataclass(frozen=True)
class Button:
    """A button under a message: the words of `label`, or those that the templates keep under `name`."""

    data: str
    name: str = ""
    label: str = ""


@dataclass(frozen=True)
class To:
    """Who a message is for: one person of the roster, or a bound group, or a chat that is nobody's yet."""

    person_id: int | None = None
    group: str = ""
    chat_id: int | None = None


@dataclass(frozen=True)
class Message:
    """One thing to be said, once: `plan_key` is unique for ever.

    `still_owes` names the check-in that must still be owed when it is sent (requirement R19). `edits` is the number of
    the message in the same chat that this one replaces, `deletes` of one that is taken back. `document` is the archived
    file to send with it, `attached` one that the channel has already: "photo:" or "file:" and its name there.
    """

    plan_key: str
    to: To
    template: str
    view: Mapping[str, Json]
    lane: Lane
    due_at: datetime
    slot: str = ""
    buttons: tuple[tuple[Button, ...], ...] = field(default=())
    still_owes: int | None = None
    edits: int | None = None
    deletes: int | None = None
    document: str = ""
    attached: str = ""
