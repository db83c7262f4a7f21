"""The roster: people with their appointments, leaves and roles, their chats, and the chats of groups."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, insert, select, update

from nhipcau.ports import NewPerson
from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Appointment, ChatState, Grant, Leave, Person
from nhipcau.storage.repository import Found, Repository, Values
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


EVERYONE = _who()
BY_ID = _who(people.c.id == bindparam("number"))
BY_CHAT = _who(people.c.chat_id == bindparam("chat_id"))
BY_CODE = _who(people.c.code == bindparam("code"))
BY_INVITE = _who(people.c.invite == bindparam("invite"))
INVITE = select(people.c.invite).where(people.c.id == bindparam("number"))
GROUP = select(chat_groups.c.chat_id).where(chat_groups.c.name == bindparam("name"))

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

    def by_invite(self, invite: str) -> Person | None:
        return self._one(BY_INVITE, invite=invite)

    def invite_of(self, person_id: int) -> str:
        """The code that binds a chat to the person. Raises LookupError for nobody."""
        invite = self._value(INVITE, number=person_id)
        if invite is None:
            raise LookupError(f"no person {person_id}")
        return str(invite)

    def add(self, person: NewPerson) -> int:
        values = {
            "code": person.code,
            "name": person.name,
            "language": person.language,
            "phone": person.phone,
            "invite": person.invite,
            "chat_state": ChatState.UNBOUND,
        }
        person_id = int(self._value(insert(people).values(values).returning(people.c.id)))
        self._add(appointments, (_appointment_row(person_id, appointment) for appointment in person.appointments))
        self._add(leaves, (_leave_row(person_id, leave) for leave in person.leaves))
        self._add(grants, ({"person_id": person_id, "role": g.role, "unit": g.unit} for g in person.grants))
        return person_id

    def bind(self, person_id: int, chat_id: int, at: datetime) -> None:
        """Bind a chat to the person. Raises LookupError for nobody."""
        others = (people.c.chat_id == chat_id) & (people.c.id != person_id)
        self._run(update(people).where(others).values(chat_id=None, chat_state=ChatState.UNBOUND))
        bound = {"chat_id": chat_id, "chat_state": ChatState.ACTIVE, "bound_at": at}
        if not self._touched(update(people).where(people.c.id == person_id).values(bound)):
            raise LookupError(f"no person {person_id}")

    def set_chat_state(self, person_id: int, state: ChatState) -> None:
        """Note how the chat stands. Whoever lost it in the meantime stays UNBOUND."""
        bound = update(people).where(people.c.id == person_id, people.c.chat_id.is_not(None))
        unbound = {"chat_id": None} if state is ChatState.UNBOUND else {}
        self._run(bound.values(chat_state=state, **unbound))

    def add_leave(self, person_id: int, leave: Leave) -> None:
        self._add(leaves, [_leave_row(person_id, leave)])

    def bind_group(self, name: str, chat_id: int) -> None:
        self._put(chat_groups, {"name": name, "chat_id": chat_id})

    def group(self, name: str) -> int | None:
        found = self._value(GROUP, name=name)
        return None if found is None else int(found)

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
    )


def _appointment(row: Found) -> Appointment:
    return Appointment(row.unit, row.level, Span(row.first_day, row.last_day), row.decision)


def _leave(row: Found) -> Leave:
    return Leave(Span(row.first_day, row.last_day), row.reason)


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
