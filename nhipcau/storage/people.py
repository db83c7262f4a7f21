"""The roster: people with their appointments, leaves and roles, their chats, and the chats of groups."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, delete, select, update

from nhipcau.ports import NewPerson, Whereabouts
from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Appointment, ChatState, Grant, Leave, Person
from nhipcau.storage.repository import Found, Repository, Values, among
from nhipcau.storage.tables import appointments, chat_groups, grants, leaves, people

Part = TypeVar("Part", Appointment, Leave)


@dataclass(frozen=True)
class Who:
    """The three queries that find people, however many."""

    people: Select[Any]
    appointments: Select[Any]
    leaves: Select[Any]


def _who(*which: ColumnElement[bool]) -> Who:
    with_grants = select(people, grants.c.role, grants.c.unit).outerjoin(grants)
    chosen = select(people.c.id).where(*which)
    return Who(
        people=with_grants.where(*which).order_by(people.c.id, grants.c.id),
        appointments=select(appointments).where(appointments.c.person_id.in_(chosen)).order_by(appointments.c.id),
        leaves=select(leaves).where(leaves.c.person_id.in_(chosen)).order_by(leaves.c.id),
    )


ALIVE = people.c.merged_into.is_(None)
EVERYONE = _who(ALIVE)
BY_ID = _who(people.c.id == bindparam("number"))
BY_CHAT = _who(ALIVE, people.c.chat_id == bindparam("chat_id"))
BY_CODE = _who(ALIVE, people.c.code == bindparam("code"))
BY_PHONE = _who(ALIVE, people.c.phone == bindparam("phone"))
NUMBERS = select(people.c.id, people.c.code)
FEW = 100
"""Up to so many people are looked up by their codes; for more it is quicker to read all."""

GROUP = select(chat_groups.c.chat_id, chat_groups.c.topic).where(chat_groups.c.name == bindparam("name"))

MOVE_GROUP = update(chat_groups).where(chat_groups.c.chat_id == bindparam("old")).values(chat_id=bindparam("new"))


class SqlPeople(Repository):
    def all(self) -> list[Person]:
        return self._people(EVERYONE)

    def get(self, person_id: int) -> Person | None:
        return self._one(BY_ID, number=person_id)

    def by_chat(self, chat_id: int) -> Person | None:
        return self._one(BY_CHAT, chat_id=chat_id)

    def by_code(self, code: str) -> Person | None:
        return self._one(BY_CODE, code=code)

    def by_phone(self, phone: str) -> Person | None:
        """Whoever has this number; nobody when several do."""
        found = self._people(BY_PHONE, phone=phone)
        return found[0] if len(found) == 1 else None

    def add(self, person: NewPerson) -> int:
        return self.add_all([person])[0]

    def add_all(self, new: Sequence[NewPerson]) -> list[int]:
        """Add many at once: a statement a table, whatever their number. Returns the number of each."""
        self._add(people, map(_person_row, new))
        numbers = self._numbers([each.code for each in new])
        numbered = list(zip(numbers, new, strict=True))
        self._add(appointments, (_appointment_row(who, part) for who, each in numbered for part in each.appointments))
        self._add(leaves, (_leave_row(who, part) for who, each in numbered for part in each.leaves))
        self._add(grants, (_grant_row(who, part) for who, each in numbered for part in each.grants))
        return numbers

    def _numbers(self, codes: Sequence[str]) -> list[int]:
        chosen = NUMBERS.where(among(people.c.code, codes)) if len(codes) < FEW else NUMBERS
        number = {row.code: row.id for row in self._rows(chosen)}
        return [number[code] for code in codes]

    def bind(self, person_id: int, chat_id: int, at: datetime) -> None:
        """Bind a chat to the person. Raises LookupError for nobody."""
        others = (people.c.chat_id == chat_id) & (people.c.id != person_id)
        self._run(update(people).where(others).values(chat_id=None, chat_state=ChatState.UNBOUND))
        bound = {"chat_id": chat_id, "chat_state": ChatState.ACTIVE, "bound_at": at}
        if not self._touched(update(people).where(people.c.id == person_id).values(bound)):
            raise LookupError(f"no person {person_id}")

    def correct(self, person_id: int, name: str, phone: str | None, language: str) -> None:
        self._run(update(people).where(people.c.id == person_id).values(name=name, phone=phone, language=language))

    def remind_at(self, person_id: int, hour: int | None) -> None:
        """Keep the local hour (0 to 23) at which the person wants to be reminded; None is the network's own."""
        self._run(update(people).where(people.c.id == person_id).values(reminder_hour=hour))

    def agree(self, person_id: int, consent: str, at: datetime | None) -> None:
        """Keep which version of the consent text the person agreed to; "" without a moment takes it back."""
        self._run(update(people).where(people.c.id == person_id).values(consent=consent, consented_at=at))

    def set_chat_state(self, person_id: int, state: ChatState) -> None:
        """Note how the chat stands. Whoever lost it in the meantime stays UNBOUND."""
        bound = update(people).where(people.c.id == person_id, people.c.chat_id.is_not(None))
        unbound = {"chat_id": None} if state is ChatState.UNBOUND else {}
        self._run(bound.values(chat_state=state, **unbound))

    def add_leave(self, person_id: int, leave: Leave) -> None:
        self._add(leaves, [_leave_row(person_id, leave)])

    def change_leave(self, person_id: int, leave: Leave) -> None:
        begun = (leaves.c.person_id == person_id) & (leaves.c.first_day == leave.span.first)
        self._run(update(leaves).where(begun).values(last_day=leave.span.last, reason=leave.reason))

    def end_leave(self, person_id: int, leave: Leave, last: date) -> None:
        """Let a leave end earlier; one that would end before it begins never was."""
        one = (leaves.c.person_id == person_id) & (leaves.c.first_day == leave.span.first)
        if last < leave.span.first:
            self._run(delete(leaves).where(one))
        else:
            self._run(update(leaves).where(one).values(last_day=last))

    def appoint(self, person_id: int, appointment: Appointment) -> None:
        self._add(appointments, [_appointment_row(person_id, appointment)])

    def end_appointment(self, person_id: int, appointment: Appointment, last: date) -> None:
        one = (
            (appointments.c.person_id == person_id)
            & (appointments.c.unit == appointment.unit)
            & (appointments.c.level == appointment.level)
            & (appointments.c.first_day == appointment.span.first)
        )
        self._run(update(appointments).where(one).values(last_day=last))

    def grant(self, person_id: int, held: Sequence[Grant]) -> None:
        """The roles that the person holds from now on, and no others."""
        self._run(delete(grants).where(grants.c.person_id == person_id))
        self._add(grants, (_grant_row(person_id, each) for each in held))

    def bind_group(self, name: str, chat_id: int, topic: int | None = None) -> None:
        self._put(chat_groups, {"name": name, "chat_id": chat_id, "topic": topic})

    def group(self, name: str) -> int | None:
        found = self._value(GROUP, name=name)
        return None if found is None else int(found)

    def whereabouts(self, name: str) -> Whereabouts | None:
        """Where a group is written to: "admin:questions" without a topic of its own is where "admin" is."""
        whole, _, part = name.partition(":")
        row = self._first(GROUP, name=name) or (self._first(GROUP, name=whole) if part else None)
        return None if row is None else Whereabouts(row.chat_id, row.topic)

    def unbind_topics(self, name: str) -> None:
        """The topics of a group that is another chat now."""
        self._run(delete(chat_groups).where(chat_groups.c.name.like(f"{name}:%")))

    def move_group(self, old: int, new: int) -> bool:
        return self._touched(MOVE_GROUP, old=old, new=new) > 0

    def _one(self, who: Who, **given: int | str) -> Person | None:
        return next(iter(self._people(who, **given)), None)

    def _people(self, who: Who, **given: int | str) -> list[Person]:
        found = self._rows(who.people, **given)
        appointed = _by_person(self._rows(who.appointments, **given), _appointment)
        away = _by_person(self._rows(who.leaves, **given), _leave)
        return [
            _person(list(rows), tuple(appointed[person_id]), tuple(away[person_id]))
            for person_id, rows in groupby(found, key=attrgetter("id"))
        ]


