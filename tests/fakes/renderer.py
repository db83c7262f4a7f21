"""A renderer that writes down what a page is about instead of drawing it."""

from nhipcau.ports import ChangeDocument, ListDocument, MonthIndex, PaperHead, Reported
from nhipcau.ports.outputs import KitGallery, YearDocument
from nhipcau.rules.reports import NetworkMonth, PersonMonth, UnitMonth
from tests.fakes.killed import Killed


class FakeRenderer:
    """Implements ports.Renderer; `made` lists every page in order; those in `broken` fail, those in `deadly` kill."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.broken: set[str] = set()
        self.deadly: set[str] = set()
        self.version = "1"
        self.at_once = 1

    def person_report(self, figures: PersonMonth, language: str) -> bytes:
        return self._make(f"page of {figures.name} ({language})")

    def unit_report(self, figures: UnitMonth, language: str) -> bytes:
        return self._make(f"page of {figures.code} ({language})")

    def network_report(self, figures: NetworkMonth, language: str) -> bytes:
        return self._make(f"page of the network ({language})")

    def month_index(self, index: MonthIndex, language: str) -> bytes:
        return self._make(f"index of {len(index.people)} people ({language})")

    def kit_gallery(self, gallery: KitGallery, language: str) -> bytes:
        return self._make(f"gallery of {len(gallery.cards)} items ({language})")

    def payment_list_pdf(self, document: ListDocument) -> bytes:
        return self._make(f"list of {document.payer}: {document.payments.total} (pdf)")

    def payment_list_xlsx(self, document: ListDocument) -> bytes:
        return self._make(f"list of {document.payer}: {document.payments.total} (xlsx)")

    def change_list_xlsx(self, document: ChangeDocument) -> bytes:
        rows = ", ".join(f"{change.name} {change.before} -> {change.after}" for change in document.changes)
        return self._make(f"changes of version {document.version} ({document.because}): {rows}")

    def change_list_pdf(self, document: ChangeDocument) -> bytes:
        return self._make(f"changes of version {document.version} (pdf)")

    def year_list_xlsx(self, document: YearDocument) -> bytes:
        return self._make(f"year {document.year} of {document.payer}: {document.paid} (xlsx)")

    def year_list_pdf(self, document: YearDocument) -> bytes:
        return self._make(f"year {document.year} of {document.payer}: {document.paid} (pdf)")

    def paper_pdf(self, reported: Reported, head: PaperHead) -> bytes:
        return self._make(f"paper of {type(reported).__name__} by {head.issuer} to {head.recipients[0]} (pdf)")

    def paper_docx(self, reported: Reported, head: PaperHead) -> bytes:
        return self._make(f"paper of {type(reported).__name__} by {head.issuer} (docx)")

    def _make(self, page: str) -> bytes:
        if page in self.deadly:
            raise Killed
        if page in self.broken:
            raise ValueError(f"cannot draw {page}")
        self.made.append(page)
        return page.encode()
