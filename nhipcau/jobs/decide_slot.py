"""A coordinator decides about a late slot that the network would not run by itself."""

from dataclasses import replace
from datetime import datetime

from nhipcau.jobs.hearing import hear_one_of_group, settle_first
from nhipcau.jobs.naming import subject_name
from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules.cadence import SlotState
from nhipcau.rules.kernel import Json, Refused
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def decide_slot(
    store: Store, book: Rulebook, inbound: Inbound, by_chat: int, run: bool, key: str, now: datetime
) -> Summary:
    """Skip settles the slot; run leaves it to the slot's own job. Of two who press at once the first decides (R42).

    `by_chat` is the private chat of whoever pressed. The answer edits the card, wherever it stands.
    """

    def act(tx: Tx, person: Person) -> Summary:
        known = tx.slots.get(key)
        permit(book, person, "decide_slot")
        decided = f"decided:{key}"
        if known is not None and known.state is SlotState.CANCELLED:
            raise Refused("slot_gone")
        if known is None or (known.state is not SlotState.ASKED and not tx.outbox.known([decided])):
            raise Refused("slot_decided")
        view: dict[str, Json] = {
            "name": person.name,
            "subject": subject_name(book, known.slot.subject, book.network.language),
            "run": run,
        }
        card = replace(reply(inbound, now, "slots/decided", view, edits=inbound.message_id), plan_key=decided)
        settle_first(tx, card, Entry(now, person.code, "slot_run" if run else "slot_skip", key, why="late"))
        if not run:
            tx.slots.decide(key, SlotState.SKIPPED, "decided_by_coordinator", now)
        return Summary({"run": 1} if run else {"skipped": 1})

    return hear_one_of_group(store, inbound, by_chat, now, act)