def _by_person(rows: Sequence[Found], read: Callable[[Found], Part]) -> dict[int, list[Part]]:
    parts: dict[int, list[Part]] = defaultdict(list)
    for row in rows:
        parts[row.person_id].append(read(row))
    return parts


def _person(rows: Sequence[Found], appointed: tuple[Appointment, ...], away: tuple[Leave, ...]) -> Person:
    """One person of the rows that their roles make, at least one."""
    first = rows[0]
    return Person(
        id=first.id,
        code=first.code,
        name=first.name,
        language=first.language,
        chat_id=first.chat_id,
        chat=first.chat_state,
        appointments=appointed,
        leaves=away,
        grants=tuple(Grant(row.role, row.unit) for row in rows if row.role is not None),
        phone=first.phone,
        consent=first.consent,
        reminder_hour=first.reminder_hour,
    )


def _appointment(row: Found) -> Appointment:
    return Appointment(row.unit, row.level, Span(row.first_day, row.last_day), row.decision)


def _leave(row: Found) -> Leave:
    return Leave(Span(row.first_day, row.last_day), row.reason)


def _person_row(person: NewPerson) -> Values:
    return {
        "code": person.code,
        "name": person.name,
        "language": person.language,
        "phone": person.phone,
        "chat_state": ChatState.UNBOUND,
        "consent": "",
    }


def _grant_row(person_id: int, grant: Grant) -> Values:
    return {"person_id": person_id, "role": grant.role, "unit": grant.unit}


def _appointment_row(person_id: int, appointment: Appointment) -> Values:
    return {
        "person_id": person_id,
        "unit": appointment.unit,
        "level": appointment.level,
        "decision": appointment.decision,
        **_span_row(appointment.span),
    }


def _leave_row(person_id: int, leave: Leave) -> Values:
    return {"person_id": person_id, "reason": leave.reason, **_span_row(leave.span)}


def _span_row(span: Span) -> Values:
    return {"first_day": span.first, "last_day": span.last}
