"""Take back what was sent: what waits is withdrawn, what the channel still deletes is deleted, the rest is listed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from nhipcau.jobs.deliver import RECALLED
from nhipcau.jobs.hearing import decided_by, hear_one_of_group, settle_first
from nhipcau.jobs.naming import launch_name
from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_admins
from nhipcau.ports import Delivery, Entry, Inbound, Settled, Store, Tx
from nhipcau.rules.cadence import SlotKind
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Lane, Message
from nhipcau.rules.kernel import Json, Refused
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook

RECALLABLE = frozenset({SlotKind.KICK_OFF.value, SlotKind.LETTER.value})
"""Questions of rounds are not among them: whoever answered one would find their answer gone from the chat."""
MOST_NAMES = 50
_OPEN = frozenset({Delivery.PLANNED, Delivery.SENDING})


def recall_button(slot: str) -> Rows:
    """The button under the card of a launch that can be taken back."""
    kind, _, _ = slot.partition(":")
    return ((Button(f"z:ask:{slot}", name="recall"),),) if kind in RECALLABLE else ()


def ask_recall(store: Store, book: Rulebook, inbound: Inbound, by_chat: int, slot: str, now: datetime) -> Summary:
    """How many messages it would be, to be confirmed."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "write_people")
        _refuse_unfit(tx, slot)
        _refuse_recalled(tx, slot)
        rows = tx.outbox.of_slot(slot)
        sent = [row for row in rows if row.state is Delivery.SENT]
        late = sum(_is_too_old(book, row, now) for row in sent)
        waiting = sum(row.state in _OPEN for row in rows)
        if not waiting and late == len(sent):
            raise Refused("too_late_to_recall", hours=_hours(book))
        view: dict[str, Json] = {"subject": launch_name(tx, book, slot, book.network.language), "hours": _hours(book)}
        counts = {"sent": len(sent) - late, "waiting": waiting, "too_old": late}
        buttons: Rows = ((Button(f"z:yes:{slot}", name="recall_yes"),), (Button(f"z:no:{slot}", name="recall_no"),))
        tx.outbox.put([reply(inbound, now, "letters/recall_ask", {**view, **counts}, person, buttons)])
        return Summary({"asked": 1})

    return hear_one_of_group(store, inbound, by_chat, now, act)


def recall(
    store: Store, book: Rulebook, inbound: Inbound, by_chat: int, slot: str, yes: bool, now: datetime
) -> Summary:
    """Of two who confirm at once the first counts; what was sent is deleted when all is settled (`follow_recall`)."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "write_people")
        _refuse_unfit(tx, slot)
        view: dict[str, Json] = {
            "subject": launch_name(tx, book, slot, book.network.language), "by": person.name, "yes": yes
        }  # fmt: skip
        shown = reply(inbound, now, "letters/recalling", view, person, edits=inbound.message_id)
        if not yes:
            tx.outbox.put([shown])
            return Summary({"left_alone": 1})
        entry = Entry(now, person.code, RECALLED, f"launch:{slot}")
        settle_first(tx, replace(shown, plan_key=f"recalled:{slot}"), entry)
        withdrawn = tx.outbox.withdraw_launch(slot, now)
        tx.slots.record(slot, {RECALLED: 1, "withdrawn": withdrawn}, launched=True)
        return Summary({"recalled": 1, "withdrawn": withdrawn})

    return hear_one_of_group(store, inbound, by_chat, now, act)


def follow_recall(tx: Tx, book: Rulebook, slot: str, now: datetime) -> bool:
    """Delete what arrived, also what was on its way at the time; when all is settled, tell who still has it."""
    rows = tx.outbox.of_slot(slot)
    if any(row.state in _OPEN for row in rows):
        return False
    sent = [row for row in rows if row.state is Delivery.SENT]
    late = [row for row in sent if _is_too_old(book, row, now)]
    tx.outbox.put_settled([_deletion(slot, row, now) for row in late], Delivery.FAILED, "too_old", now)
    tx.outbox.put(_deletion(slot, row, now) for row in sent if row not in late)
    deletions = tx.outbox.of_slot(f"recall:{slot}")
    if any(row.state in _OPEN for row in deletions):
        return False
    left = [row for row in deletions if row.state is not Delivery.SENT]
    left += [row for row in rows if row.state is Delivery.UNCERTAIN]
    _tell(tx, book, slot, len(sent), left, now)
    return True


def _tell(tx: Tx, book: Rulebook, slot: str, sent: int, left: Sequence[Settled], now: datetime) -> None:
    counts = tx.slots.counts(slot)
    deleted = sent - sum(row.state is not Delivery.UNCERTAIN or row.message.deletes is not None for row in left)
    view: dict[str, Json] = {
        "subject": launch_name(tx, book, slot, book.network.language),
        "deleted": deleted,
        "withdrawn": counts["withdrawn"],
        "left": [_named(tx, row) for row in left[:MOST_NAMES]],
        "more": max(0, len(left) - MOST_NAMES),
        "hours": _hours(book),
    }
    tx.outbox.put([to_admins(f"recall_done:{slot}", "letters/recalled", view, now)])
    tx.journal.write(Entry(now, "courier", "recall_done", f"launch:{slot}", detail={"deleted": deleted}))
    tx.slots.reconciled(slot, {"deleted": deleted, "left": len(left)})


def _refuse_unfit(tx: Tx, slot: str) -> None:
    kind, _, _ = slot.partition(":")
    if kind not in RECALLABLE or tx.slots.get(slot) is None:
        raise Refused("not_recallable")


def _refuse_recalled(tx: Tx, slot: str) -> None:
    if tx.slots.counts(slot).get(RECALLED):
        raise Refused("taken", by=decided_by(tx, f"launch:{slot}"))


def _deletion(slot: str, row: Settled, now: datetime) -> Message:
    """At once, also in quiet hours: a message that goes away wakes nobody."""
    message = row.message
    gone = replace(message, plan_key=f"delete:{row.id}", slot=f"recall:{slot}", lane=Lane.CONVERSATION, due_at=now)
    return replace(gone, buttons=(), attached="", deletes=row.message_id)


def _is_too_old(book: Rulebook, row: Settled, now: datetime) -> bool:
    return row.at is None or now - row.at >= book.admin_group.recall


def _hours(book: Rulebook) -> int:
    return int(book.admin_group.recall.total_seconds()) // 3600


def _named(tx: Tx, row: Settled) -> dict[str, Json]:
    """Who still has the message, and why."""
    person = tx.people.get(row.message.to.person_id) if row.message.to.person_id is not None else None
    known = {"too_old", "blocked", "gone"}
    reason = row.reason if row.reason in known else row.state.value
    return {"name": person.name if person else "", "reason": reason}
