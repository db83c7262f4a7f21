"""All spreadsheets of the practice network, and what people do in them. Plain Python, safe to use from threads."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from practice.core.bell import Bell
from practice.core.clock import PracticeClock
from practice.sheets import a1, people
from practice.sheets.calculating import Calculator
from practice.sheets.editing import Edit
from practice.sheets.errors import GoogleError
from practice.sheets.people import tab_titled, view_tab
from practice.sheets.reading import Values, rendered, trim
from practice.sheets.rendering import Rendering
from practice.sheets.saving import dump_spreadsheet, load_spreadsheet
from practice.sheets.spreadsheets import Spreadsheet, user_permission
from practice.sheets.tabs import Json, Tab

SOMEBODY = "somebody@practice.test"
ID_LENGTH = 44


class SheetsWorld:
    """The spreadsheets. A change works on a copy that replaces the spreadsheet only when all went well.

    Methods take a spreadsheet by its id or its title and raise GoogleError, in Google's words, for what cannot be.
    """

    def __init__(self, clock: PracticeClock) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.version = 0
        """Grows with every change of any spreadsheet."""
        self.changed = Bell()
        self._spreadsheets: dict[str, Spreadsheet] = {}
        self._made = 0

    # What the services are built on

    def create(self, title: str, owner: str, *, locale: str = "en_US", tab: str = "Sheet1") -> Spreadsheet:
        """Make a spreadsheet with one empty tab."""
        with self.lock:
            now = self.clock.now()
            made = Spreadsheet(self._next_id(), title, now, now, owner, locale=locale, tabs=[Tab(0, tab)])
            made.permissions.append(user_permission(made, owner, "owner"))
            self.add(made)
            return made

    def add(self, spreadsheet: Spreadsheet) -> None:
        """Put a spreadsheet among the others, in the place of an older state of it."""
        with self.lock:
            self._spreadsheets[spreadsheet.id] = spreadsheet
            self._note_change()

    def new_id(self) -> str:
        """An id for a spreadsheet; the same ones in the same order in every run."""
        with self.lock:
            return self._next_id()

    def all(self) -> list[Spreadsheet]:
        """Every spreadsheet, oldest first."""
        with self.lock:
            return list(self._spreadsheets.values())

    def find(self, name: str) -> Spreadsheet:
        """The spreadsheet with that id, else the first with that title; raise a 404 if there is none."""
        with self.lock:
            if name in self._spreadsheets:
                return self._spreadsheets[name]
            for spreadsheet in self._spreadsheets.values():
                if spreadsheet.title == name:
                    return spreadsheet
        raise GoogleError(404, "Requested entity was not found.")

    def get(self, spreadsheet_id: str) -> Spreadsheet:
        """The spreadsheet with that id; raise a 404 if there is none."""
        with self.lock:
            spreadsheet = self._spreadsheets.get(spreadsheet_id)
        if spreadsheet is None:
            raise GoogleError(404, "Requested entity was not found.")
        return spreadsheet

    def remove(self, spreadsheet_id: str) -> None:
        """Delete a spreadsheet for good."""
        with self.lock:
            del self._spreadsheets[spreadsheet_id]
            self._note_change()

    @contextmanager
    def editing(self, spreadsheet: Spreadsheet, account: str) -> Iterator[Edit]:
        """Change a spreadsheet: all of it on leaving the block, nothing if the block raises."""
        with self.lock:
            edit = Edit(self.get(spreadsheet.id).copy(), account, self.clock.now())
            yield edit
            edit.spreadsheet.modified = edit.now
            edit.spreadsheet.modified_by = account
            self.add(edit.spreadsheet)

    # What people see

    def tabs(self, spreadsheet: str) -> list[str]:
        """The titles of the tabs, from left to right."""
        return [tab.title for tab in self.find(spreadsheet).tabs]

    def rows(self, spreadsheet: str, tab: str) -> Values:
        """What a person sees in a tab: texts, without empty ends of rows and empty last rows."""
        with self.lock:
            found = self.find(spreadsheet)
            shown = tab_titled(found, tab)
            calculator = Calculator(found, self.clock.now())
            return trim(rendered(found, calculator, shown, shown.whole, Rendering()))

    def view(self, spreadsheet: str, tab: str) -> Json:
        """A tab as a page needs it to draw it: `rows`, and what is frozen, merged, protected, noted."""
        with self.lock:
            found = self.find(spreadsheet)
            return {**view_tab(found, tab_titled(found, tab)), "rows": self.rows(spreadsheet, tab)}

    # What people do

    def type(self, spreadsheet: str, tab: str, cell: str, text: str, who: str = SOMEBODY) -> None:
        """Type into a cell; the text becomes a number, a date or a formula where it looks like one."""
        with self._acting(spreadsheet, who) as edit:
            people.type_text(edit, tab, cell, text)

    def sort(
        self,
        spreadsheet: str,
        tab: str,
        column: str,
        *,
        descending: bool = False,
        header_rows: int = 1,
        who: str = SOMEBODY,
    ) -> None:
        """Sort all rows below the header by one column, given by its letters."""
        with self._acting(spreadsheet, who) as edit:
            people.sort_rows(edit, tab, column, descending=descending, header_rows=header_rows)

    def move_column(self, spreadsheet: str, tab: str, column: str, before: str, who: str = SOMEBODY) -> None:
        """Drag a column before another; both are given by their letters."""
        with self._acting(spreadsheet, who) as edit:
            people.move_column(edit, tab, column, before)

    def rename_tab(self, spreadsheet: str, tab: str, title: str, who: str = SOMEBODY) -> None:
        """Give a tab another title."""
        with self._acting(spreadsheet, who) as edit:
            people.rename_tab(edit, tab, title)

    def insert_row(self, spreadsheet: str, tab: str, row: int, who: str = SOMEBODY) -> None:
        """Open an empty row; it gets the number `row`, counted from 1."""
        with self._acting(spreadsheet, who) as edit:
            people.insert(edit, tab, "ROWS", int(row) - 1)

    def insert_column(self, spreadsheet: str, tab: str, column: str, who: str = SOMEBODY) -> None:
        """Open an empty column; it gets the letters `column`."""
        with self._acting(spreadsheet, who) as edit:
            people.insert(edit, tab, "COLUMNS", a1.column_index(column))

    def delete_row(self, spreadsheet: str, tab: str, row: int, who: str = SOMEBODY) -> None:
        """Remove the row with that number, counted from 1."""
        with self._acting(spreadsheet, who) as edit:
            people.delete(edit, tab, "ROWS", int(row) - 1)

    def delete_column(self, spreadsheet: str, tab: str, column: str, who: str = SOMEBODY) -> None:
        """Remove the column with those letters."""
        with self._acting(spreadsheet, who) as edit:
            people.delete(edit, tab, "COLUMNS", a1.column_index(column))

    def duplicate_row(self, spreadsheet: str, tab: str, row: int, who: str = SOMEBODY) -> None:
        """Copy the row with that number, counted from 1, into a new one right below it."""
        with self._acting(spreadsheet, who) as edit:
            people.duplicate_row(edit, tab, int(row) - 1)

    def protect(self, spreadsheet: str, tab: str, cells: str, editors: Sequence[str] = (), who: str = SOMEBODY) -> None:
        """Protect a range from everybody but the editors, the owner and whoever protects it."""
        with self._acting(spreadsheet, who) as edit:
            people.protect(edit, tab, cells, list(editors))

    def _acting(self, name: str, who: str) -> AbstractContextManager[Edit]:
        return self.editing(self.find(name), who)

    # Keeping

    def dump(self) -> dict[str, Any]:
        """Return every spreadsheet, JSON-able."""
        with self.lock:
            return {"made": self._made, "spreadsheets": [dump_spreadsheet(one) for one in self.all()]}

    def load(self, saved: dict[str, Any]) -> None:
        """Replace everything by what `dump` gave."""
        with self.lock:
            self._made = saved["made"]
            loaded = [load_spreadsheet(one) for one in saved["spreadsheets"]]
            self._spreadsheets = {one.id: one for one in loaded}
            self._note_change()

    def reset(self) -> None:
        """Forget every spreadsheet; ids start again."""
        with self.lock:
            self._spreadsheets.clear()
            self._made = 0
            self._note_change()

    def _note_change(self) -> None:
        self.version += 1
        self.changed.ring()

    def _next_id(self) -> str:
        self._made += 1
        return f"1PracticeSpreadsheet-{self._made:0{ID_LENGTH - 21}}"
