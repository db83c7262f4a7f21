"""What is inside a workbook's file: numbers read back for checking, and a packing that is the same everywhere."""

import io
import xml.etree.ElementTree as ElementTree
import zipfile
from string import ascii_uppercase as LETTERS
from string import digits as DIGITS

SHEET = "xl/worksheets/sheet1.xml"
_CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"
_VALUE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}v"


def numbers(workbook: io.BytesIO, column: str) -> dict[int, float]:
    """The numbers that stand in a column of the first sheet, by row as people count them; text is left out."""
    with zipfile.ZipFile(workbook) as archive:
        tree = ElementTree.fromstring(archive.read(SHEET))
    found = {}
    for cell in tree.iter(_CELL):
        value, place = cell.findtext(_VALUE), cell.attrib["r"]
        if place.rstrip(DIGITS) == column and value and cell.get("t", "n") == "n":
            found[int(place.lstrip(LETTERS))] = float(value)
    return found


def repacked(workbook: io.BytesIO) -> bytes:
    """Pack anew without compression: what deflate makes of equal input differs between builds of zlib."""
    target = io.BytesIO()
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 0
            packed.writestr(entry, source.read(name))
    return target.getvalue()
