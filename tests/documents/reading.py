"""Reads PDF and XLSX as a person would."""

import io
from typing import Any

from openpyxl import load_workbook
from pypdf import PdfReader

Cells = list[list[Any]]


def pages(pdf: bytes) -> list[str]:
    """The text of each page, with every run of white space as one space (a line break is no fact)."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def is_tagged(pdf: bytes) -> bool:
    """Whether it can be read aloud in order."""
    return "/StructTreeRoot" in PdfReader(io.BytesIO(pdf)).root_object


def text(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def one_space(words: str) -> str:
    return " ".join(words.split())


def sheet(xlsx: bytes, values: bool = True) -> Any:
    """The first sheet; with `values` what the file says its formulas come to."""
    return load_workbook(io.BytesIO(xlsx), data_only=values).active


def cells(xlsx: bytes, values: bool = True) -> Cells:
    return [[cell.value for cell in row] for row in sheet(xlsx, values).iter_rows()]
