"""A roster as a table of text: who is in it, and every fault with its row and column (R38)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from nhipcau.rules.kernel import Primitive, Span
from nhipcau.rules.roster import Appointment, Grant, Leave, Unit, unit_codes
from nhipcau.rules.vietnamese import clean_name, fold, phone, read_day

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
FIRST_CODE = "CTV001"
FIRST_ROW = 2
"""As a spreadsheet counts, the header being row 1."""

_MIDNIGHT = re.compile(r"[ T]00:00(:00)?$")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,29}", re.ASCII)
_NUMBERED = re.compile(r"(?P<series>.*?)(?P<number>\d+)", re.ASCII)
_LETTER = re.compile(r"[^\W\d_]")
_SEVERAL = re.compile(r"[/;,]")
_NO_NAME = re.compile(r"[\d@<>{}\[\]|\\/]")


@dataclass(frozen=True)
class RosterFault:
    """What is wrong in one cell, and which sentence says so."""

    row: int
    column: str
    code: str
    facts: Mapping[str, Primitive] = field(default_factory=dict)


class RosterRefused(Exception):
    """The table has faults; nothing of it was applied."""

    def __init__(self, faults: Sequence[RosterFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


Row = Mapping[str, str]
Table = Sequence[Row]


@dataclass(frozen=True)
class Known:
    """What a table may speak of. `phones`: whose number each is, by code; `merged`: codes that became another's;
    `erased`: codes of people whose data were deleted."""

    units: Mapping[str, Unit]
    levels: Sequence[str]
    roles: Sequence[str]
    languages: Sequence[str]
    phones: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    erased: frozenset[str] = frozenset()


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


@dataclass(frozen=True)
class Examined:
    """The people of the rows without a fault, by row, and every fault in the order of rows."""

    people: Mapping[int, Enrolled]
    faults: tuple[RosterFault, ...]

    @property
    def left_out(self) -> int:
        """How many rows have a fault."""
        return len({fault.row for fault in self.faults})


def examine(table: Table, known: Known) -> Examined:
    """Read the whole table; a row with a fault becomes nobody, and stops nobody else."""
    named = unit_codes(known.units)
    filled = [(number, row) for number, row in enumerate(table, start=FIRST_ROW) if any(map(str.strip, row.values()))]
    rows = [(number, _with_unit(row, named)) for number, row in filled]
    faults = [fault for number, row in rows for fault in _row_faults(number, row, known)]
    faults += _repeated(rows, "code", _code)
    faults += _repeated(rows, "phone", lambda row: phone(_cell(row, "phone")) or "")
    wrong = {fault.row for fault in faults}
    people = {number: _person(row, known.languages[0]) for number, row in rows if number not in wrong}
    return Examined(people, tuple(sorted(faults, key=lambda fault: fault.row)))


def next_code(codes: Iterable[str]) -> str:
    """The code after the highest of those that most people have one like: CTV181 after CTV180."""
    series: dict[str, list[str]] = {}
    for code in codes:
        if found := _NUMBERED.fullmatch(code):
            series.setdefault(found["series"], []).append(found["number"])
    if not series:
        return FIRST_CODE
    name, numbers = max(series.items(), key=lambda item: (len(item[1]), item[0]))
    highest = max(numbers, key=int)
    return f"{name}{int(highest) + 1:0{len(highest)}}"


def _with_unit(row: Row, named: Mapping[str, str]) -> Row:
    """The unit by its code, whatever it was called; what is no unit's name stays as it was written."""
    written = _cell(row, "unit")
    return {**row, "unit": named.get(fold(written), written)} if written else row


def _row_faults(number: int, row: Row, known: Known) -> Iterator[RosterFault]:
    yield from (RosterFault(number, column, "missing") for column in _required(row) if not _cell(row, column))
    for column, code, facts in (
        *_bad_identity(row, known),
        *_bad_phone(row, known.phones),
        *_bad_place(row, known),
        *_bad_words(row, known),
        *_bad_days(row),
    ):
        yield RosterFault(number, column, code, facts)


Fault = tuple[str, str, Mapping[str, Primitive]]
"""Column, code and facts of a fault in a row."""


def _required(row: Row) -> list[str]:
    """Whoever is no staff is a collaborator, with a level in a unit from a day on; a leave begins on a day."""
    required = list(REQUIRED)
    serves = _cell(row, "unit") or _cell(row, "from")
    if _cell(row, "level") or (serves and not _cell(row, "roles")):
        required += ["unit", "level", "from"]
    if _cell(row, "leave_to"):
        required.append("leave_from")
    return required


