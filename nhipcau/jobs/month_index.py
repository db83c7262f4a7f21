"""The first page of a month's folder: what it leads to."""

from collections.abc import Collection, Iterator
from functools import partial

from nhipcau.jobs.month_pages import Page, contents, list_path, person_path, unit_path
from nhipcau.ports import IndexEntry, MonthIndex, Renderer
from nhipcau.rules import reports
from nhipcau.rules.kernel import Month
from nhipcau.rules.reports import MonthFacts


def index_page(renderer: Renderer, facts: MonthFacts, language: str, missing: Collection[str]) -> Page:
    """Leads to every page of the month that is there."""
    names, month = facts.names.units, facts.month
    index = MonthIndex(
        figures=reports.network_month(facts),
        people=tuple(
            IndexEntry(member.name, names[member.unit], _beside(month, person_path(month, member.code)))
            for member in facts.members
            if person_path(month, member.code) not in missing
        ),
        units=tuple(
            IndexEntry("", names[unit], _beside(month, unit_path(month, unit)))
            for unit in facts.by_unit
            if unit_path(month, unit) not in missing
        ),
        papers=("month.docx", "month.pdf"),
        lists=tuple(_lists(facts)),
    )
    return Page(f"{month}/index.html", partial(contents, renderer, renderer.month_index, index, language))


def _lists(facts: MonthFacts) -> Iterator[IndexEntry]:
    """Only a closed month has payment lists."""
    paying = {line.payer for member in facts.members for line in member.lines} if facts.final else set()
    for payer, words in facts.names.units.items():
        if payer in paying:
            path = _beside(facts.month, list_path(facts.month, payer))
            yield from (IndexEntry("", words, f"{path}.{kind}") for kind in ("pdf", "xlsx"))


def _beside(month: Month, path: str) -> str:
    return path.removeprefix(f"{month}/")
