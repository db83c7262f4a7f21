"""The tab Roster as people type it: corrections, new people and moves, held to the rules of the import."""

from collections.abc import Mapping

from nhipcau.jobs.import_roster import take_row
from nhipcau.jobs.sheet_desk import Desk
from nhipcau.jobs.sheet_hearing import Hearing, NotTaken, short
from nhipcau.rules.enrolment import RosterFault, RosterRefused, Row, is_name, next_code
from nhipcau.rules.roster import Appointment, Person, listed
from nhipcau.rules.sheets.cells import SheetValue, typed, typed_day
from nhipcau.rules.sheets.layout import Cells
from nhipcau.rules.vietnamese import clean_name, phone

LONGEST_NAME = 100
NEEDED = ("name", "unit", "level", "since")
"""Of a row that people add: whoever is entered here is a collaborator, with a level in a unit from a day on."""


def rename(hearing: Hearing, code: str, value: SheetValue) -> None:
    person, name = hearing.person(code), clean_name(typed(value))
    if not name:
        raise NotTaken("missing", title=hearing.title("name"))
    short(name, LONGEST_NAME)
    if not is_name(name):
        raise NotTaken("bad_name", value=name)
    if name != person.name:
        hearing.tx.people.correct(person.id, name, person.phone, person.language)
        hearing.wrote("renamed", person, before=person.name, after=name)


def call(hearing: Hearing, code: str, value: SheetValue) -> None:
    person, number = hearing.person(code), phone(typed(value)) if typed(value) else None
    if number is None and typed(value):
        raise NotTaken("bad_phone", value=typed(value))
    owner = hearing.tx.people.by_phone(number) if number else None
    if owner is not None and owner.id != person.id:
        raise NotTaken("phone_taken", value=typed(value), code=owner.code)
    if number != person.phone:
        hearing.tx.people.correct(person.id, person.name, number, person.language)
        hearing.wrote("phone_changed", person, before=person.phone or "", after=number or "")


def speak(hearing: Hearing, code: str, value: SheetValue) -> None:
    person, language = hearing.person(code), hearing.choice("language", value)
    if not language:
        raise NotTaken("missing", title=hearing.title("language"))
    if language != person.language:
        hearing.tx.people.correct(person.id, person.name, person.phone, language)
        hearing.wrote("language_changed", person, before=person.language, after=language)


def move(hearing: Hearing, code: str, value: SheetValue) -> None:
    """Another unit or level from a day on, or a last day, of all the cells that were typed in the row together.

    Once for them all: for the second of them the person stands already as the row says.
    """
    person, said = hearing.person(code), hearing.said
    for column in {"since", "until"} & said.keys():
        hearing.day(said[column])
    was = _cells_of(listed(person, hearing.today, hearing.desk.book.levels))
    now = {**was, **{column: _meant(hearing, column, said[column]) for column in was if column in said}}
    moved, begun = (now["unit"], now["level"]) != (was["unit"], was["level"]), now["since"] != was["since"]
    if not (now["unit"] and now["level"]) or (moved and not begun) or (begun and not moved and not was["until"]):
        raise NotTaken("move_in_whole", since=hearing.title("since"))
    if was["until"] and not now["until"] and not begun:
        raise NotTaken("cannot_return", since=hearing.title("since"))
    if begun and "until" not in said:
        now["until"] = ""
    _take(hearing, {**_identity(person), **_import_row(now)})


def _cells_of(held: Appointment | None) -> dict[str, str]:
    if held is None:
        return dict.fromkeys(("unit", "level", "since", "until"), "")
    last = held.span.last.isoformat() if held.span.last else ""
    return {"unit": held.unit, "level": held.level, "since": held.span.first.isoformat(), "until": last}


def _identity(person: Person) -> dict[str, str]:
    return {"code": person.code, "name": person.name, "phone": person.phone or "", "language": person.language}


def _import_row(cells: Mapping[str, str]) -> dict[str, str]:
    return {"unit": cells["unit"], "level": cells["level"], "from": cells["since"], "to": cells["until"]}


def _meant(hearing: Hearing, column: str, value: SheetValue) -> str:
    """A cell in the import's terms: codes of units and levels, days as 2026-05-16; what is no day stays as typed."""
    if column == "unit":
        return hearing.unit(value)
    if column in ("level", "language"):
        return hearing.choice(column, value)
    if column in ("since", "until"):
        day = typed_day(value)
        return day.isoformat() if day else typed(value)
    return typed(value)


def enrol(hearing: Hearing, cells: Cells) -> str:
    """The code of a new person. One who was taken before, and whose code did not reach the sheet, is found again."""
    missing = [f"“{hearing.title(column)}”" for column in NEEDED if not typed(cells[column])]
    if missing:
        raise NotTaken("incomplete", titles=", ".join(missing))
    meant = {column: _meant(hearing, column, value) for column, value in cells.items()}
    row = {**meant, **_import_row(meant)}
    known = _entered_before(hearing, row)
    if known is None:
        row["code"] = row["code"] or _free_code(hearing)
        _take(hearing, row)
    return known.code if known else row["code"]


def _entered_before(hearing: Hearing, row: Row) -> Person | None:
    """Somebody without a row of their own, who is all that this row says."""
    for person in hearing.tx.people.all():
        held = _cells_of(listed(person, hearing.today, hearing.desk.book.levels))
        same = (person.name, person.phone) == (clean_name(row["name"]), phone(row["phone"]))
        if same and person.code not in hearing.taken and _import_row(held).items() <= row.items():
            return person
    return None


def _free_code(hearing: Hearing) -> str:
    people = (person.code for person in hearing.tx.people.all())
    return next_code([*people, *hearing.tx.merges.codes(), *hearing.taken])


def _take(hearing: Hearing, row: Row) -> None:
    desk = hearing.desk
    try:
        take_row(hearing.tx, desk.book, row, desk.token, hearing.who, hearing.now)
    except RosterRefused as no:
        raise NotTaken("as_said", words=" ".join(_told(desk, fault) for fault in no.faults)) from no


def _told(desk: Desk, fault: RosterFault) -> str:
    """As the import reports it."""
    column = desk.say("cli/roster_columns", fault.column, {})
    return f"{column}: {desk.say('cli/roster_faults', fault.code, fault.facts)}"
