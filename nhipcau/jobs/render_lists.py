"""Write a closed month's payment lists: one for each payer, and what differs from the version before.

Unlike a page, a list must not be missing or half there: whatever goes wrong is raised, and nothing is noted as written.
"""

from collections.abc import Iterator
from datetime import datetime

from nhipcau.jobs.month_pages import Page, document_page, draw_all, list_path
from nhipcau.jobs.summary import Summary
from nhipcau.ports import ChangeDocument, Entry, Files, ListDocument, MonthFile, Renderer, Store
from nhipcau.rules.allowance import lists
from nhipcau.rules.allowance.close import FROZEN
from nhipcau.rules.allowance.policy import Terms
from nhipcau.rules.kernel import Month
from nhipcau.settings.rulebook import Rulebook


def render_missing_lists(store: Store, book: Rulebook, renderer: Renderer, files: Files, now: datetime) -> Summary:
    """The lists of every month that was closed again since its lists were written."""
    with store.read() as tx:
        noted = {month: tx.notes.get(_note(month)) for month, state in tx.months.states().items() if state in FROZEN}
        stale = [month for month, version in noted.items() if version and int(version) != tx.months.newest(month)]
    return sum((render_lists(store, book, renderer, files, month, now) for month in stale), Summary())


def render_lists(
    store: Store, book: Rulebook, renderer: Renderer, files: Files, month: Month, now: datetime
) -> Summary:
    """The lists of the newest version, which must be closed. Raises OSError, or what the renderer refuses (R39)."""
    with store.read() as tx:
        versions = tx.months.versions(month)
    written = draw_all(renderer, files, list(_pages(book, renderer, versions)))
    newest = versions[-1].closing.version
    with store.begin() as tx:
        for item in written:
            tx.archive.put(item, now)
        tx.notes.set(_note(month), str(newest))
        detail = {"version": newest, "files": len(written)}
        tx.journal.write(Entry(now, "finance", "lists_written", f"month:{month}", detail=detail))
    return Summary({"lists": len(written)})


def _note(month: Month) -> str:
    return f"lists:{month}"


def _pages(book: Rulebook, renderer: Renderer, versions: list[MonthFile]) -> Iterator[Page]:
    file = versions[-1]
    for document in list_documents(book, file):
        path = list_path(document.month, document.payer, document.version)
        yield document_page(f"{path}.pdf", renderer.payment_list_pdf, document)
        yield document_page(f"{path}.xlsx", renderer.payment_list_xlsx, document)
    if len(versions) > 1:
        changed = change_document(book, versions[-2], file)
        path = list_path(changed.month, "differences", changed.version)
        yield document_page(f"{path}.xlsx", renderer.change_list_xlsx, changed)
        yield document_page(f"{path}.pdf", renderer.change_list_pdf, changed)


def list_documents(book: Rulebook, file: MonthFile) -> list[ListDocument]:
    """One document for each payer of a closed month."""
    payments = lists.payment_lists(file.assessment, book.units, book.policy.zero_tens)
    return [
        ListDocument(
            month=file.closing.month,
            payer=payment.payer,
            payer_names=book.units[payment.payer].names,
            payments=payment,
            unit_names={code: unit.short for code, unit in book.units.items()},
            level_names={code: level.names for code, level in book.levels.items()},
            accounts={person.code: person.account for person in file.facts if person.account},
            version=file.closing.version,
            policy_version=file.policy_version,
            bases=_bases(file.terms),
            place=book.units[payment.payer].place or book.network.place,
            prepared_on=book.calendar.today(file.cut_off),
        )
        for payment in payments
    ]


def change_document(book: Rulebook, before: MonthFile, after: MonthFile) -> ChangeDocument:
    """Whom the newer version pays otherwise than the older one, and why it was made."""
    opening = after.closing.opening
    return ChangeDocument(
        month=after.closing.month,
        version=after.closing.version,
        because=opening.reason if opening else "",
        changes=tuple(lists.changes(before.assessment, after.assessment)),
        before=lists.total(before.assessment),
        after=lists.total(after.assessment),
        unit_names={code: unit.short for code, unit in book.units.items()},
        prepared_on=book.calendar.today(after.cut_off),
    )


def _bases(terms: Terms) -> tuple[str, ...]:
    found = [terms.base.legal_basis, *(rate.legal_basis for rate in terms.rates)]
    return tuple(dict.fromkeys(found))
