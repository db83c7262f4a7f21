"""The desk of the shared sheets: syncing them, setting them up, telling what differs."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property, partial
from json import loads
from typing import TYPE_CHECKING

from nhipcau.jobs.sheet_desk import Desk, declared_for, titles_for
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.sync_changes import sync_changes
from nhipcau.jobs.sync_sheets import sync_sheets
from nhipcau.machine import InviteMaker
from nhipcau.messages.templates import Templates
from nhipcau.ports import Store
from nhipcau.rules.sheets.tabs import DECLARATIONS
from nhipcau.settings.installation import Installation
from nhipcau.settings.rulebook import Rulebook

if TYPE_CHECKING:
    from nhipcau.sheets.gateway import GoogleSheets
    from nhipcau.sheets.setup import Difference
    from nhipcau.sheets.shelf import Shelf
    from nhipcau.sheets.workbooks import LocalWorkbooks

LOCALES = {"vi": "vi_VN", "en": "en_GB"}
"""How the shared sheets read what people type: both put the day before the month."""


class SheetsDesk:
    """What may be asked about the shared sheets. Libraries are imported when first needed."""

    installation: Installation
    book: Rulebook
    store: Store
    words: Templates

    def sync_now(self, now: datetime) -> Summary:
        """A whole sync that somebody asked for."""
        return sync_sheets(self.store, self.desk, self.sheets, None, now)

    def sync_changes(self, now: datetime) -> Summary:
        """A whole sync if something changed since the last one, or people were not listened to for a while."""
        return sync_changes(self.store, self.desk, self.sheets, now)

    def sheet_differences(self) -> "list[tuple[str, Difference]]":
        """By title of book, in what the spreadsheets differ from what is declared; local files never do."""
        return [] if self.book.sharing.local else list(self._differences())

    def set_up_sheets(self, now: datetime) -> Summary:
        """Make what is missing, mend what differs, share with the editors of config; again, it does nothing.

        Tabs are made and filled by a sync; before it, what people made already is adopted.
        """
        if self.book.sharing.local:
            return self.sync_now(now)
        from nhipcau.sheets.setup import mend, share

        mended = shared = 0
        for book, part in self._by_book().items():
            opened = self.google.open(book)
            mended += mend(opened, self._of_book(book, part))
            shared += len(share(opened, self.book.sharing.editors[book]))
        return Summary({"mended": mended, "shared": shared}) + self.sync_now(now)

    def _differences(self) -> "Iterator[tuple[str, Difference]]":
        from nhipcau.sheets.setup import Difference

        for book, tabs in self._by_book().items():
            found = self._of_book(book, tabs) if self.google.has(book) else [Difference("book_missing")]
            yield from ((self.book.books[book], difference) for difference in found)

    def _of_book(self, book: str, tabs: list[str]) -> "list[Difference]":
        from nhipcau.sheets.setup import differences

        return differences(self.google.open(book), self.shelf, tabs)

    def _by_book(self) -> dict[str, list[str]]:
        placed = {book: [name for name, tab in self.book.tabs.items() if tab.book == book] for book in self.book.books}
        return {book: tabs for book, tabs in placed.items() if tabs}

    # ------------------------------------------------------------------------------- made when first needed

    @cached_property
    def desk(self) -> Desk:
        """What syncing the shared sheets needs beside the store."""
        from nhipcau.sheets.words import load_guide, load_titles

        templates, language = self.installation.templates, self.book.network.language
        return Desk(
            self.book,
            declared_for(self.book, DECLARATIONS),
            titles_for(self.book, load_titles(templates, language)),
            load_guide(templates, language),
            lambda file, code, facts: self.words.sentence(file, code, facts, language),
            InviteMaker(self.installation.token_seed),
        )

    @cached_property
    def shelf(self) -> "Shelf":
        """Where the tabs stand and what they look like."""
        from nhipcau.sheets.shelf import Shelf

        book, desk = self.book, self.desk
        locale, zone = LOCALES[book.network.language], str(book.calendar.zone)
        return Shelf(book.books, book.tabs, desk.declared, desk.titles, locale, zone)

    @cached_property
    def sheets(self) -> "GoogleSheets | LocalWorkbooks":
        if self.book.sharing.local:
            from nhipcau.sheets.workbooks import LocalWorkbooks

            return LocalWorkbooks(self.installation.home / "sheets", self.shelf)
        return self.google

    @cached_property
    def google(self) -> "GoogleSheets":
        from nhipcau.sheets.budget import Budget
        from nhipcau.sheets.client import connect
        from nhipcau.sheets.gateway import GoogleSheets

        installation, budget = self.installation, Budget(self.book.sharing.requests_a_minute)
        assert installation.google_credentials is not None, "no service account is configured"
        credentials = loads(installation.google_credentials.read_text())
        return GoogleSheets(partial(connect, credentials, installation.google_url or None, budget), self.shelf, budget)
