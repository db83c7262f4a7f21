"""A roster as a table of text: who is in it, and every fault with its row and column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from nhipcau.rules.kernel import Primitive, Span
from nhipcau.rules.roster import Appointment, Grant, Leave
from nhipcau.rules.vietnamese import clean_name, phone

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
_DAY_FIRST = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", re.ASCII)


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


@dataclass(frozen=True)
class Enrolled:
    """One person as their row has them."""

    code: str
    name: str
    language: str
    phone: str | None
    appointments: tuple[Appointment, ...]
    leaves: tuple[Leave, ...]
    grants: tuple[Grant, ...]


def enrol(table: Table, units: Sequence[str], levels: Sequence[str]) -> list[Enrolled]:
    """Everyone in the table. Raises RosterRefused with all faults of it (R38)."""
    faults = [fault for number, row in enumerate(table, start=2) for fault in _faults(number, row, units, levels)]
    faults += _repeated(table)
    if faults:
        raise RosterRefused(sorted(faults, key=lambda fault: fault.row))
    return [_person(row) for row in table]


def _faults(number: int, row: Mapping[str, str], units: Sequence[str], levels: Sequence[str]) -> list[RosterFault]:
    faults = [RosterFault(number, column, "missing") for column in _required(row) if not _cell(row, column)]
    if _cell(row, "phone") and phone(row["phone"]) is None:
        faults.append(RosterFault(number, "phone", "bad_phone", {"value": row["phone"]}))
    for column, known in (("unit", units), ("level", levels)):
        if _cell(row, column) and _cell(row, column) not in known:
            faults.append(RosterFault(number, column, f"unknown_{column}", {"value": _cell(row, column)}))
    return faults + _bad_days(number, row)


def _required(row: Mapping[str, str]) -> list[str]:
    """Whoever is no staff is a collaborator, with a level in a unit from a day on; a leave begins on a day."""
    required = list(REQUIRED)
    serves = _cell(row, "unit") or _cell(row, "from")
    if _cell(row, "level") or (serves and not _cell(row, "roles")):
        required += ["unit", "level", "from"]
    if _cell(row, "leave_to"):
        required.append("leave_from")
    return required


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


def _person(row: Mapping[str, str]) -> Enrolled:
    return Enrolled(
        code=_cell(row, "code"),
        name=clean_name(row["name"]),
        language=_cell(row, "language") or "vi",
        phone=phone(_cell(row, "phone")),
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
    """A day written 2026-05-16, 16/05/2026 or 16-05-2026; never month first."""
    text = _cell(row, column)
    if found := _DAY_FIRST.fullmatch(text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
