"""What people typed into the shared sheets is taken by the same rules and roles as what they say in chat, or refused
with a sentence in their row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from nhipcau.jobs.decide_review import rule_on_line
from nhipcau.jobs.sheet_desk import Desk, log_line
from nhipcau.jobs.sheet_rows import leave_key
from nhipcau.ports import Editor, Entry, Tx
from nhipcau.rules.enrolment import is_name
from nhipcau.rules.kernel import Month, Refused, Span, spoken
from nhipcau.rules.roster import Leave, Person, may
from nhipcau.rules.sheets.cells import SheetValue, typed, typed_code, typed_day
from nhipcau.rules.sheets.columns import Column
from nhipcau.rules.sheets.layout import Cells
from nhipcau.rules.sheets.merge import Answered, Asked
from nhipcau.rules.vietnamese import clean_name, phone

LONGEST_NAME, LONGEST_REASON = 100, 300


class NotTaken(Refused):
    """A rule says no to something typed: `code` names the sentence of templates/sheets/replies."""


@dataclass(frozen=True)
class Speaker:
    """Who edited a book: a person of the roster whose account config knows, or anybody with the book's own role."""

    name: str
    person: Person | None
    role: str

    def may(self, action: str, permissions: Mapping[str, frozenset[str]]) -> bool:
        if self.person is not None:
            return may(self.person, action, permissions)
        return self.role in permissions.get(action, frozenset())


def speaker_of(tx: Tx, desk: Desk, book: str, editor: Editor) -> Speaker:
    """Drive tells who changed the file last; where it tells nobody, the log says that it was the sheet."""
    code = desk.book.sharing.accounts.get(editor.account.lower(), "")
    person = tx.people.by_code(code) if code else None
    name = person.name if person else editor.name or editor.account or desk.book.books[book]
    return Speaker(name, person, desk.book.sharing.roles[book])


@dataclass
class Hearing:
    """One tab being heard: who speaks, and the keys that its rows have, so that no row is taken twice."""

    tx: Tx
    desk: Desk
    tab: str
    speaker: Speaker
    taken: set[str]
    now: datetime
    lines: list[Entry] = field(default_factory=list)
    """Of what was refused: written once the sheet reads it."""
    applied: int = 0

    def hear(self, asked: Sequence[Asked]) -> dict[int, Answered]:
        """By row. What is taken is in the store; what is refused has a sentence."""
        return {one.row: self._row(one) for one in asked}

    def _row(self, asked: Asked) -> Answered:
        answered = self._known_row(asked) if asked.key else self._new_row(asked)
        if answered.reply and answered.reply != asked.reply:
            typed_cells = ", ".join(typed(value) for value in asked.cells.values())
            column = next(iter(sorted(answered.refused)), "")
            self.lines.append(self._line("refused", asked.key, column, typed_cells, answered.reply))
        return answered

    def _known_row(self, asked: Asked) -> Answered:
        refused = {}
        for column, value in asked.cells.items():
            try:
                self._allow()
                _EDITS[self.tab, column](self, asked.key, value)
                self._note(asked, column, value)
            except Refused as no:
                refused[column] = self._sentence(no)
        return Answered(asked.key, frozenset(refused), " ".join(dict.fromkeys(refused.values())))

    def _note(self, asked: Asked, column: str, value: SheetValue) -> None:
        what, before = ("conflict", typed(asked.against[column])) if column in asked.against else ("applied", "")
        self.applied += 1
        self.tx.journal.write(self._line(what, asked.key, column, typed(value), before))

    def _new_row(self, asked: Asked) -> Answered:
        if not any(typed(value) for value in asked.cells.values()):
            return Answered("")
        try:
            self._allow()
            key = _NEW_ROWS[self.tab](self, asked.cells)
        except Refused as no:
            return Answered("", reply=self._sentence(no))
        self.taken.add(key)
        self.applied += 1
        self.tx.journal.write(self._line("applied", key, "", ", ".join(map(typed, asked.cells.values()))))
        return Answered(key)

    def _allow(self) -> None:
        action = ACTIONS[self.tab]
        book = self.desk.book
        if not self.speaker.may(action, book.permissions):
            roles = (spoken(book.role_names[role], book.network.language) for role in sorted(book.permissions[action]))
            raise NotTaken("not_allowed", roles=", ".join(roles))

    def _sentence(self, no: Refused) -> str:
        return self.desk.say("sheets/replies", no.code, no.facts)

    def _line(self, what: str, key: str, column: str, value: str, why: str = "") -> Entry:
        return log_line(self.now, self.speaker.name, what, self.tab, key, column, value, why)

    # ------------------------------------------------------------------------------- reading cells

    def column(self, key: str) -> Column:
        return next(column for column in self.desk.declared[self.tab].columns if column.key == key)

    def title(self, column: str) -> str:
        return self.desk.column_title(self.tab, column)

    def day(self, value: SheetValue) -> date | None:
        """Raises NotTaken for what is no day; None for an empty cell."""
        day = typed_day(value)
        if day is None and typed(value):
            raise NotTaken("bad_day", value=typed(value))
        return day

    def choice(self, column: str, value: SheetValue) -> str:
        """The code of a drop-down; "" for an empty cell. Raises NotTaken for what it does not offer."""
        code = typed_code(value, self.desk.titles[self.tab], self.column(column).choices)
        if code is None and typed(value):
            raise NotTaken("bad_choice", value=typed(value))
        return code or ""

    def person(self, code: str) -> Person:
        person = self.tx.people.by_code(code)
        if person is None:
            raise NotTaken("unknown_person", value=code)
        return person

    def wrote(self, what: str, person: Person, **detail: str) -> None:
        who = self.speaker.person.code if self.speaker.person else self.speaker.name
        self.tx.journal.write(Entry(self.now, who, what, f"person:{person.code}", why="sheets", detail=detail))


