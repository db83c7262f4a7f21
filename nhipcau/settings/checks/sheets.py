"""Checks of sheets.yaml: books that exist, titles that are not taken twice, finance in a book of its own."""

from collections.abc import Iterator

from nhipcau.settings.checks.common import twice, unknown
from nhipcau.settings.faults import Fault
from nhipcau.settings.files import Files
from nhipcau.settings.sheets import SheetsFile


def sheet_faults(files: Files) -> Iterator[Fault]:
    sheets = files.one(SheetsFile)
    tabs = sheets.tabs.items()
    yield from twice((title, sheets.spot("books", key)) for key, title in sheets.books.items())
    for item in tabs.values():
        yield from unknown("book", item.book, sheets.books, item.spot("book"))
    for book in sheets.books:
        yield from twice((item.title, item.spot("title")) for item in tabs.values() if item.book == book)
    finance = tabs["allowances"]
    others = [name for name, item in tabs.items() if item.book == finance.book and item is not finance]
    if others:
        yield finance.spot("book").fault("finance_not_apart", book=finance.book, others=", ".join(others))
