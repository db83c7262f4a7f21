"""The pages of a month: what they are made of, where they are kept, and rendering only what changed."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from nhipcau.ports import Archived, Entry, Files, Renderer, Store
from nhipcau.rules import reports
from nhipcau.rules.kernel import Month, fingerprint
from nhipcau.rules.reports import Member, MonthFacts

AT_ONCE = 25
"""Pages between two notes of how far it is: what a process that dies has to render again is twice that at most."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Contents:
    """What a page shows: the fingerprint of all that it is made of, and how to make it."""

    inputs: str
    render: Callable[[], bytes]


@dataclass(frozen=True)
class Page:
    """One file to be. Its contents are gathered when its turn comes: thousands of pages wait without theirs."""

    path: str
    gather: Callable[[], Contents]


@dataclass(frozen=True)
class Rendered:
    """What came of it: how many pages were made, how many stood already, and the paths of those that failed."""

    made: int
    kept: int
    failed: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """Why there is no file."""

    path: str
    why: str


Figures = TypeVar("Figures")
About = TypeVar("About")
Document = TypeVar("Document")

Outcome = Archived | Fault | None
"""What became of one page; None where its file stood already."""


def contents(renderer: Renderer, render: Callable[[Figures, About], bytes], figures: Figures, about: About) -> Contents:
    """`about` is what else it depends on: a language, what stands around a paper."""
    return Contents(fingerprint(figures, about, renderer.version), partial(render, figures, about))


def person_pages(renderer: Renderer, facts: MonthFacts, language: Mapping[str, str]) -> Iterator[Page]:
    """One for everyone of the month, each in the person's language."""
    for member in facts.members:
        speaks = language[member.code]
        yield Page(person_path(facts.month, member.code), partial(_of_person, renderer, facts, member, speaks))


def _of_person(renderer: Renderer, facts: MonthFacts, member: Member, language: str) -> Contents:
    return contents(renderer, renderer.person_report, reports.person_month(facts, member), language)


def unit_pages(renderer: Renderer, facts: MonthFacts, language: str) -> Iterator[Page]:
    for unit in reports.units_of(facts):
        yield Page(unit_path(facts.month, unit), partial(_of_unit, renderer, facts, unit, language))


def _of_unit(renderer: Renderer, facts: MonthFacts, unit: str, language: str) -> Contents:
    return contents(renderer, renderer.unit_report, reports.unit_month(facts, unit), language)


def network_page(renderer: Renderer, facts: MonthFacts, language: str) -> Page:
    figures = reports.network_month(facts)
    return Page(network_path(facts.month), partial(contents, renderer, renderer.network_report, figures, language))


def render_pages(
    store: Store,
    renderer: Renderer,
    files: Files,
    pages: Sequence[Page],
    now: datetime,
    progress: Progress = lambda done, of: None,
) -> Rendered:
    """Make what is not there yet or was made of something else, noting every few pages how far it is.

    A page that cannot be made costs nobody else theirs; the journal says why.
    """
    made, failed, done = 0, list[str](), 0
    with ThreadPoolExecutor(renderer.at_once) as threads:
        begun = (_begin(threads, store, files, pages[at : at + AT_ONCE]) for at in range(0, len(pages), AT_ONCE))
        for outcomes in map(list, _one_ahead(begun)):
            _note(store, outcomes, now)
            made += sum(isinstance(outcome, Archived) for outcome in outcomes)
            failed += [outcome.path for outcome in outcomes if isinstance(outcome, Fault)]
            done += len(outcomes)
            progress(done, len(pages))
    return Rendered(made, len(pages) - made - len(failed), tuple(failed))


def _one_ahead(parts: Iterator[Iterator[Outcome]]) -> Iterator[Iterator[Outcome]]:
    """The next part is begun before one is handed on: some pages are drawn while others are noted."""
    one = next(parts, None)
    while one is not None:
        following = next(parts, None)
        yield one
        one = following


def _begin(threads: ThreadPoolExecutor, store: Store, files: Files, pages: Sequence[Page]) -> Iterator[Outcome]:
    with store.read() as tx:
        archived = tx.archive.known([page.path for page in pages])
    return threads.map(lambda page: _make(files, page, archived.get(page.path)), pages)


def _make(files: Files, page: Page, archived: Archived | None) -> Outcome:
    try:
        found = page.gather()
        if archived is not None and archived.inputs == found.inputs and files.locate(page.path).exists():
            return None
        return _drawn(files, page.path, found)
    except Exception as fault:  # whatever one record does, the others have their pages
        return Fault(page.path, f"{type(fault).__name__}: {fault}")


def _note(store: Store, outcomes: Iterable[Outcome], now: datetime) -> None:
    with store.begin() as tx:
        for outcome in outcomes:
            if isinstance(outcome, Archived):
                tx.archive.put(outcome, now)
            if isinstance(outcome, Fault):
                tx.journal.write(Entry(now, "reports", "not_rendered", outcome.path, outcome.why))


def document_page(path: str, render: Callable[[Document], bytes], document: Document) -> Page:
    """A file that is made of one document and nothing else."""
    return Page(path, lambda: Contents(fingerprint(document), partial(render, document)))


def draw_all(renderer: Renderer, files: Files, pages: Sequence[Page]) -> list[Archived]:
    """Every page anew, side by side, in the order given. Raises whatever keeps one of them from being made."""
    with ThreadPoolExecutor(renderer.at_once) as threads:
        return list(threads.map(lambda page: _drawn(files, page.path, page.gather()), pages))


def _drawn(files: Files, path: str, found: Contents) -> Archived:
    content = found.render()
    files.write(path, content)
    return Archived(path, hashlib.sha256(content).hexdigest(), found.inputs)


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
