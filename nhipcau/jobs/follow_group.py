"""A group that became a supergroup has another number: it is taken over, with what waits for the group (R22)."""

from datetime import datetime

from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import ADMIN_GROUP
from nhipcau.ports import Entry, Inbound, Store, Tx


def follow_group(store: Store, inbound: Inbound, old: int, new: int, now: datetime) -> Summary:
    """The channel says so in both groups; whichever comes first is heard, the other changes nothing."""
    with store.begin() as tx:
        if not tx.inbox.finish(inbound.update_id, now):
            return Summary({"known": 1})
        return Summary({"moved": int(take_over(tx, old, new, "bot", now))})


def take_over(tx: Tx, old: int, new: int, who: str, now: datetime) -> bool:
    """False: no group of ours has the old number any more."""
    tx.outbox.readdress(old, new)
    if not tx.people.move_group(old, new):
        return False
    tx.outbox.forget_posts(ADMIN_GROUP)
    tx.journal.write(Entry(now, who, "group_moved", f"chat:{new}", detail={"from": old}))
    return True