def is_name(text: str) -> bool:
    """Whether a person can be called so."""
    return not _NO_NAME.search(text) and _LETTER.search(text) is not None


def _bad_identity(row: Row, known: Known) -> Iterator[Fault]:
    code, name = _cell(row, "code"), _cell(row, "name")
    if code in known.merged:
        yield "code", "merged_away", {"value": code, "kept": known.merged[code]}
    if code in known.erased:
        yield "code", "erased", {"value": code}
    if code and not _CODE.fullmatch(code):
        yield "code", "bad_code", {"value": code}
    if name and not is_name(name):
        yield "name", "bad_name", {"value": name}


def _bad_phone(row: Row, owners: Mapping[str, str]) -> Iterator[Fault]:
    written = _cell(row, "phone")
    number = phone(written)
    if number is not None and owners.get(number, _code(row)) != _code(row):
        yield "phone", "phone_taken", {"value": written, "code": owners[number]}
    if not written or number is not None:
        return
    if _SEVERAL.search(written):
        yield "phone", "two_phones", {"value": written}
    elif _LETTER.search(written):
        yield "phone", "letter_in_phone", {"value": written}
    else:
        yield "phone", "bad_phone", {"value": written}


def _bad_place(row: Row, known: Known) -> Iterator[Fault]:
    code, level, first = _cell(row, "unit"), _cell(row, "level"), _day(row, "from")
    unit = known.units.get(code)
    if code and unit is None:
        yield "unit", "unknown_unit", {"value": code}
    if unit is not None and first is not None and not unit.span.covers(first):
        yield "unit", "unit_gone", {"value": code, "day": first.isoformat(), "successor": unit.successor or ""}
    if level and level not in known.levels:
        yield "level", "unknown_level", {"value": level, "known": ", ".join(known.levels)}


def _bad_words(row: Row, known: Known) -> Iterator[Fault]:
    for role in _cell(row, "roles").split():
        if role not in known.roles:
            yield "roles", "unknown_role", {"value": role, "known": ", ".join(known.roles)}
    language = _cell(row, "language")
    if language and language not in known.languages:
        yield "language", "unknown_language", {"value": language, "known": ", ".join(known.languages)}


def _bad_days(row: Row) -> Iterator[Fault]:
    for column in ("from", "to", "leave_from", "leave_to"):
        if _cell(row, column) and _day(row, column) is None:
            yield column, "bad_day", {"value": _cell(row, column)}
    for first, last in (("from", "to"), ("leave_from", "leave_to")):
        start, end = _day(row, first), _day(row, last)
        if start and end and end < start:
            yield last, "ends_before_it_begins", {"first": start.isoformat()}


def _repeated(rows: Sequence[tuple[int, Row]], column: str, read: Callable[[Row], str]) -> Iterator[RosterFault]:
    seen: dict[str, int] = {}
    for number, row in rows:
        value = read(row)
        if value in seen:
            facts: dict[str, Primitive] = {"value": _cell(row, column), "first": seen[value]}
            yield RosterFault(number, column, f"repeated_{column}", facts)
        elif value:
            seen[value] = number


def _code(row: Row) -> str:
    return _cell(row, "code")


def _person(row: Row, language: str) -> Enrolled:
    return Enrolled(
        code=_cell(row, "code"),
        name=clean_name(row["name"]),
        language=_cell(row, "language") or language,
        phone=phone(_cell(row, "phone")),
        appointments=_appointments(row),
        leaves=_leaves(row),
        grants=tuple(Grant(role, _cell(row, "unit") or None) for role in _cell(row, "roles").split()),
    )


def _appointments(row: Row) -> tuple[Appointment, ...]:
    first = _day(row, "from")
    if first is None or not _cell(row, "level"):
        return ()
    span = Span(first, _day(row, "to"))
    return (Appointment(_cell(row, "unit"), _cell(row, "level"), span, _cell(row, "decision")),)


def _leaves(row: Row) -> tuple[Leave, ...]:
    first = _day(row, "leave_from")
    return (Leave(Span(first, _day(row, "leave_to")), _cell(row, "leave_reason")),) if first else ()


def _cell(row: Row, column: str) -> str:
    return (row.get(column) or "").strip()


def _day(row: Row, column: str) -> date | None:
    """A day written 2026-05-16, 16/05/2026, 16-05-2026 or 16.05.2026, as a spreadsheet's midnight too."""
    return read_day(_MIDNIGHT.sub("", _cell(row, column)))
