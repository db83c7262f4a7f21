"""The Renderer that jobs are given: figures in, files out, equal bytes for equal figures."""

from datetime import tzinfo
from functools import cached_property
from pathlib import Path

from nhipcau.documents.change_list import change_page, change_workbook
from nhipcau.documents.charts import Charts
from nhipcau.documents.fonts import times_folder
from nhipcau.documents.gallery import kit_gallery
from nhipcau.documents.index import month_index
from nhipcau.documents.network import network_page
from nhipcau.documents.papers.office import paper_docx
from nhipcau.documents.papers.printing import paper_page
from nhipcau.documents.papers.writing import paper
from nhipcau.documents.payments import payment_page, payment_sheet
from nhipcau.documents.person import person_page
from nhipcau.documents.pictures import Pictures
from nhipcau.documents.sentences import Sentences
from nhipcau.documents.typesetter import Data, Typesetter
from nhipcau.documents.unit import unit_page
from nhipcau.documents.workbook import payment_workbook
from nhipcau.documents.year_list import year_page, year_workbook
from nhipcau.ports.outputs import (
    ChangeDocument,
    KitGallery,
    ListDocument,
    MonthIndex,
    PaperHead,
    Reported,
    YearDocument,
)
from nhipcau.rules.kernel import Words
from nhipcau.rules.reports import NetworkMonth, PersonMonth, UnitMonth

FINANCE = "vi"
"""Payment lists and official papers are filed in Vietnamese, whatever language a person reads."""


class DocumentRenderer:
    """Everything on paper. `network` heads every page, `zone` is where its clocks are."""

    def __init__(self, templates: Path, *, network: Words, zone: tzinfo, zero_tens: str, at_once: int = 1) -> None:
        self.at_once = at_once
        self._templates = templates
        self._network = network
        self._zone = zone
        self._zero_tens = zero_tens
        self._typesetter = Typesetter(templates)
        self._charts = Charts(templates)
        self._speech: dict[tuple[str, str], Sentences] = {}

    @property
    def version(self) -> str:
        return self._typesetter.version

    def person_report(self, figures: PersonMonth, language: str) -> bytes:
        speech = self._in(language)
        page = person_page(figures, speech, self._charts, self._zero_tens)
        return self._report("person", figures, page, speech)

    def unit_report(self, figures: UnitMonth, language: str) -> bytes:
        speech = self._in(language)
        return self._report("unit", figures, unit_page(figures, speech, Pictures(self._charts, speech)), speech)

    def network_report(self, figures: NetworkMonth, language: str) -> bytes:
        speech = self._in(language)
        return self._report("network", figures, network_page(figures, speech, Pictures(self._charts, speech)), speech)

    def month_index(self, index: MonthIndex, language: str) -> bytes:
        speech = self._in(language)
        return month_index(index, self._network, speech, Pictures(self._charts, speech)).encode()

    def kit_gallery(self, gallery: KitGallery, language: str) -> bytes:
        return kit_gallery(gallery, self._network, self._in(language)).encode()

    def payment_list_pdf(self, document: ListDocument) -> bytes:
        """Raises DoesNotAddUp."""
        speech = self._in(FINANCE, "documents")
        words = self._typesetter.words("documents/payment_list.vi.yaml")
        page = payment_page(payment_sheet(document, speech), speech, words)
        return self._list("payment_list.typ", page)

    def payment_list_xlsx(self, document: ListDocument) -> bytes:
        """Raises DoesNotAddUp."""
        speech = self._in(FINANCE, "documents")
        words = self._typesetter.words("documents/payment_list.vi.yaml")
        return payment_workbook(payment_sheet(document, speech), document, words)

    def change_list_xlsx(self, document: ChangeDocument) -> bytes:
        """Raises DoesNotAddUp."""
        words = self._typesetter.words("documents/change_list.vi.yaml")
        return change_workbook(document, words, self._in(FINANCE, "documents"))

    def change_list_pdf(self, document: ChangeDocument) -> bytes:
        """Raises DoesNotAddUp."""
        words = self._typesetter.words("documents/change_list.vi.yaml")
        page = change_page(document, words, self._in(FINANCE, "documents"))
        return self._list("plain_list.typ", page)

    def year_list_xlsx(self, document: YearDocument) -> bytes:
        """Raises DoesNotAddUp."""
        words = self._typesetter.words("documents/year_list.vi.yaml")
        return year_workbook(document, words, self._in(FINANCE, "documents"))

    def year_list_pdf(self, document: YearDocument) -> bytes:
        """Raises DoesNotAddUp."""
        words = self._typesetter.words("documents/year_list.vi.yaml")
        page = year_page(document, words, self._in(FINANCE, "documents"))
        return self._list("plain_list.typ", page)

    def paper_pdf(self, reported: Reported, head: PaperHead) -> bytes:
        speech = self._in(FINANCE, "documents")
        return self._papers.pdf("documents/paper.typ", paper_page(paper(reported, head, speech), head))

    def paper_docx(self, reported: Reported, head: PaperHead) -> bytes:
        speech = self._in(FINANCE, "documents")
        return paper_docx(self._templates / "documents/paper.docx", paper(reported, head, speech), head)

    def _list(self, layout: str, page: Data) -> bytes:
        """For signatures on paper, and beside a workbook that can be read aloud: without tags."""
        return self._typesetter.pdf(f"documents/{layout}", page, tagged=False)

    @cached_property
    def _papers(self) -> Typesetter:
        """Official papers are set in a face with the widths of Times, where the machine has one."""
        return Typesetter(self._templates, times_folder())

    def _report(
        self, layout: str, figures: PersonMonth | UnitMonth | NetworkMonth, page: Data, speech: Sentences
    ) -> bytes:
        head = {
            "language": speech.language,
            "network": speech.name(self._network),
            "month": speech.month(figures.month),
            "as_of": speech.say("as_of", at=figures.as_of),
        }
        return self._typesetter.pdf(f"reports/{layout}.typ", {**head, **page})

    def _in(self, language: str, kind: str = "reports") -> Sentences:
        if (language, kind) not in self._speech:
            self._speech[language, kind] = Sentences(self._templates, kind, language, self._zone)
        return self._speech[language, kind]
