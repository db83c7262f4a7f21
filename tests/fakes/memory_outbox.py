"""The outbox in memory, held to what the real one says (tests/storage/test_memory.py)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from nhipcau.ports import Delivery, Pending, Posted, Settled
from nhipcau.rules.intents import Message

MAY_HAVE_GONE = (Delivery.SENT, Delivery.UNCERTAIN)
UNSETTLED = (Delivery.SENDING, Delivery.UNCERTAIN)


@dataclass
class _Row:
    id: int
    message: Message
    state: Delivery
    reason: str = ""
    attempts: int = 0
    lease_until: datetime | None = None
    settled_at: datetime | None = None
    sent_message_id: int | None = None
    carried_by: int | None = None

    @property
    def waits(self) -> bool:
        return self.state is Delivery.PLANNED and self.carried_by is None

    @property
    def news(self) -> bool:
        message = self.message
        others = (message.buttons, message.document, message.attached, message.edits, message.deletes)
        return self.waits and not any(others)

    @property
    def turn(self) -> tuple[int, datetime, int]:
        return self.message.lane, self.message.due_at, self.id


class MemoryOutbox:
    def __init__(self) -> None:
        self._rows: list[_Row] = []
        self._by_key: dict[str, _Row] = {}
        self.planned_for: dict[int, datetime] = {}
        """When each was to go out before anything put it off."""

    def put(self, messages: Iterable[Message]) -> int:
        return sum(self._add(message, Delivery.PLANNED) is not None for message in messages)

    def put_settled(self, messages: Iterable[Message], state: Delivery, reason: str, at: datetime) -> int:
        added = [row for message in messages if (row := self._add(message, state))]
        for row in added:
            row.reason, row.settled_at = reason, at
        return len(added)

    def claim(self, now: datetime, lease_until: datetime, full: Collection[int] = ()) -> Pending | None:
        for row in sorted((row for row in self._rows if row.waits and row.message.due_at <= now), key=lambda r: r.turn):
            if not any(self._goes_first(other, row) for other in self._rows if other.message.to == row.message.to):
                row.state, row.lease_until, row.attempts = Delivery.SENDING, lease_until, row.attempts + 1
                return self._pending(row)
        return None

    def _goes_first(self, other: _Row, row: _Row) -> bool:
        again = other.state is Delivery.PLANNED and other.attempts > 0 and other.id < row.id
        return other.state is Delivery.SENDING or (again and other.message.lane == row.message.lane)

    def carry(self, carrier: Pending, now: datetime, most: int) -> list[Pending]:
        to = carrier.message.to
        news = [row for row in self._rows if row.news and row.message.to == to and row.message.due_at <= now]
        taken = [self._pending(row) for row in sorted(news, key=lambda row: row.turn)[:most]]
        self.take_along(carrier, [each.id for each in taken])
        return taken

    def kin(self, carrier: Pending, until: datetime) -> list[Pending]:
        like_it = (row for row in self._of_kind(carrier.message) if row.waits and row.message.due_at < until)
        return [self._pending(row) for row in sorted(like_it, key=lambda row: (row.message.due_at, row.id))]

    def take_along(self, carrier: Pending, message_ids: Collection[int]) -> None:
        for number in message_ids:
            self._rows[number - 1].carried_by = carrier.id

    def put_down(self, message_ids: Collection[int]) -> None:
        for number in message_ids:
            self._rows[number - 1].carried_by = None

    def settle(
        self, message_id: int, state: Delivery, at: datetime, reason: str = "", sent_message_id: int | None = None
    ) -> None:
        row = self._rows[message_id - 1]
        if row.state not in UNSETTLED:
            return
        if state is Delivery.FAILED:
            self.put_down([each.id for each in self._carried(message_id)])
        for each in (row, *self._carried(message_id)):
            each.state, each.reason, each.settled_at, each.lease_until = state, reason, at, None
            each.sent_message_id = sent_message_id

    def postpone(self, message_id: int, until: datetime) -> None:
        row = self._rows[message_id - 1]
        row.message = replace(row.message, due_at=until)
        for each in (row, *self._carried(message_id)):
            each.state, each.reason, each.settled_at, each.lease_until = Delivery.PLANNED, "", None, None
            each.carried_by = None

    def give_up_expired(self, now: datetime) -> list[int]:
        expired = [row.id for row in self._rows if row.lease_until is not None and row.lease_until <= now]
        for number in expired:
            self.settle(number, Delivery.UNCERTAIN, now, "lease_expired")
        return expired

    def counts(self, slot: str) -> Mapping[Delivery, int]:
        states = [row.state for row in self._rows if row.message.slot == slot]
        return {state: states.count(state) for state in Delivery}

    def next_due(self) -> datetime | None:
        return min((row.message.due_at for row in self._rows if row.waits), default=None)

    def sent_to(self, person_id: int, since: datetime) -> int:
        own = (row for row in self._rows if row.message.to.person_id == person_id and row.message.edits is None)
        return sum(row.state is Delivery.SENT and _after(row, since) for row in own)

    def went_since(self, message: Message, since: datetime) -> int:
        gone = (row for row in self._of_kind(message) if row.state in MAY_HAVE_GONE and row.settled_at is not None)
        return sum(row.settled_at is not None and row.settled_at >= since for row in gone)

    def alike_since(self, message: Message, since: datetime) -> int:
        said = (row for row in self._of_kind(message) if row.state is Delivery.SENT and _after(row, since))
        return sum(row.message.view == message.view for row in said)

    def all(self) -> list[Settled]:
        """Everything, in the order in which it was planned."""
        return [
            Settled(row.id, row.message, row.state, row.reason, row.settled_at, row.sent_message_id)
            for row in self._rows
        ]

    def known(self, plan_keys: Collection[str]) -> set[str]:
        return {key for key in plan_keys if key in self._by_key}

    def message(self, message_id: int) -> Message:
        return self._rows[message_id - 1].message

    def left_out(self, reason: str) -> set[int]:
        """The numbers of those that did not go out for this reason."""
        return {row.id for row in self._rows if row.reason == reason}

    def posted(self, beginning: str) -> Posted | None:
        for row in reversed(self._rows):
            if row.sent_message_id is not None and row.message.plan_key.startswith(beginning):
                return Posted(row.sent_message_id, row.message.view)
        return None

    def carried_by(self, message_id: int) -> list[Message]:
        return [row.message for row in self._carried(message_id)]

    def _add(self, message: Message, state: Delivery) -> _Row | None:
        if message.plan_key in self._by_key:
            return None
        row = _Row(len(self._rows) + 1, message, state)
        self._rows.append(row)
        self._by_key[message.plan_key] = row
        self.planned_for[row.id] = message.due_at
        return row

    def _of_kind(self, message: Message) -> Iterator[_Row]:
        alike = (row for row in self._rows if row.message.template == message.template)
        return (row for row in alike if row.message.to == message.to)

    def _carried(self, carrier: int) -> list[_Row]:
        return [row for row in self._rows if row.carried_by == carrier]

    def _pending(self, row: _Row) -> Pending:
        return Pending(row.id, row.message, row.attempts)


def _after(row: _Row, since: datetime) -> bool:
    return row.settled_at is not None and row.settled_at > since
