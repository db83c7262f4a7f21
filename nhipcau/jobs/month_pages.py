"""The pages of a month: what they are made of, where they are kept, and rendering only what changed."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from nhipcau.ports import Archived, Entry, Files, Renderer, Store
from nhipcau.rules import reports
from nhipcau.rules.kernel import Month, fingerprint
from nhipcau.rules.reports import MonthFacts

AT_ONCE = 50
"""Pages between two notes of how far it is: what a process that dies has to render again at most."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Page:
    """One file to be: its path, the fingerprint of all it is made of, and how to make it."""

    path: str
    inputs: str
    render: Callable[[], bytes]


@dataclass(frozen=True)
class Rendered:
    """What came of it: how many pages were made, how many stood already, and the paths of those that failed."""

    made: int
    kept: int
    failed: tuple[str, ...]


def person_pages(renderer: Renderer, facts: MonthFacts, language: Mapping[str, str]) -> Iterator[Page]:
    """One for everyone of the month, each in the person's language."""
    for member in facts.members:
        figures, speaks = reports.person_month(facts, member), language[member.code]
        inputs = fingerprint(figures, speaks, renderer.version)
        yield Page(person_path(facts.month, member.code), inputs, partial(renderer.person_report, figures, speaks))


def unit_pages(renderer: Renderer, facts: MonthFacts, language: str) -> Iterator[Page]:
    for unit in reports.units_of(facts):
        figures = reports.unit_month(facts, unit)
        inputs = fingerprint(figures, language, renderer.version)
        yield Page(unit_path(facts.month, unit), inputs, partial(renderer.unit_report, figures, language))


def network_page(renderer: Renderer, facts: MonthFacts, language: str) -> Page:
    figures = reports.network_month(facts)
    inputs = fingerprint(figures, language, renderer.version)
    return Page(network_path(facts.month), inputs, partial(renderer.network_report, figures, language))


def render_pages(
    store: Store, files: Files, pages: Sequence[Page], now: datetime, progress: Progress = lambda done, of: None
) -> Rendered:
    """Make what is not there yet or was made of something else, noting every few pages how far it is.

    A page that cannot be made costs nobody else theirs; the journal says why.
    """
    made, failed = 0, list[str]()
    for start in range(0, len(pages), AT_ONCE):
        part = pages[start : start + AT_ONCE]
        done, faults = _render_part(store, files, part, now)
        made, failed = made + done, failed + faults
        progress(start + len(part), len(pages))
    return Rendered(made, len(pages) - made - len(failed), tuple(failed))


def _render_part(store: Store, files: Files, pages: Sequence[Page], now: datetime) -> tuple[int, list[str]]:
    with store.read() as tx:
        missing = [page for page in pages if not _stands(files, tx.archive.get(page.path), page)]
    made, faults = list[Archived](), dict[str, str]()
    for page in missing:
        try:
            made.append(keep(files, page.path, page.render(), page.inputs))
        except Exception as fault:  # whatever one record does, the others have their pages
            faults[page.path] = f"{type(fault).__name__}: {fault}"
    with store.begin() as tx:
        for item in made:
            tx.archive.put(item, now)
        tx.journal.write(*(Entry(now, "reports", "not_rendered", path, why) for path, why in faults.items()))
    return len(made), list(faults)


def _stands(files: Files, archived: Archived | None, page: Page) -> bool:
    place = files.locate(page.path)
    return archived is not None and archived.inputs == page.inputs and place.exists()


def keep(files: Files, path: str, content: bytes, inputs: str) -> Archived:
    files.write(path, content)
    return Archived(path, hashlib.sha256(content).hexdigest(), inputs)


def person_path(month: Month, code: str) -> str:
    return f"{month}/collaborators/{code}.pdf"


def unit_path(month: Month, unit: str) -> str:
    return f"{month}/units/{unit}.pdf"


def network_path(month: Month) -> str:
    return f"{month}/network.pdf"


def list_path(month: Month, payer: str, version: int = 1) -> str:
    """Without its ending; a month that was opened again keeps the lists of every version."""
    again = f"v{version}/" if version > 1 else ""
    return f"{month}/payments/{again}{payer}"
