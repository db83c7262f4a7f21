"""Somebody looked: a message of which nobody knew whether it arrived did arrive, or is to be sent again."""

from datetime import datetime

from nhipcau.jobs.summary import Summary
from nhipcau.ports import Delivery, Entry, Store


def decide_uncertain(store: Store, message_id: int, again: bool, by: str, now: datetime) -> Summary:
    """Sending again is a person's decision and stands in the journal. What is not uncertain stays as it is."""
    with store.begin() as tx:
        if message_id not in {pending.id for pending in tx.outbox.uncertain()}:
            return Summary({"unknown": 1})
        if again:
            tx.outbox.postpone(message_id, now)
        else:
            tx.outbox.settle(message_id, Delivery.SENT, now, "seen_by_a_person")
        tx.journal.write(Entry(now, by, "message_again" if again else "message_arrived", f"message:{message_id}"))
    return Summary({"again" if again else "arrived": 1})
