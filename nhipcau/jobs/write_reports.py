"""The pages that someone asked for by hand: of one person, a unit, the network, a paper, or a whole month."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from nhipcau.jobs.figures import month_facts
from nhipcau.jobs.month_index import index_page
from nhipcau.jobs.month_pages import (
    Page,
    Progress,
    Rendered,
    network_page,
    network_path,
    person_pages,
    person_path,
    render_pages,
    unit_pages,
    unit_path,
)
from nhipcau.jobs.papers import campaign_in_review, months_in_review, paper_head, paper_pages
from nhipcau.ports import Files, Renderer, Store, Tx
from nhipcau.rules import reports
from nhipcau.rules.kernel import Month, Refused
from nhipcau.rules.reports import MonthFacts
from nhipcau.settings.rulebook import Rulebook

DRAFTS = "drafts/"
"""Where the pages of a month lie that is not closed: what people are sent and can fetch is never among them."""


@dataclass(frozen=True)
class Wanted:
    """What of a month; nothing named means all of it. `months`: a review of so many, up to this one."""

    person: str = ""
    unit: str = ""
    network: bool = False
    campaign: str = ""
    months: int = 0


@dataclass(frozen=True)
class Written:
    """Where to look, and what became of the pages."""

    path: str
    rendered: Rendered


def write_reports(
    store: Store,
    book: Rulebook,
    renderer: Renderer,
    files: Files,
    month: Month,
    wanted: Wanted,
    now: datetime,
    progress: Progress,
) -> Written:
    """Render what is wanted and not there yet. Raises Refused for whoever or whatever is not in the month."""
    with store.read() as tx:
        facts = month_facts(tx, book, month, now)
        pages = _wanted(tx, book, renderer, facts, wanted, now)
    place = "" if facts.final else DRAFTS
    rendered = render_pages(store, renderer, files, [_placed(page, place) for page in pages], now, progress)
    return Written(f"{place}{pages[0].path}", rendered)


def _wanted(tx: Tx, book: Rulebook, renderer: Renderer, facts: MonthFacts, wanted: Wanted, now: datetime) -> list[Page]:
    month, head, ours = facts.month, paper_head(book), book.network.language
    if wanted.months:
        found = months_in_review(tx, book, month, wanted.months, now)
        return list(paper_pages(renderer, f"review-{wanted.months}", month, found, head))
    if wanted.campaign:
        if wanted.campaign not in book.campaigns:
            raise Refused("no_such_campaign", key=wanted.campaign)
        result = campaign_in_review(tx, book, wanted.campaign, now)
        head = paper_head(book, book.campaigns[wanted.campaign].recipients)
        return list(paper_pages(renderer, wanted.campaign, month, result, head))
    everyone = {person.code: person.language for person in tx.people.all()}
    pages = [*person_pages(renderer, facts, everyone), *unit_pages(renderer, facts, ours)]
    pages.append(network_page(renderer, facts, ours))
    asked = _asked(facts, wanted)
    if asked:
        return [_named(pages, path) for path in asked]
    pages += paper_pages(renderer, "month", month, reports.network_month(facts), head)
    return [index_page(renderer, facts, ours, ()), *pages]


def _asked(facts: MonthFacts, wanted: Wanted) -> list[str]:
    month = facts.month
    paths: Mapping[str, bool] = {
        person_path(month, wanted.person): bool(wanted.person),
        unit_path(month, wanted.unit): bool(wanted.unit),
        network_path(month): wanted.network,
    }
    return [path for path, is_wanted in paths.items() if is_wanted]


def _named(pages: list[Page], path: str) -> Page:
    found = next((page for page in pages if page.path == path), None)
    if found is None:
        raise Refused("not_in_report", path=path)
    return found


def _placed(page: Page, place: str) -> Page:
    return replace(page, path=f"{place}{page.path}")
