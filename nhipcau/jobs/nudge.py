"""Nudge those who owe an answer, from the card of the admin group: the rules of reminders, at a coordinator's word."""

from dataclasses import replace
from datetime import datetime
from itertools import count

from nhipcau.jobs.hearing import hear_one_of_group, settle_first
from nhipcau.jobs.launch import launch, waits_until
from nhipcau.jobs.outlook import Outlooks
from nhipcau.jobs.permit import permit
from nhipcau.jobs.prompts import prompt_for
from nhipcau.jobs.replies import reply
from nhipcau.jobs.show_owing import owing_of, running_round
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules import dialogue
from nhipcau.rules.cadence import Slot, SlotKind
from nhipcau.rules.checkins import Round
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Message
from nhipcau.rules.kernel import Json, Refused, spoken
from nhipcau.rules.owing import Owed
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook

MOST_BUTTONS = 96
"""Units offered as buttons, two a row: Telegram takes a hundred."""


def choose_unit(store: Store, book: Rulebook, inbound: Inbound, by_chat: int, round_id: int, now: datetime) -> Summary:
    """Which unit: a button for each that owes."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "nudge")
        asked = running_round(tx, round_id)
        units = owing_of(tx, book, asked, now).units[:MOST_BUTTONS]
        labels = [(unit.unit, f"{_unit_name(book, unit.unit)} ({len(unit.owed)})") for unit in units]
        buttons = [Button(f"n:ask:{round_id}:{code}", label=label) for code, label in labels]
        rows = tuple(tuple(buttons[first : first + 2]) for first in range(0, len(buttons), 2))
        tx.outbox.put([reply(inbound, now, "rounds/nudge_unit", _about(book, asked), person, rows)])
        return Summary({"offered": len(units)})

    return hear_one_of_group(store, inbound, by_chat, now, act)


def ask_nudge(
    store: Store, book: Rulebook, inbound: Inbound, by_chat: int, round_id: int, unit: str, now: datetime
) -> Summary:
    """How many it would be, to be confirmed; `unit` is "" for all."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "nudge")
        asked = running_round(tx, round_id)
        owed = owing_of(tx, book, asked, now).of(unit)
        fresh = _not_yet(tx, book, asked, owed, now)
        reached = sum(one.person.reachable for one in fresh)
        if not reached:
            raise Refused("nobody_to_nudge")
        view: dict[str, Json] = {
            **_about(book, asked),
            "unit": _unit_name(book, unit),
            "count": reached,
            "before": len(owed) - len(fresh),
            "unreachable": len(fresh) - reached,
            "waits_until": waits_until(book, now, book.network.language),
        }
        buttons: Rows = (
            (Button(f"n:yes:{round_id}:{unit}:{inbound.update_id}", name="nudge_yes"),),
            (Button(f"n:no:{round_id}:{unit}:{inbound.update_id}", name="nudge_no"),),
        )
        edits = inbound.message_id if unit else None
        tx.outbox.put([reply(inbound, now, "rounds/nudge_ask", view, person, buttons, edits=edits)])
        return Summary({"asked": reached})

    return hear_one_of_group(store, inbound, by_chat, now, act)


def decide_nudge(
    store: Store,
    book: Rulebook,
    inbound: Inbound,
    by_chat: int,
    round_id: int,
    unit: str,
    question: int,
    yes: bool,
    now: datetime,
) -> Summary:
    """Nudge them, or leave it; of two who press at once the first decides. `question` is the update that asked."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "nudge")
        asked = running_round(tx, round_id)
        owed = _not_yet(tx, book, asked, owing_of(tx, book, asked, now).of(unit), now) if yes else ()
        view: dict[str, Json] = {
            **_about(book, asked),
            "unit": _unit_name(book, unit),
            "count": sum(one.person.reachable for one in owed),
            "by": person.name,
            "yes": yes,
            "waits_until": waits_until(book, now, book.network.language),
        }
        shown = reply(inbound, now, "rounds/nudged", view, person, edits=inbound.message_id)
        entry = Entry(now, person.code, "nudged" if yes else "left_alone", f"nudge:{question}", detail={"unit": unit})
        settle_first(tx, replace(shown, plan_key=f"nudged:{question}"), entry)
        return _nudge(tx, book, asked, owed, now) if owed else Summary({"left_alone": 1})

    return hear_one_of_group(store, inbound, by_chat, now, act)


def _nudge(tx: Tx, book: Rulebook, asked: Round, owed: tuple[Owed, ...], now: datetime) -> Summary:
    """A launch like that of any reminder: quiet hours, the daily cap and late answers are looked at when it is sent."""
    slot = _slot(tx, book, asked, now)
    tx.slots.put(slot)
    tx.slots.claim(slot.key, now)
    outlooks = Outlooks(tx, book)
    return launch(tx, slot, [(one.person, _prompt(book, asked, one, slot, outlooks, now)) for one in owed], now)


def _slot(tx: Tx, book: Rulebook, asked: Round, now: datetime) -> Slot:
    """Sending again on purpose is a slot of its own, made by a person's decision (docs/adr/0007)."""
    for number in count(1):
        slot = Slot(SlotKind.REMIND, f"{asked.key}#+{number}", now, book.late[SlotKind.REMIND], asked.key, "by_hand")
        if tx.slots.get(slot.key) is None:
            return slot
    raise AssertionError("numbers do not end")


def _prompt(book: Rulebook, asked: Round, one: Owed, slot: Slot, outlooks: Outlooks, now: datetime) -> Message:
    prompt = prompt_for(book, one.person, one.checkin, slot, 1, outlooks, now)
    view = {**prompt.view, "reminder": 0}
    return replace(prompt, plan_key=_key(book, asked, one.person, now), view=view)


def _not_yet(tx: Tx, book: Rulebook, asked: Round, owed: tuple[Owed, ...], now: datetime) -> tuple[Owed, ...]:
    """Those whom nobody has nudged today."""
    nudged = tx.outbox.known([_key(book, asked, one.person, now) for one in owed])
    return tuple(one for one in owed if _key(book, asked, one.person, now) not in nudged)


def _key(book: Rulebook, asked: Round, person: Person, now: datetime) -> str:
    """Once a day and round, whoever presses whatever."""
    return f"nudge:{asked.key}:{book.calendar.today(now)}:{person.code}"


def _about(book: Rulebook, asked: Round) -> dict[str, Json]:
    return dialogue.about(asked, book.form_of(asked), book.calendar, book.network.language)


def _unit_name(book: Rulebook, unit: str) -> str:
    return spoken(book.units[unit].short, book.network.language) if unit else ""
