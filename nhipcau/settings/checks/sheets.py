"""Checks of sheets.yaml: books that exist, titles that are not taken twice, finance in a book of its own."""

from collections.abc import Iterator, Mapping

from nhipcau.settings.checks.common import twice, unknown
from nhipcau.settings.faults import Fault
from nhipcau.settings.files import Files
from nhipcau.settings.sheets import SheetsFile, TabItem

FINANCE = ("allowances", "approvals", "disputes", "accounts")


def sheet_faults(files: Files) -> Iterator[Fault]:
    sheets = files.one(SheetsFile)
    tabs = sheets.tabs.items()
    yield from twice((item.title, item.spot("title")) for item in sheets.books.values())
    roles = files.named("roles.yaml", "roles", "key")
    for kept in sheets.books.values():
        yield from unknown("role", kept.role, roles, kept.spot("role"))
    for item in tabs.values():
        yield from unknown("book", item.book, sheets.books, item.spot("book"))
    for book in sheets.books:
        yield from twice((item.title, item.spot("title")) for item in tabs.values() if item.book == book)
    yield from _mixed_books(tabs)


def _mixed_books(tabs: Mapping[str, TabItem]) -> Iterator[Fault]:
    """What finance decides and pays stands in books that nothing else stands in."""
    money = {tabs[name].book for name in FINANCE if name in tabs}
    others = {name: item for name, item in tabs.items() if name not in FINANCE and item.book in money}
    for name in FINANCE:
        beside = [other for other, item in others.items() if name in tabs and item.book == tabs[name].book]
        if beside:
            yield tabs[name].spot("book").fault("finance_not_apart", book=tabs[name].book, others=", ".join(beside))
