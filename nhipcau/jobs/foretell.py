"""Who would get what, when and why, if nothing changed from now on; nothing is stored or sent."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from nhipcau.jobs.plan_slots import foresee
from nhipcau.ports import Foretold, Store, Tx
from nhipcau.rules.amendments import Amendment
from nhipcau.rules.cadence import Slot, SlotKind, SlotState, is_over
from nhipcau.rules.checkins import Checkin, still_wanted
from nhipcau.rules.ladder import Reminded, own_moment, spread
from nhipcau.rules.roster import Audience, Person, leads, members
from nhipcau.settings.rulebook import Rulebook

DECIDED = frozenset({SlotState.DONE, SlotState.SKIPPED})
WHY = {SlotKind.KICK_OFF: "announced", SlotKind.OPEN_ROUND: "asked"}
WHY_REMINDED = {Reminded.PERSON: "if_owing", Reminded.UNIT_LEAD: "leads", Reminded.ADMIN_GROUP: "group"}
TO_NO_PERSON = ("staff", "group")


@dataclass(frozen=True)
class _Today:
    """How things stand: who there is, and who has which check-in of the rounds that are open, by key and person."""

    book: Rulebook
    people: Sequence[Person]
    open: Mapping[str, Mapping[int, Checkin]]


@dataclass(frozen=True)
class _Concerned:
    """Someone whom a moment concerns, by which unit, and what keeps it from them ("": nothing)."""

    person: Person
    unit: str
    kept: str


def foretell(store: Store, book: Rulebook, now: datetime, until: datetime, code: str = "") -> list[Foretold]:
    """Everything due in [now, until) and not decided yet; with a person's code only what concerns them.

    Raises LookupError for a code that nobody has.
    """
    with store.read() as tx:
        people, amendments, opened = tx.people.all(), tx.amendments.all(), dict(_open_rounds(tx))
        decided = {known.slot.key for known in tx.slots.known(now) if known.state in DECIDED}
    if code and not any(person.code == code for person in people):
        raise LookupError(code)
    today = _Today(book.amended(amendments), people, opened)
    foreseen = foresee(today.book, now, until)
    coming = [slot for slot in foreseen if slot.key not in decided and not is_over(slot, decided)]
    found = [_of_one(today, slot, code) if code else _of_all(today, slot) for slot in coming]
    told = sorted((item for item in found if item is not None), key=lambda item: item.at)
    return [replace(item, amendments=_about(item.slot, amendments)) for item in told]


def _open_rounds(tx: Tx) -> Iterator[tuple[str, Mapping[int, Checkin]]]:
    for asked in tx.rounds.running():
        yield asked.key, {checkin.person_id: checkin for checkin in tx.checkins.of_round(asked.id)}


def _about(slot: Slot, amendments: Sequence[Amendment]) -> tuple[Amendment, ...]:
    """What people set otherwise for the campaign that announces or asks then."""
    campaign, _, _ = slot.subject.partition("/")
    return tuple(each for each in amendments if each.campaign == campaign)


def _of_all(today: _Today, slot: Slot) -> Foretold:
    why = _why(today.book, slot)
    counts = Counter(each.kept for each in _concerned(today, slot))
    told = counts.pop("", 0)
    return Foretold(slot, slot.due_at, told, counts, why if told or counts or why in TO_NO_PERSON else "nobody")


def _of_one(today: _Today, slot: Slot, code: str) -> Foretold | None:
    """None when it does not concern the person."""
    found = next((each for each in _concerned(today, slot) if each.person.code == code), None)
    if found is None:
        return None
    counts = {found.kept: 1} if found.kept else {}
    moment = _own_moment(today, slot, found.person)
    return Foretold(slot, moment, int(not found.kept), counts, found.kept or _why(today.book, slot))


def _own_moment(today: _Today, slot: Slot, person: Person) -> datetime:
    """When it reaches the person: a reminder at the hour that they chose, nothing in the quiet hours."""
    book, moment = today.book, today.book.calendar.local(slot.due_at)
    if slot.kind is SlotKind.REMIND and _reminded(book, slot) is Reminded.PERSON:
        due_at = book.asked(_round_key(slot))[0].due_at
        moment = own_moment(moment, person.reminder_hour, due_at)
        moment += spread(f"{person.code}:{moment:%Y-%m-%d}", book.pace.spread)
    return book.quiet.over(moment)


def _why(book: Rulebook, slot: Slot) -> str:
    if slot.kind is SlotKind.REMIND:
        return WHY_REMINDED[_reminded(book, slot)]
    return WHY.get(slot.kind, "staff")


def _round_key(slot: Slot) -> str:
    return slot.subject.partition("#")[0]


def _reminded(book: Rulebook, slot: Slot) -> Reminded:
    round_key, _, number = slot.subject.partition("#")
    return book.asked(round_key)[0].reminders[int(number) - 1].to


def _concerned(today: _Today, slot: Slot) -> list[_Concerned]:
    if slot.kind is SlotKind.KICK_OFF:
        return _audience(today, today.book.campaigns[slot.subject].audience, slot)
    if slot.kind is SlotKind.OPEN_ROUND:
        return _asked(today, slot)
    if slot.kind is not SlotKind.REMIND:
        return []
    to = _reminded(today.book, slot)
    if to is Reminded.UNIT_LEAD:
        return _leads(today, slot)
    return _asked(today, slot) if to is Reminded.PERSON else []


def _audience(today: _Today, audience: Audience, slot: Slot) -> list[_Concerned]:
    day = today.book.calendar.today(slot.due_at)
    found = members(today.people, audience, day, today.book.levels)
    return [_concern(m.person, m.appointment.unit, "on_leave" if m.person.on_leave(day) else "") for m in found]


def _asked(today: _Today, slot: Slot) -> list[_Concerned]:
    """Of an open round those who have a place in it, as they stand now; of another whom it would ask."""
    places = today.open.get(_round_key(slot))
    if places is None:
        return _audience(today, today.book.asked(_round_key(slot))[1], slot)
    day = today.book.calendar.today(slot.due_at)
    here = [(person, places[person.id]) for person in today.people if person.id in places]
    return [_concern(person, checkin.unit, still_wanted(checkin, person, day)) for person, checkin in here]


def _concern(person: Person, unit: str, kept: str) -> _Concerned:
    return _Concerned(person, unit, kept or ("" if person.reachable else "no_chat"))


def _leads(today: _Today, slot: Slot) -> list[_Concerned]:
    """Whoever leads a unit in which somebody may still owe."""
    units = dict.fromkeys(each.unit for each in _asked(today, slot) if each.kept in ("", "no_chat"))
    found = {lead.code: (lead, unit) for unit in units for lead in leads(today.people, unit)}
    return [_concern(lead, unit, "") for lead, unit in found.values()]
