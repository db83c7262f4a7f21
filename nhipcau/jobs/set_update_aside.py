"""Put an update aside: nobody waits for it, or handling it failed again and again. Its raw text stays in the inbox."""

from datetime import datetime

from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_admins
from nhipcau.ports import Entry, Store
from nhipcau.rules.kernel import Json


def set_update_aside(store: Store, update_id: int, reason: str, now: datetime) -> Summary:
    """With a reason it is a failure: journaled, and told to the admin group."""
    with store.begin() as tx:
        if not tx.inbox.finish(update_id, now):
            return Summary({"known": 1})
        if reason:
            tx.journal.write(Entry(now, "bot", "update_failed", f"update:{update_id}", reason))
            view: dict[str, Json] = {"update": update_id, "reason": reason}
            tx.outbox.put([to_admins(f"update_failed:{update_id}", "delivery/update_failed", view, now)])
    return Summary({"failed" if reason else "ignored": 1})
