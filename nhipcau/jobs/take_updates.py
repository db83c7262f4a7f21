"""Keep raw updates before they are confirmed to the channel: from here on a crash loses nothing."""

from collections.abc import Sequence
from datetime import datetime

from nhipcau.jobs.summary import Summary
from nhipcau.ports import Store, Update


def take_updates(store: Store, updates: Sequence[Update], now: datetime) -> Summary:
    with store.begin() as tx:
        new = tx.inbox.store(updates, now)
    return Summary({"taken": new, "known": len(updates) - new})
