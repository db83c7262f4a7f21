"""What every update has in common: it is handled once, by someone of the roster, and a refusal is answered politely."""

from collections.abc import Callable
from datetime import datetime

from nhipcau.jobs.replies import refusal, reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Inbound, Store, Tx
from nhipcau.rules.kernel import Refused
from nhipcau.rules.roster import Person

Act = Callable[[Tx, Person], Summary]


def hear(store: Store, inbound: Inbound, now: datetime, act: Act) -> Summary:
    """Run `act` for the person of this chat, in the transaction that marks the update as handled.

    A stranger gets one polite line and nothing else. `act` decides before it writes: when it raises Refused, only the
    sentence of the refusal is written.
    """
    with store.begin() as tx:
        if not tx.inbox.finish(inbound.update_id, now):
            return Summary({"known": 1})
        person = tx.people.by_chat(inbound.chat_id)
        if person is None:
            tx.outbox.put([reply(inbound, now, "roster/unknown", {})])
            return Summary({"strangers": 1})
        try:
            return act(tx, person)
        except Refused as refused:
            tx.outbox.put([refusal(inbound, now, person, refused)])
            return Summary({"refused": 1})
