"""A paper as PDF, by templates/documents/paper.typ."""

from dataclasses import asdict

from nhipcau.documents.papers.writing import Paper
from nhipcau.documents.typesetter import Data
from nhipcau.ports.outputs import PaperHead


def paper_page(written: Paper, head: PaperHead) -> Data:
    return {**asdict(written), "head": asdict(head)}
