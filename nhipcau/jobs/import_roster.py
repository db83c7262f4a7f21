"""Take people into the roster from a table; nothing is applied while one fault stands."""

from collections.abc import Callable
from datetime import datetime

from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, NewPerson, Store
from nhipcau.rules.enrolment import Enrolled, Table, enrol
from nhipcau.settings.rulebook import Rulebook


def import_roster(
    store: Store, book: Rulebook, table: Table, token: Callable[[str], str], by: str, now: datetime
) -> Summary:
    """Add everyone whose code is new. Raises RosterRefused with all faults of the table."""
    people = enrol(table, list(book.units), list(book.levels))
    with store.begin() as tx:
        known = {person.code for person in tx.people.all()}
        new = [person for person in people if person.code not in known]
        for person in new:
            tx.people.add(_with_invite(person, token(person.code)))
            tx.journal.write(Entry(now, by, "imported", f"person:{person.code}"))
    return Summary({"added": len(new), "known": len(people) - len(new)})


def _with_invite(person: Enrolled, invite: str) -> NewPerson:
    return NewPerson(
        code=person.code,
        name=person.name,
        language=person.language,
        phone=person.phone,
        invite=invite,
        appointments=person.appointments,
        leaves=person.leaves,
        grants=person.grants,
    )