def _rename(hearing: Hearing, code: str, value: SheetValue) -> None:
    person, name = hearing.person(code), clean_name(typed(value))
    if not name:
        raise NotTaken("missing", title=hearing.title("name"))
    _short(name, LONGEST_NAME)
    if not is_name(name):
        raise NotTaken("bad_name", value=name)
    if name != person.name:
        hearing.tx.people.correct(person.id, name, person.phone, person.language)
        hearing.wrote("renamed", person, before=person.name, after=name)


def _call(hearing: Hearing, code: str, value: SheetValue) -> None:
    person, number = hearing.person(code), phone(typed(value)) if typed(value) else None
    if number is None and typed(value):
        raise NotTaken("bad_phone", value=typed(value))
    owner = hearing.tx.people.by_phone(number) if number else None
    if owner is not None and owner.id != person.id:
        raise NotTaken("phone_taken", value=typed(value), code=owner.code)
    if number != person.phone:
        hearing.tx.people.correct(person.id, person.name, number, person.language)
        hearing.wrote("phone_changed", person, before=person.phone or "", after=number or "")


def _speak(hearing: Hearing, code: str, value: SheetValue) -> None:
    person, language = hearing.person(code), hearing.choice("language", value)
    if not language:
        raise NotTaken("missing", title=hearing.title("language"))
    if language != person.language:
        hearing.tx.people.correct(person.id, person.name, person.phone, language)
        hearing.wrote("language_changed", person, before=person.language, after=language)


def _new_leave(hearing: Hearing, cells: Cells) -> str:
    """The key of the leave. One that was taken before, whose key did not reach the sheet, is found again."""
    for column in ("code", "first"):
        if not typed(cells[column]):
            raise NotTaken("missing", title=hearing.title(column))
    person, first, last = hearing.person(typed(cells["code"])), hearing.day(cells["first"]), hearing.day(cells["last"])
    assert first is not None
    leave = Leave(_span(first, last), _short(typed(cells["reason"]), LONGEST_REASON))
    key = leave_key(person, leave)
    if key in hearing.taken:
        raise NotTaken("already_there", value=key)
    if leave not in person.leaves:
        _apart(person, leave, None)
        hearing.tx.people.add_leave(person.id, leave)
        hearing.wrote("leave_added", person, first=str(first), last=str(last or ""))
    return key


