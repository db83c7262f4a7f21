"""Take people into the roster from a table: what is new is added, what changed is written down as history."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, NewPerson, Store, Tx
from nhipcau.rules.enrolment import Enrolled, Examined, Known, RosterRefused, Row, Table, examine
from nhipcau.rules.kernel import plain
from nhipcau.rules.roster import Invite, Person
from nhipcau.rules.transfers import Appointed, Away, Change, Corrected, Ended, Granted, changes, order_faults
from nhipcau.settings.rulebook import Rulebook

Tokens = Callable[[str], str]
"""Makes the code of an invite for whoever has this code."""


@dataclass(frozen=True)
class RosterReport:
    """What a table would do: how many rows are new, would change someone, say what is known; and its faults."""

    examined: Examined
    new: int
    changed: int
    known: int


def examine_roster(store: Store, book: Rulebook, table: Table) -> RosterReport:
    """Nothing is written: this is what a person sees before they confirm (R38)."""
    with store.read() as tx:
        people = {person.code: person for person in tx.people.all()}
        examined = _examined(tx, book, people, table)
    rows = examined.people.values()
    new = sum(row.code not in people for row in rows)
    changed = sum(bool(changes(people[row.code], row)) for row in rows if row.code in people)
    return RosterReport(examined, new, changed, len(rows) - new - changed)


def import_roster(
    store: Store, book: Rulebook, table: Table, token: Tokens, by: str, now: datetime, partly: bool = False
) -> Summary:
    """Bring the roster in line with the table. Raises RosterRefused with all faults of it.

    `partly`: somebody saw the faults and wants the other rows all the same. Whoever is not in the table stays.
    """
    with store.begin() as tx:
        people = {person.code: person for person in tx.people.all()}
        examined = _examined(tx, book, people, table)
        if examined.faults and not partly:
            raise RosterRefused(examined.faults)
        new = [row for row in examined.people.values() if row.code not in people]
        known = [(people[row.code], row) for row in examined.people.values() if row.code in people]
        _add(tx, book, new, token, by, now)
        changed = sum(_change(tx, person, changes(person, row), by, now) for person, row in known)
    counts = {"added": len(new), "changed": changed, "known": len(known) - changed, "left_out": examined.left_out}
    return Summary(counts)


def take_row(tx: Tx, book: Rulebook, row: Row, token: Tokens, by: str, now: datetime) -> None:
    """One row by itself, as people type it; roles are no matter of it. Raises RosterRefused."""
    people = {person.code: person for person in tx.people.all()}
    examined = _examined(tx, book, people, [row])
    if examined.faults:
        raise RosterRefused(examined.faults)
    for enrolled in examined.people.values():
        if enrolled.code in people:
            person = people[enrolled.code]
            _change(tx, person, changes(person, replace(enrolled, grants=person.grants)), by, now)
        else:
            _add(tx, book, [enrolled], token, by, now)


def _examined(tx: Tx, book: Rulebook, people: dict[str, Person], table: Table) -> Examined:
    known = Known(
        units=book.units,
        levels=list(book.levels),
        roles=list(book.role_names),
        languages=book.network.languages,
        phones={person.phone: person.code for person in people.values() if person.phone},
        merged=tx.merges.codes(),
        erased=tx.erasures.codes(),
    )
    examined = examine(table, known)
    disorder = order_faults(people, examined.people)
    wrong = {fault.row for fault in disorder}
    sound = {number: row for number, row in examined.people.items() if number not in wrong}
    return Examined(sound, tuple(sorted((*examined.faults, *disorder), key=lambda fault: fault.row)))


def _add(tx: Tx, book: Rulebook, new: list[Enrolled], token: Tokens, by: str, now: datetime) -> None:
    numbers = tx.people.add_all([NewPerson(**vars(row)) for row in new])
    until = now + book.joining.invite_lasts
    tx.invites.add(now, *(Invite(token(row.code), who, until) for who, row in zip(numbers, new, strict=True)))
    tx.journal.write(*(Entry(now, by, "imported", f"person:{row.code}") for row in new))


def _change(tx: Tx, person: Person, told: list[Change], by: str, now: datetime) -> bool:
    for change in told:
        _apply(tx, person, change)
        name = type(change).__name__.lower()
        tx.journal.write(Entry(now, by, name, f"person:{person.code}", detail=plain(asdict(change))))
    return bool(told)


def _apply(tx: Tx, person: Person, change: Change) -> None:
    match change:
        case Corrected(name, phone, language):
            tx.people.correct(person.id, name, phone, language)
        case Appointed(appointment):
            tx.people.appoint(person.id, appointment)
        case Ended(appointment, last):
            tx.people.end_appointment(person.id, appointment, last)
        case Granted(grants):
            tx.people.grant(person.id, grants)
        case Away(leave):
            tx.people.add_leave(person.id, leave)
