"""Who would get what, when and why, if nothing changed from now on; nothing is stored or sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from nhipcau.jobs.plan_slots import foresee
from nhipcau.ports import Foretold, Store
from nhipcau.rules.amendments import Amendment
from nhipcau.rules.cadence import Slot, SlotKind
from nhipcau.rules.ladder import Reminded
from nhipcau.rules.roster import Audience, Person, members
from nhipcau.settings.rulebook import Rulebook

OWE = frozenset({SlotKind.OPEN_ROUND, SlotKind.REMIND})
"""What goes only to those who owe an answer then."""


def foretell(store: Store, book: Rulebook, now: datetime, until: datetime, code: str = "") -> list[Foretold]:
    """Everything due in [now, until); with a person's code only what concerns them. Raises LookupError for nobody."""
    with store.read() as tx:
        people, amendments = tx.people.all(), tx.amendments.all()
    if code and not any(person.code == code for person in people):
        raise LookupError(code)
    chosen = [person for person in people if code in ("", person.code)]
    book = book.amended(amendments)
    found = [_foretold(book, slot, chosen, code) for slot in foresee(book, now, until)]
    return [replace(item, amendments=_about(item.slot, amendments)) for item in found if item.why]


def _about(slot: Slot, amendments: Sequence[Amendment]) -> tuple[Amendment, ...]:
    """What people set otherwise for the campaign that announces or asks then."""
    campaign, _, _ = slot.subject.partition("/")
    return tuple(each for each in amendments if each.campaign == campaign)


def _foretold(book: Rulebook, slot: Slot, people: Sequence[Person], code: str) -> Foretold:
    audience, day = _audience(book, slot), book.calendar.today(slot.due_at)
    if audience is None:
        return Foretold(slot, 0, 0, 0, "" if code else "staff")
    asked = [member.person for member in members(people, audience, day, book.levels)]
    present = [person for person in asked if not person.on_leave(day)]
    reached = [person for person in present if person.reachable]
    why = _why_one(asked, day, slot) if code else _why_all(slot)
    return Foretold(slot, len(reached), len(asked) - len(present), len(present) - len(reached), why)


def _audience(book: Rulebook, slot: Slot) -> Audience | None:
    if slot.kind is SlotKind.KICK_OFF:
        return book.campaigns[slot.subject].audience
    round_key, _, number = slot.subject.partition("#")
    if slot.kind not in OWE:
        return None
    plan, audience = book.asked(round_key)
    tells_others = number and plan.reminders[int(number) - 1].to is not Reminded.PERSON
    return None if tells_others else audience


def _why_all(slot: Slot) -> str:
    return {SlotKind.KICK_OFF: "announced", SlotKind.OPEN_ROUND: "asked"}.get(slot.kind, "if_owing")


def _why_one(asked: Sequence[Person], day: date, slot: Slot) -> str:
    """Nothing for a person outside the audience."""
    if not asked:
        return ""
    if asked[0].on_leave(day):
        return "on_leave"
    return _why_all(slot) if asked[0].reachable else "no_chat"
