"""Checks of papers.yaml: units that exist."""

from collections.abc import Iterator

from nhipcau.settings.checks.common import unit_codes, unknown
from nhipcau.settings.faults import Fault
from nhipcau.settings.files import Files
from nhipcau.settings.papers import PapersFile


def paper_faults(files: Files) -> Iterator[Fault]:
    papers = files.one(PapersFile)
    for unit in papers.units:
        yield from unknown("unit", unit, unit_codes(files), papers.spot("units", unit))
