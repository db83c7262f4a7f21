"""People and units: who serves where, at which level, who is on leave, who may do what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from nhipcau.rules.kernel import Month, Span, Words
from nhipcau.rules.vietnamese import fold, name_order


@dataclass(frozen=True)
class Unit:
    """A union body for the days of `span`; after a merger `successor` inherits what was left open."""

    code: str
    names: Words
    short: Words
    parent: str | None
    span: Span
    successor: str | None = None
    place: str = ""


@dataclass(frozen=True)
class Level:
    """cấp: ranked from the highest (1) down."""

    code: str
    names: Words
    rank: int


def unit_codes(units: Mapping[str, Unit]) -> dict[str, str]:
    """The code of each unit by what people may call it: code, name or short name, in lower case without diacritics.

    A name that a unit of former days had means the one that has it now.
    """
    in_order = sorted(units.values(), key=lambda unit: unit.span.last or date.max)
    called = ((name, unit) for unit in in_order for name in (unit.code, *unit.names.values(), *unit.short.values()))
    return {fold(name): unit.code for name, unit in called}


class ChatState(Enum):
    """Where a person's private chat with the bot stands. BLOCKED is a state, never an error (R20).

    GONE: there is no such chat any more, because the account was deleted; the person needs a new invite.
    """

    UNBOUND = "unbound"
    ACTIVE = "active"
    BLOCKED = "blocked"
    GONE = "gone"


@dataclass(frozen=True)
class Appointment:
    """A recognition decision: one level in one unit from a day to a day."""

    unit: str
    level: str
    span: Span
    decision: str = ""


@dataclass(frozen=True)
class Leave:
    span: Span
    reason: str = ""


@dataclass(frozen=True)
class Grant:
    """A role, in one unit or (no unit) in the whole network."""

    role: str
    unit: str | None = None


@dataclass(frozen=True)
class Person:
    id: int
    code: str
    name: str
    language: str
    chat_id: int | None
    chat: ChatState
    appointments: tuple[Appointment, ...] = ()
    leaves: tuple[Leave, ...] = ()
    grants: tuple[Grant, ...] = ()
    phone: str | None = None
    consent: str = ""
    """The version of the consent text that the person agreed to."""
    reminder_hour: int | None = None
    """The local hour at which the person wants to be reminded; None: whenever the network does."""

    @property
    def reachable(self) -> bool:
        return self.chat is ChatState.ACTIVE and self.chat_id is not None

    def on_leave(self, day: date) -> bool:
        return any(leave.span.covers(day) for leave in self.leaves)

    def has_role(self, role: str, unit: str | None = None) -> bool:
        return any(grant.role == role and grant.unit in (None, unit) for grant in self.grants)


@dataclass(frozen=True)
class Invite:
    """One way in: for one person, once, until a moment, unless it was revoked."""

    code: str
    person_id: int
    expires_at: datetime
    used_by: int | None = None
    revoked: bool = False

    def fault(self, chat_id: int, now: datetime) -> str:
        """Why it opens nothing for this chat ("used", "revoked", "expired"), or ""; who used it may come again."""
        if self.used_by == chat_id:
            return ""
        if self.used_by is not None:
            return "used"
        if self.revoked:
            return "revoked"
        return "expired" if now >= self.expires_at else ""


@dataclass(frozen=True)
class Audience:
    """Whom something is for. An empty set means all; of several roles one is enough."""

    levels: frozenset[str] = field(default=frozenset())
    units: frozenset[str] = field(default=frozenset())
    roles: frozenset[str] = field(default=frozenset())


def serving(person: Person, day: date, levels: Mapping[str, Level]) -> Appointment | None:
    """The appointment that counts on a day: of several the one of the highest level (policy P6)."""
    current = [a for a in person.appointments if a.span.covers(day)]
    return min(current, key=lambda a: (levels[a.level].rank, a.unit), default=None)


def listed(person: Person, day: date, levels: Mapping[str, Level]) -> Appointment | None:
    """The appointment that a list of people shows: one that is still ahead, else the one that counts, else the last."""
    newest = max(person.appointments, key=lambda a: a.span.first, default=None)
    if newest is None or newest.span.first > day:
        return newest
    return serving(person, day, levels) or newest


def served_in(person: Person, month: Month) -> bool:
    return any(appointment.span.days_in(month) for appointment in person.appointments)


@dataclass(frozen=True)
class Member:
    """A person together with the appointment by which they belong to an audience."""

    person: Person
    appointment: Appointment


def members(people: Iterable[Person], audience: Audience, day: date, levels: Mapping[str, Level]) -> list[Member]:
    """Everyone of the audience on a day, on leave or not, in the order of their codes."""
    found = []
    for person in sorted(people, key=lambda p: p.code):
        appointment = serving(person, day, levels)
        if appointment is not None and _belongs(person, appointment, audience):
            found.append(Member(person, appointment))
    return found


def _belongs(person: Person, appointment: Appointment, audience: Audience) -> bool:
    return (
        (not audience.levels or appointment.level in audience.levels)
        and (not audience.units or appointment.unit in audience.units)
        and (not audience.roles or any(person.has_role(role, appointment.unit) for role in audience.roles))
    )


def holders(people: Iterable[Person], role: str, unit: str | None = None) -> list[Person]:
    """Those who hold a role for a unit (or for the whole network), in the order of their codes."""
    return sorted((p for p in people if p.has_role(role, unit)), key=lambda p: p.code)


def leads(people: Iterable[Person], unit: str) -> list[Person]:
    """Those who look after a unit's people."""
    return holders(people, "unit_lead", unit)


def may(person: Person, action: str, permissions: Mapping[str, frozenset[str]], unit: str | None = None) -> bool:
    """Whether one of the person's roles allows the action (design: one table in config/roles.yaml)."""
    return any(person.has_role(role, unit) for role in permissions.get(action, frozenset()))


def by_unit_and_name(person: Person, unit_order: Mapping[str, int], unit: str) -> tuple[object, ...]:
    """The order of every list of people: unit, then given name in Vietnamese dictionary order, then code."""
    return unit_order.get(unit, len(unit_order)), name_order(person.name), person.code
