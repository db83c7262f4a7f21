"""What a roster row changes about someone who is known: moves, new levels, leaving, returning. History is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from nhipcau.rules.enrolment import Enrolled, RosterFault
from nhipcau.rules.roster import Appointment, Grant, Leave, Person

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Corrected:
    """Another name, phone or language."""

    name: str
    phone: str | None
    language: str


@dataclass(frozen=True)
class Appointed:
    """A new appointment: joining, moving, another level, returning."""

    appointment: Appointment


@dataclass(frozen=True)
class Ended:
    """An appointment that ends on `last`, having been open or longer."""

    appointment: Appointment
    last: date


@dataclass(frozen=True)
class Granted:
    """All the roles that the person holds from now on."""

    grants: tuple[Grant, ...]


@dataclass(frozen=True)
class Away:
    leave: Leave


Change = Corrected | Appointed | Ended | Granted | Away


def changes(person: Person, row: Enrolled) -> list[Change]:
    """What to write down so that the person stands as their row says; nothing when they do already.

    A phone that the row leaves empty stays as it is known.
    """
    told = row.phone or person.phone
    found: list[Change] = []
    if (row.name, told, row.language) != (person.name, person.phone, person.language):
        found.append(Corrected(row.name, told, row.language))
    for appointment in row.appointments:
        found += _appointed(person, appointment)
    if set(row.grants) != set(person.grants):
        found.append(Granted(row.grants))
    found += [Away(leave) for leave in row.leaves if leave not in person.leaves]
    return found


def _appointed(person: Person, new: Appointment) -> Iterator[Change]:
    same = next((known for known in person.appointments if _starts_as(known, new)), None)
    if same is not None:
        if new.span.last is not None and new.span.last != same.span.last:
            yield Ended(same, new.span.last)
        return
    for known in person.appointments:
        if known.span.covers(new.span.first):
            yield Ended(known, new.span.first - DAY)
    yield Appointed(new)


def _starts_as(known: Appointment, new: Appointment) -> bool:
    return (known.unit, known.level, known.span.first) == (new.unit, new.level, new.span.first)


def order_faults(people: Mapping[str, Person], rows: Mapping[int, Enrolled]) -> list[RosterFault]:
    """Rows with a new appointment that would begin no later than one that is known: history is not guessed."""
    faults = []
    for number, row in rows.items():
        known = people[row.code].appointments if row.code in people else ()
        for new in row.appointments:
            newest = max((a.span.first for a in known), default=None)
            if newest and new.span.first <= newest and not any(_starts_as(a, new) for a in known):
                faults.append(RosterFault(number, "from", "starts_before_current", {"first": newest.isoformat()}))
    return faults
