"""The outbox: what the network says, and what became of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from nhipcau.rules.intents import Message
from nhipcau.rules.kernel import Json
from nhipcau.rules.roster import ChatState


class Delivery(Enum):
    """Where one message stands. UNCERTAIN waits for a person: it is never sent again by itself."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    BLOCKED = "blocked"
    GONE = "gone"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


UNREACHABLE = {ChatState.BLOCKED: Delivery.BLOCKED, ChatState.GONE: Delivery.GONE}
"""The chats that cannot be written to, and what becomes of messages to them."""


@dataclass(frozen=True)
class Pending:
    """A message taken from the outbox under a lease."""

    id: int
    message: Message
    attempts: int


@dataclass(frozen=True)
class Posted:
    """A message as it stands in its chat: its number there, and what it says."""

    message_id: int
    view: Mapping[str, Json]


@dataclass(frozen=True)
class Settled:
    """A message with what became of it so far."""

    id: int
    message: Message
    state: Delivery
    reason: str
    at: datetime | None
    message_id: int | None


class Outbox(Protocol):
    def put(self, messages: Iterable[Message]) -> int:
        """Plan messages; one whose plan_key exists is left as it is (R1). Returns how many are new."""

    def renew(self, message: Message) -> bool:
        """Plan a message, or change the planned one of the same key. False: that one is on its way or settled."""

    def known(self, plan_keys: Collection[str]) -> set[str]:
        """Those of the keys that were planned before, whatever became of them."""

    def posted(self, beginning: str) -> Posted | None:
        """The newest message that was sent whose key begins so (with a colon at the end): where a card stands now."""

    def forget_posts(self, group: str) -> None:
        """The group is another chat now: what stood in the old one is not edited, but said anew."""

    def of_slot(self, slot: str) -> list[Settled]:
        """Every message of a launch with where it stands, in the order in which they were planned."""

    def withdraw_launch(self, slot: str, at: datetime) -> int:
        """Do not send what a launch has not sent yet. Returns how many messages that were."""

    def withdraw(self, beginning: str, at: datetime) -> None:
        """Do not send the planned messages whose keys begin so: something else took their place."""

    def put_settled(self, messages: Iterable[Message], state: Delivery, reason: str, at: datetime) -> int:
        """Note messages that will not be sent (SKIPPED, BLOCKED), so that every launch adds up (R4)."""

    def claim(self, now: datetime, lease_until: datetime, full: Collection[int] = ()) -> Pending | None:
        """Take the first due message by lane and age, marking it SENDING; none to the chats that are `full` for now.

        What goes to one recipient in one lane keeps its order, also when the channel makes it wait.
        """

    def carry(self, carrier: Pending, now: datetime, most: int) -> list[Pending]:
        """Let due news for the same recipient go with a claimed one: settled with it, planned again when it waits."""

    def kin(self, carrier: Pending, until: datetime) -> list[Pending]:
        """The planned messages of a claimed one's kind for its recipient that are due before `until`, by moment."""

    def take_along(self, carrier: Pending, message_ids: Collection[int]) -> None:
        """Let these go with a claimed message: settled with it, planned again when it waits."""

    def put_down(self, message_ids: Collection[int]) -> None:
        """What was to be carried goes by itself after all."""

    def settle(
        self, message_id: int, state: Delivery, at: datetime, reason: str = "", sent_message_id: int | None = None
    ) -> None: ...
    def postpone(self, message_id: int, until: datetime) -> None:
        """Back to PLANNED, due later: the channel said that nothing was done."""

    def readdress(self, old: int, new: int) -> None:
        """What waits for a chat by its number waits for its new one."""

    def give_up_expired(self, now: datetime) -> list[int]:
        """Messages whose lease ran out mid-send become UNCERTAIN."""

    def counts(self, slot: str) -> Mapping[Delivery, int]: ...
    def next_due(self) -> datetime | None: ...
    def in_flight(self) -> int:
        """How many messages are being sent at this moment."""

    def sent_by_template(self) -> Mapping[str, int]:
        """How many messages of each kind were sent."""

    def sent_to(self, person_id: int, since: datetime) -> int:
        """How many messages went to a person since then; edits of what stood there already do not count."""

    def went_since(self, message: Message, since: datetime) -> int:
        """How many messages of its kind reached its recipient since then, or may have."""

    def alike_since(self, message: Message, since: datetime) -> int:
        """How many that said the very same went to its recipient since then; edits do not count."""

    def uncertain(self) -> list[Pending]: ...
