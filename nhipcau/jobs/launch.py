"""A launch: one message to each of an audience, so noted that it adds up: sent, blocked, skipped, failed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from nhipcau.jobs.summary import Summary
from nhipcau.ports import UNREACHABLE, Delivery, Tx
from nhipcau.rules.cadence import Slot
from nhipcau.rules.intents import Message
from nhipcau.rules.roster import ChatState, Person
from nhipcau.rules.vietnamese import moment_for_people
from nhipcau.settings.rulebook import Rulebook


def waits_until(book: Rulebook, now: datetime, language: str) -> str:
    """In quiet hours the moment at which a launch of now begins to go out, for people; else ""."""
    local = book.calendar.local(now)
    over = book.quiet.over(local)
    return moment_for_people(over, language) if over > local else ""


def launch(tx: Tx, slot: Slot, audience: Sequence[tuple[Person, Message]], now: datetime) -> Summary:
    """Plan the messages; those who cannot be written to are settled at once (R4)."""
    parts: dict[ChatState, list[Message]] = {state: [] for state in ChatState}
    for person, message in audience:
        state = person.chat if person.reachable or person.chat in UNREACHABLE else ChatState.UNBOUND
        parts[state].append(replace(message, slot=slot.key))
    planned = tx.outbox.put(parts[ChatState.ACTIVE])
    for state, ends in UNREACHABLE.items():
        tx.outbox.put_settled(parts[state], ends, state.value, now)
    tx.outbox.put_settled(parts[ChatState.UNBOUND], Delivery.SKIPPED, "no_chat", now)
    tx.slots.record(slot.key, {"audience": len(audience)}, launched=True)
    return Summary({"audience": len(audience), "planned": planned, "unreachable": len(audience) - planned})