def _end_leave(hearing: Hearing, key: str, value: SheetValue) -> None:
    _change_leave(hearing, key, lambda leave: replace(leave, span=_span(leave.span.first, hearing.day(value))))


def _explain_leave(hearing: Hearing, key: str, value: SheetValue) -> None:
    reason = _short(typed(value), LONGEST_REASON)
    _change_leave(hearing, key, lambda leave: replace(leave, reason=reason))


def _change_leave(hearing: Hearing, key: str, change: Callable[[Leave], Leave]) -> None:
    code, _, first = key.partition("/")
    person = hearing.person(code)
    before = next(leave for leave in person.leaves if str(leave.span.first) == first)
    after = change(before)
    if after != before:
        _apart(person, after, before)
        hearing.tx.people.change_leave(person.id, after)
        hearing.wrote("leave_changed", person, first=first, last=str(after.span.last or ""))


def _fixed(hearing: Hearing, key: str, value: SheetValue) -> None:
    raise NotTaken("new_row_instead")


def _span(first: date, last: date | None) -> Span:
    if last is not None and last < first:
        raise NotTaken("ends_first")
    return Span(first, last)


def _apart(person: Person, leave: Leave, instead_of: Leave | None) -> None:
    for other in person.leaves:
        if other != instead_of and other.span.overlap(leave.span) is not None:
            raise NotTaken("overlaps", first=str(other.span.first))


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise NotTaken("too_long", most=most)
    return text


def _excuse(hearing: Hearing, key: str, value: SheetValue) -> None:
    round_key, _, code = key.rpartition("/")
    person, excused = hearing.person(code), hearing.choice("excuse", value) == "excused"
    asked = hearing.tx.rounds.get(round_key)
    assert asked is not None, round_key
    checkin = next(c for c in hearing.tx.checkins.of_round(asked.id) if c.person_id == person.id)
    if checkin.excused == excused:
        return
    if asked.closed:
        raise NotTaken("round_over")
    if checkin.answered:
        raise NotTaken("answered_already")
    hearing.tx.checkins.excuse(checkin.id, excused)
    hearing.wrote("excused" if excused else "asked_again", person, round=round_key)


def _decide(hearing: Hearing, key: str, value: SheetValue) -> None:
    month, _, code = key.partition("/")
    person, reason = hearing.speaker.person, hearing.choice("decision", value)
    if not reason:
        raise NotTaken("missing", title=hearing.title("decision"))
    if person is None:
        raise NotTaken("approvers_only")
    decided = hearing.tx.months.decisions(Month.parse(month)).get(code)
    if decided is None or decided.reason != spoken(hearing.desk.book.review_reasons[reason], hearing.desk.language):
        rule_on_line(hearing.tx, hearing.desk.book, person, Month.parse(month), code, reason, hearing.now)


ACTIONS = {"roster": "import_roster", "leave": "set_leave", "checkins": "excuse", "approvals": "decide_review"}
"""What a person must be allowed to do to edit a tab (config/roles.yaml)."""

_EDITS: Mapping[tuple[str, str], Callable[[Hearing, str, SheetValue], None]] = {
    ("roster", "name"): _rename,
    ("roster", "phone"): _call,
    ("roster", "language"): _speak,
    ("leave", "code"): _fixed,
    ("leave", "first"): _fixed,
    ("leave", "last"): _end_leave,
    ("leave", "reason"): _explain_leave,
    ("checkins", "excuse"): _excuse,
    ("approvals", "decision"): _decide,
}
_NEW_ROWS: Mapping[str, Callable[[Hearing, Cells], str]] = {"leave": _new_leave}
