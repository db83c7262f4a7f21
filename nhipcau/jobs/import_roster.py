"""Take people into the roster from a table: every fault with row and column, nothing applied while one stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, NewPerson, Store
from nhipcau.rules.kernel import Primitive, Span
from nhipcau.rules.roster import Appointment, Grant, Leave
from nhipcau.rules.vietnamese import clean_name, phone
from nhipcau.settings.rulebook import Rulebook

COLUMNS = (
    "code",
    "name",
    "phone",
    "unit",
    "level",
    "from",
    "to",
    "decision",
    "roles",
    "language",
    "leave_from",
    "leave_to",
    "leave_reason",
)
REQUIRED = ("code", "name")


@dataclass(frozen=True)
class RosterFault:
    """What is wrong in one cell; `row` counts as a spreadsheet does, its header being row 1."""

    row: int
    column: str
    code: str
    facts: Mapping[str, Primitive] = field(default_factory=dict)


class RosterRefused(Exception):
    """The table has faults; nothing of it was applied."""

    def __init__(self, faults: Sequence[RosterFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


Table = Sequence[Mapping[str, str]]


def import_roster(
    store: Store, book: Rulebook, table: Table, token: Callable[[str], str], by: str, now: datetime
) -> Summary:
    """Add everyone whose code is new. Raises RosterRefused with all faults of the table."""
    faults = [fault for number, row in enumerate(table, start=2) for fault in _faults(book, number, row)]
    faults += _repeated(table)
    if faults:
        raise RosterRefused(sorted(faults, key=lambda fault: fault.row))
    with store.begin() as tx:
        known = {person.code for person in tx.people.all()}
        new = [_person(row, token) for row in table if row["code"].strip() not in known]
        for person in new:
            tx.people.add(person)
            tx.journal.write(Entry(now, by, "imported", f"person:{person.code}"))
    return Summary({"added": len(new), "known": len(table) - len(new)})


def _faults(book: Rulebook, number: int, row: Mapping[str, str]) -> list[RosterFault]:
    faults = [RosterFault(number, column, "missing") for column in REQUIRED if not _cell(row, column)]
    if _cell(row, "phone") and phone(row["phone"]) is None:
        faults.append(RosterFault(number, "phone", "bad_phone", {"value": row["phone"]}))
    for column, known in (("unit", book.units), ("level", book.levels)):
        if _cell(row, column) and _cell(row, column) not in known:
            faults.append(RosterFault(number, column, f"unknown_{column}", {"value": _cell(row, column)}))
    if _cell(row, "unit") and not _cell(row, "from"):
        faults.append(RosterFault(number, "from", "missing"))
    return faults + _bad_days(number, row)


def _bad_days(number: int, row: Mapping[str, str]) -> list[RosterFault]:
    faults = []
    for column in ("from", "to", "leave_from", "leave_to"):
        if _cell(row, column) and _day(row, column) is None:
            faults.append(RosterFault(number, column, "bad_day", {"value": _cell(row, column)}))
    for first, last in (("from", "to"), ("leave_from", "leave_to")):
        start, end = _day(row, first), _day(row, last)
        if start and end and end < start:
            faults.append(RosterFault(number, last, "ends_before_it_begins", {"first": str(start)}))
    return faults


def _repeated(table: Table) -> list[RosterFault]:
    seen: dict[str, int] = {}
    faults = []
    for number, row in enumerate(table, start=2):
        code = _cell(row, "code")
        if code in seen:
            faults.append(RosterFault(number, "code", "repeated", {"value": code, "first": seen[code]}))
        elif code:
            seen[code] = number
    return faults


def _person(row: Mapping[str, str], token: Callable[[str], str]) -> NewPerson:
    code = _cell(row, "code")
    return NewPerson(
        code=code,
        name=clean_name(row["name"]),
        language=_cell(row, "language") or "vi",
        phone=phone(_cell(row, "phone")),
        invite=token(code),
        appointments=_appointments(row),
        leaves=_leaves(row),
        grants=tuple(Grant(role, _cell(row, "unit") or None) for role in _cell(row, "roles").split()),
    )


def _appointments(row: Mapping[str, str]) -> tuple[Appointment, ...]:
    first = _day(row, "from")
    if first is None or not _cell(row, "level"):
        return ()
    span = Span(first, _day(row, "to"))
    return (Appointment(_cell(row, "unit"), _cell(row, "level"), span, _cell(row, "decision")),)


def _leaves(row: Mapping[str, str]) -> tuple[Leave, ...]:
    first = _day(row, "leave_from")
    return (Leave(Span(first, _day(row, "leave_to")), _cell(row, "leave_reason")),) if first else ()


def _cell(row: Mapping[str, str], column: str) -> str:
    return (row.get(column) or "").strip()


def _day(row: Mapping[str, str], column: str) -> date | None:
    """A day written 2026-05-16 or 16/05/2026; never month first."""
    text = _cell(row, column)
    if "/" in text:
        text = "-".join(part.zfill(2) for part in reversed(text.split("/")))
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
