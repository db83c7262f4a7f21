"""Write what was handed out in a year, by payer: for the tax office, whenever somebody asks."""

from collections.abc import Iterator
from datetime import datetime

from nhipcau.jobs.month_pages import document_page, draw_all
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Files, Renderer, Store, Tx
from nhipcau.ports.outputs import YearDocument
from nhipcau.rules.allowance.corrections import Closed
from nhipcau.rules.allowance.year import year_lists
from nhipcau.settings.rulebook import Rulebook


def render_year(store: Store, book: Rulebook, renderer: Renderer, files: Files, year: int, now: datetime) -> Summary:
    """The files of every payer that paid something in the year. Raises OSError, or what the renderer refuses (R39)."""
    with store.read() as tx:
        paid = [closed for closed in _versions(tx) if closed.paid and closed.terms.pays_on.year == year]
    pages = []
    for document in _documents(book, paid, year):
        path = f"{year}/payments/{document.payer}"
        pages.append(document_page(f"{path}.xlsx", renderer.year_list_xlsx, document))
        pages.append(document_page(f"{path}.pdf", renderer.year_list_pdf, document))
    written = draw_all(renderer, files, pages)
    with store.begin() as tx:
        for item in written:
            tx.archive.put(item, now)
        tx.journal.write(Entry(now, "finance", "year_written", f"year:{year}", detail={"files": len(written)}))
    return Summary({"files": len(written)})


def _versions(tx: Tx) -> Iterator[Closed]:
    for month in tx.months.states():
        yield from (file.closed for file in tx.months.versions(month))


def _documents(book: Rulebook, paid: list[Closed], year: int) -> Iterator[YearDocument]:
    """Each beside what its lists come to: a year that is not the sum of its lists is never written."""
    lines = [line for closed in paid for line in closed.assessment.lines]
    for payer, rows in year_lists(paid, year).items():
        listed = sum(line.amount for line in lines if line.payer == payer)
        yield YearDocument(year, payer, book.units[payer].names, tuple(rows), listed)
