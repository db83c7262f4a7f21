"""The outbox: planned once, claimed under a lease, settled; at most one message in flight to a recipient."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select, update
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.dml import ReturningUpdate

from nhipcau.ports import Delivery, Pending, Posted, Settled
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.storage.post_tables import outbox
from nhipcau.storage.repository import Found, Repository, Values, among
from nhipcau.storage.tables import chat_groups, people

CLAIMING = 0x6E686970
"""The number of the lock that couriers take in turn (Postgres)."""

IN_FLIGHT = outbox.alias("in_flight")
TO_THE_SAME = (IN_FLIGHT.c.state == Delivery.SENDING) & (IN_FLIGHT.c.recipient == outbox.c.recipient)
# Naming all lanes lets both databases walk the index in order, and jump over what is not due yet.
PLANNED = (outbox.c.state == Delivery.PLANNED) & outbox.c.carried_by.is_(None) & among(outbox.c.lane, Lane)
DUE = PLANNED & (outbox.c.due_at <= bindparam("now"))
POSTPONED = outbox.alias("postponed")
BEHIND_IT = (
    (POSTPONED.c.state == Delivery.PLANNED)
    & (POSTPONED.c.recipient == outbox.c.recipient)
    & (POSTPONED.c.lane == outbox.c.lane)
    & (POSTPONED.c.attempts > 0)
    & (POSTPONED.c.id < outbox.c.id)
)
FULL: BindParameter[Any] = bindparam("full", expanding=True)
ELSEWHERE = (
    func.coalesce(outbox.c.person_id, 0).not_in(select(people.c.id).where(people.c.chat_id.in_(FULL)))
    & outbox.c.group_name.not_in(select(chat_groups.c.name).where(chat_groups.c.chat_id.in_(FULL)))
    & func.coalesce(outbox.c.chat_id, 0).not_in(FULL)
)


def _claim(*wanted: ColumnElement[bool]) -> ReturningUpdate[Any]:
    first = (
        select(outbox.c.id)
        .where(*wanted, ~select(IN_FLIGHT.c.id).where(TO_THE_SAME).exists())
        .where(~select(POSTPONED.c.id).where(BEHIND_IT).exists())
        .order_by(outbox.c.lane, outbox.c.due_at, outbox.c.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=outbox)
    )
    return (
        update(outbox)
        .where(outbox.c.id == first.scalar_subquery(), outbox.c.state == Delivery.PLANNED)
        .values(state=Delivery.SENDING, attempts=outbox.c.attempts + 1)
        .returning(outbox)
    )


RENEW = update(outbox).where(outbox.c.plan_key == bindparam("key"), outbox.c.state == Delivery.PLANNED)
WITHDRAW = (
    update(outbox)
    .where(outbox.c.plan_key.like(bindparam("beginning")), outbox.c.state == Delivery.PLANNED)
    .values(state=Delivery.SKIPPED)
)
WITHDRAW_LAUNCH = (
    update(outbox)
    .where(outbox.c.slot == bindparam("launch"), outbox.c.state == Delivery.PLANNED, outbox.c.carried_by.is_(None))
    .values(state=Delivery.SKIPPED, reason="recalled")
)
KNOWN = select(outbox.c.plan_key).where(outbox.c.plan_key.in_(bindparam("keys", expanding=True)))
POSTED = (
    select(outbox.c.sent_message_id, outbox.c.view)
    .where(outbox.c.plan_key.like(bindparam("beginning")), outbox.c.sent_message_id.is_not(None))
    .order_by(outbox.c.settled_at.desc(), outbox.c.id.desc())
    .limit(1)
)
OF_SLOT = select(outbox).where(outbox.c.slot == bindparam("slot")).order_by(outbox.c.id)
CLAIM, CLAIM_ELSEWHERE = _claim(DUE), _claim(DUE, ELSEWHERE)
NEWS = (
    (outbox.c.state == Delivery.PLANNED)
    & outbox.c.carried_by.is_(None)
    & (outbox.c.recipient == bindparam("to"))
    & (outbox.c.due_at <= bindparam("now"))
    & outbox.c.edits.is_(None)
    & outbox.c.deletes.is_(None)
    & (outbox.c.buttons == bindparam("none", [], outbox.c.buttons.type))
    & (outbox.c.document == "")
    & (outbox.c.attached == "")
)
TO_CARRY = select(outbox).where(NEWS).order_by(outbox.c.lane, outbox.c.due_at, outbox.c.id).limit(bindparam("most"))
CARRY = update(outbox).where(outbox.c.id.in_(bindparam("numbers", expanding=True)))
CARRIED = update(outbox).where(outbox.c.carried_by == bindparam("carrier"))
READDRESS = (
    update(outbox)
    .where(outbox.c.chat_id == bindparam("old"), among(outbox.c.state, [Delivery.PLANNED, Delivery.SENDING]))
    .values(chat_id=bindparam("new"), recipient=bindparam("renamed"), edits=None)
)
OF_GROUP = (outbox.c.group_name == bindparam("group")) & (outbox.c.sent_message_id.is_not(None))
FORGET_POSTS = update(outbox).where(OF_GROUP).values(sent_message_id=None)
ANEW = (outbox.c.group_name == bindparam("group")) & among(outbox.c.state, [Delivery.PLANNED, Delivery.SENDING])
POST_ANEW = update(outbox).where(ANEW).values(edits=None)
TAKE_TURN = select(func.pg_advisory_xact_lock(CLAIMING))
UNSETTLED = among(outbox.c.state, [Delivery.SENDING, Delivery.UNCERTAIN])
SETTLE = update(outbox).where(outbox.c.id == bindparam("number"), UNSETTLED).values(lease_until=None)
POSTPONE = SETTLE.values(state=Delivery.PLANNED, settled_at=None, reason="")
GIVE_UP = (
    update(outbox)
    .where(outbox.c.state == Delivery.SENDING, outbox.c.lease_until <= bindparam("now"))
    .values(state=Delivery.UNCERTAIN, reason="lease_expired", lease_until=None)
    .returning(outbox.c.id)
)
NUMBER = func.count().label("number")
BY_STATE = select(outbox.c.state, NUMBER).where(outbox.c.slot == bindparam("slot")).group_by(outbox.c.state)
BY_TEMPLATE = select(outbox.c.template, NUMBER).where(outbox.c.state == Delivery.SENT).group_by(outbox.c.template)
SENT_TO = select(func.count()).where(
    outbox.c.recipient == bindparam("who"),
    outbox.c.state == Delivery.SENT,
    outbox.c.settled_at > bindparam("since"),
    outbox.c.edits.is_(None),
    outbox.c.deletes.is_(None),
)
OF_KIND = (outbox.c.recipient == bindparam("to")) & (outbox.c.template == bindparam("kind"))
KIN = (
    select(outbox)
    .where(OF_KIND, outbox.c.state == Delivery.PLANNED, outbox.c.carried_by.is_(None))
    .where(outbox.c.due_at < bindparam("until"))
    .order_by(outbox.c.due_at, outbox.c.id)
)
MAY_HAVE_GONE = among(outbox.c.state, [Delivery.SENT, Delivery.UNCERTAIN])
WENT = select(func.count()).where(OF_KIND, MAY_HAVE_GONE, outbox.c.settled_at >= bindparam("since"))
ALIKE = select(func.count()).where(
    OF_KIND,
    outbox.c.state == Delivery.SENT,
    outbox.c.settled_at > bindparam("since"),
    outbox.c.edits.is_(None),
    outbox.c.deletes.is_(None),
    outbox.c.view == bindparam("view"),
    outbox.c.document == bindparam("document"),
    outbox.c.attached == bindparam("attached"),
)
NEXT_DUE = select(func.min(outbox.c.due_at)).where(PLANNED)
IN_THE_AIR = select(func.count()).where(outbox.c.state == Delivery.SENDING)
UNCERTAIN = (
    select(outbox).where(outbox.c.state == Delivery.UNCERTAIN, outbox.c.carried_by.is_(None)).order_by(outbox.c.id)
)


class SqlOutbox(Repository):
    def put(self, messages: Iterable[Message]) -> int:
        return self._add_new(outbox, (_row(message, Delivery.PLANNED) for message in messages))

    def renew(self, message: Message) -> bool:
        """Plan a message, or give the planned one of the same key this view, these buttons, this moment.

        False: one of that key is on its way or settled, and stays as it is.
        """
        row = _row(message, Delivery.PLANNED)
        changed = {name: row[name] for name in ("view", "buttons", "due_at")}
        return self._touched(RENEW, key=message.plan_key, **changed) == 1 or self.put([message]) == 1

    def withdraw(self, beginning: str, at: datetime) -> None:
        """Do not send the planned messages whose keys begin so: something else took their place."""
        self._run(WITHDRAW, beginning=f"{beginning}%", reason="overtaken", settled_at=at)

    def known(self, plan_keys: Collection[str]) -> set[str]:
        return {row.plan_key for row in self._rows(KNOWN, keys=list(plan_keys))}

    def posted(self, beginning: str) -> Posted | None:
        row = self._first(POSTED, beginning=f"{beginning}%")
        return None if row is None else Posted(row.sent_message_id, row.view)

    def of_slot(self, slot: str) -> list[Settled]:
        return [self._settled(row) for row in self._rows(OF_SLOT, slot=slot)]

    def forget_posts(self, group: str) -> None:
        """The group is another chat now: what stood in the old one is not edited, but said anew."""
        self._run(FORGET_POSTS, group=group)
        self._run(POST_ANEW, group=group)

    def withdraw_launch(self, slot: str, at: datetime) -> int:
        """Do not send what a launch has not sent yet. Returns how many messages that were."""
        return self._touched(WITHDRAW_LAUNCH, launch=slot, settled_at=at)

    def put_settled(self, messages: Iterable[Message], state: Delivery, reason: str, at: datetime) -> int:
        settled = {"reason": reason, "settled_at": at}
        return self._add_new(outbox, ({**_row(message, state), **settled} for message in messages))

    def claim(self, now: datetime, lease_until: datetime, full: Collection[int] = ()) -> Pending | None:
        """Take the first due message by lane and age; its `attempts` count this one too.

        Nobody gets a message while another to them is in flight, or has to be sent again: the two could arrive in the
        wrong order.
        """
        self._take_turns()
        lease = {"now": now, "lease_until": lease_until}
        claimed = self._first(CLAIM_ELSEWHERE, **lease, full=list(full)) if full else self._first(CLAIM, **lease)
        return None if claimed is None else self._pending(claimed)

    def carry(self, carrier: Pending, now: datetime, most: int) -> list[Pending]:
        """Let due news for the same recipient go with a claimed one: settled with it, planned again when it waits.

        News are messages that say something and nothing more: no button, no file, no edit.
        """
        found = [
            self._pending(row) for row in self._rows(TO_CARRY, to=_recipient(carrier.message.to), now=now, most=most)
        ]
        if found:
            self.take_along(carrier, [each.id for each in found])
        return found

    def kin(self, carrier: Pending, until: datetime) -> list[Pending]:
        """The planned messages of the carrier's kind for its recipient that are due before `until`."""
        message = carrier.message
        like_it = {"to": _recipient(message.to), "kind": message.template, "until": until}
        return [self._pending(row) for row in self._rows(KIN, **like_it)]

    def take_along(self, carrier: Pending, message_ids: Collection[int]) -> None:
        self._run(CARRY, numbers=list(message_ids), carried_by=carrier.id)

    def put_down(self, message_ids: Collection[int]) -> None:
        """What was to be carried goes by itself after all."""
        self._run(CARRY, numbers=list(message_ids), carried_by=None)

    def settle(
        self, message_id: int, state: Delivery, at: datetime, reason: str = "", sent_message_id: int | None = None
    ) -> None:
        """Note what became of a message, and of those that it carried; one that is settled already keeps its end.

        What a refused message carried goes by itself: only one of them may be at fault.
        """
        end = {"state": state, "reason": reason, "settled_at": at, "sent_message_id": sent_message_id}
        if not self._touched(SETTLE, number=message_id, **end):
            return
        if state is Delivery.FAILED:
            self._run(CARRIED, carrier=message_id, carried_by=None)
        else:
            self._run(CARRIED, carrier=message_id, **end)

    def postpone(self, message_id: int, until: datetime) -> None:
        self._run(POSTPONE, number=message_id, due_at=until)
        self._run(CARRIED, carrier=message_id, carried_by=None, state=Delivery.PLANNED, settled_at=None, reason="")

    def readdress(self, old: int, new: int) -> None:
        self._run(READDRESS, old=old, new=new, renamed=_recipient(To(chat_id=new)))

    def give_up_expired(self, now: datetime) -> list[int]:
        expired = sorted(row.id for row in self._rows(GIVE_UP, now=now, settled_at=now))
        for carrier in expired:
            self._run(CARRIED, carrier=carrier, state=Delivery.UNCERTAIN, reason="lease_expired", settled_at=now)
        return expired

    def counts(self, slot: str) -> Mapping[Delivery, int]:
        """How many messages of a slot stand where; every state has its number."""
        return dict.fromkeys(Delivery, 0) | {row.state: row.number for row in self._rows(BY_STATE, slot=slot)}

    def next_due(self) -> datetime | None:
        moment = self._value(NEXT_DUE)
        return None if moment is None else self._local(moment)

    def in_flight(self) -> int:
        number: int = self._value(IN_THE_AIR)
        return number

    def sent_by_template(self) -> Mapping[str, int]:
        """The most frequent first, then by name."""
        sent = self._rows(BY_TEMPLATE)
        return {row.template: row.number for row in sorted(sent, key=lambda row: (-row.number, row.template))}

    def sent_to(self, person_id: int, since: datetime) -> int:
        return self._count(SENT_TO, who=_recipient(To(person_id)), since=since)

    def went_since(self, message: Message, since: datetime) -> int:
        return self._count(WENT, to=_recipient(message.to), kind=message.template, since=since)

    def alike_since(self, message: Message, since: datetime) -> int:
        row = _row(message, Delivery.SENT)
        said = {name: row[name] for name in ("view", "document", "attached")}
        return self._count(ALIKE, to=row["recipient"], kind=message.template, since=since, **said)

    def uncertain(self) -> list[Pending]:
        return [self._pending(row) for row in self._rows(UNCERTAIN)]

    def _take_turns(self) -> None:
        """Let no other courier choose before this one's choice can be seen.

        SQLite's writers take turns anyway. On Postgres a second courier would not see yet that the first is sending
        to someone, and could take that person's next message.
        """
        if self._connection.dialect.name == "postgresql":
            self._run(TAKE_TURN)

    def _count(self, chosen: Executable, **given: Any) -> int:
        number: int = self._value(chosen, **given)
        return number

    def _settled(self, row: Found) -> Settled:
        at = None if row.settled_at is None else self._local(row.settled_at)
        return Settled(row.id, self._message(row), row.state, row.reason, at, row.sent_message_id)

    def _pending(self, row: Found) -> Pending:
        return Pending(row.id, self._message(row), row.attempts)

    def _message(self, row: Found) -> Message:
        return Message(
            plan_key=row.plan_key,
            to=To(row.person_id, row.group_name, row.chat_id),
            template=row.template,
            view=row.view,
            lane=Lane(row.lane),
            due_at=self._local(row.due_at),
            slot=row.slot,
            buttons=tuple(tuple(Button(**button) for button in line) for line in row.buttons),
            still_owes=row.still_owes,
            edits=row.edits,
            deletes=row.deletes,
            document=row.document,
            attached=row.attached,
        )


def _recipient(to: To) -> str:
    """One name for whoever a message is for. Raises ValueError unless it is exactly one."""
    named = {"person": to.person_id, "group": to.group or None, "chat": to.chat_id}
    given = [f"{kind}:{name}" for kind, name in named.items() if name is not None]
    if len(given) != 1:
        raise ValueError(f"a message is for one recipient, not for {given}")
    return given[0]


def _row(message: Message, state: Delivery) -> dict[str, Any]:
    return {
        "plan_key": message.plan_key,
        "recipient": _recipient(message.to),
        "person_id": message.to.person_id,
        "group_name": message.to.group,
        "chat_id": message.to.chat_id,
        "template": message.template,
        "view": message.view,
        "lane": int(message.lane),
        "due_at": message.due_at,
        "slot": message.slot,
        "buttons": [[_button_row(button) for button in line] for line in message.buttons],
        "still_owes": message.still_owes,
        "edits": message.edits,
        "deletes": message.deletes,
        "document": message.document,
        "attached": message.attached,
        "state": state,
        "attempts": 0,
        "reason": "",
    }


def _button_row(button: Button) -> Values:
    return {"data": button.data, "name": button.name, "label": button.label}
