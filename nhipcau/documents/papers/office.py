"""A paper as DOCX: templates/documents/paper.docx, which an office may restyle, filled in."""

import io
import re
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docxtpl import DocxTemplate

from nhipcau.documents import archive
from nhipcau.documents.papers.writing import Paper
from nhipcau.ports.outputs import PaperHead

GRID, WIDTH = "Table Grid", 160
"""The style of the tables in the body, and the millimetres between the margins."""
LEAST, MOST = 7, 36
"""Letters that a column is counted with."""
NUMBER = re.compile(r"[+−-]?[\d.,%/–]+")


def paper_docx(template: Path, written: Paper, head: PaperHead) -> bytes:
    """The bytes of the file, equal for equal papers."""
    document = DocxTemplate(template)
    document.render(_view(written, head), autoescape=True)
    for table in document.tables:
        if table.style is not None and table.style.name == GRID:
            _fit(table)
    target = io.BytesIO()
    document.save(target)
    return archive.repacked(target)


def _fit(table: Any) -> None:
    """Give each column room by its longest text, within the width of the page; numbers stand to the right."""
    rows = [list(row.cells) for row in table.rows]
    longest = [max(LEAST, *(len(row[column].text) for row in rows)) for column in range(len(rows[0]))]
    wide = [min(length, MOST) for length in longest]
    for row in rows:
        for cell, share in zip(row, wide, strict=True):
            cell.width = Mm(WIDTH * share / sum(wide))
            if NUMBER.fullmatch(cell.text):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for column, share in zip(table.columns, wide, strict=True):
        column.width = Mm(WIDTH * share / sum(wide))


def _view(written: Paper, head: PaperHead) -> dict[str, Any]:
    *powers, post = head.authority
    return {
        "superior": head.superior.upper(),
        "issuer": head.issuer.upper(),
        "symbol": head.symbol,
        "place": head.place,
        "title": written.title,
        "bases": written.bases,
        "blocks": written.blocks,
        "powers": [line.upper() for line in powers],
        "post": post.upper(),
        "recipients": head.recipients,
    }
