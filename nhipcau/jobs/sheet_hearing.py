"""One tab of the shared sheets being heard: who speaks, what their cells mean, and what is written down of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from nhipcau.jobs.in_force import in_force
from nhipcau.jobs.sheet_desk import Desk, log_line
from nhipcau.ports import Editor, Entry, Tx
from nhipcau.rules.kernel import Refused, Words, spoken
from nhipcau.rules.roster import Person, may
from nhipcau.rules.sheets.cells import SheetValue, legible, typed, typed_code, typed_day
from nhipcau.rules.sheets.columns import Column
from nhipcau.rules.sheets.layout import Cells
from nhipcau.settings.rulebook import Rulebook


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
    """`taken` are the keys that the tab's rows have, so that no row is taken twice; `said` is the row being heard."""

    tx: Tx
    desk: Desk
    tab: str
    speaker: Speaker
    taken: set[str]
    now: datetime
    said: Cells = field(default_factory=dict)
    lines: list[Entry] = field(default_factory=list)
    """Of what was refused: written once the sheet reads it."""
    applied: int = 0

    @property
    def today(self) -> date:
        return self.desk.book.calendar.today(self.now)

    @property
    def who(self) -> str:
        """The speaker as the journal names people."""
        return self.speaker.person.code if self.speaker.person else self.speaker.name

    @property
    def in_force(self) -> Rulebook:
        """The config with what people set otherwise up to now."""
        return in_force(self.tx, self.desk.book)

    def say(self, words: Words) -> str:
        return spoken(words, self.desk.language)

    def sentence(self, no: Refused) -> str:
        return self.desk.say("sheets/replies", no.code, no.facts)

    def legible(self, cells: Cells) -> str:
        """What was typed into a row, as people read it."""
        shown = (legible(value, self.column(key).kind) for key, value in cells.items())
        return ", ".join(filter(None, shown))

    def line(self, what: str, key: str, column: str, value: str, why: str = "") -> Entry:
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
        return self.code(value, self.column(column).choices)

    def code(self, value: SheetValue, codes: Sequence[str]) -> str:
        """Which of the codes is meant, by its words in any language; "" for an empty cell. Raises NotTaken for none."""
        code = typed_code(value, self.desk.titles[self.tab], codes)
        if code is None and typed(value):
            raise NotTaken("bad_choice", value=typed(value))
        return code or ""

    def unit(self, value: SheetValue) -> str:
        """The code of a unit, by its short name as drop-downs offer it, its full name or code; "" for an empty cell.

        Raises NotTaken for what is no unit. A name that a unit of former days had means the one that has it now.
        """
        wanted = typed(value)
        unit = self.desk.book.unit_called(wanted)
        if wanted and unit is None:
            raise NotTaken("bad_choice", value=wanted)
        return unit or ""

    def person(self, code: str) -> Person:
        person = self.tx.people.by_code(code)
        if person is None:
            raise NotTaken("unknown_person", value=code)
        return person

    def wrote(self, what: str, person: Person, **detail: str) -> None:
        self.tx.journal.write(Entry(self.now, self.who, what, f"person:{person.code}", why="sheets", detail=detail))


def short(text: str, most: int) -> str:
    """Raises NotTaken for a longer one."""
    if len(text) > most:
        raise NotTaken("too_long", most=most)
    return text
