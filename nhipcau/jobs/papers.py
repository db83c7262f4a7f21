"""Official papers: what stands around them, what they report on, where they are kept."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from nhipcau.jobs.figures import month_facts
from nhipcau.jobs.in_force import in_force
from nhipcau.jobs.month_pages import Page, contents
from nhipcau.ports import PaperHead, Renderer, Reported, Tx
from nhipcau.rules.kernel import Month
from nhipcau.rules.reports import CampaignResult, Review, campaign_result, review, stage_months
from nhipcau.settings.rulebook import Rulebook


def paper_head(book: Rulebook, recipients: tuple[str, ...] = ()) -> PaperHead:
    """What stands around a paper; `recipients` (Nơi nhận): a campaign's own, instead of all papers'."""
    papers = book.papers
    return PaperHead(
        superior=papers.superior,
        issuer=papers.issuer,
        symbol=papers.symbol,
        place=papers.place,
        authority=papers.authority,
        recipients=recipients or papers.recipients,
        bases=papers.bases,
    )


def paper_pages(renderer: Renderer, name: str, month: Month, reported: Reported, head: PaperHead) -> Iterator[Page]:
    """The draft as PDF, and as a Word file that an office goes on with."""
    path = paper_path(month, name)
    yield Page(f"{path}.pdf", partial(contents, renderer, renderer.paper_pdf, reported, head))
    yield Page(f"{path}.docx", partial(contents, renderer, renderer.paper_docx, reported, head))


def months_in_review(tx: Tx, book: Rulebook, last: Month, length: int, now: datetime) -> Review:
    """The review of so many months, the last of them named."""
    first = last
    for _ in range(length - 1):
        first = first.previous
    months = [month_facts(tx, book, month, now) for month in stage_months(first, length)]
    starts = {unit: book.papers.starts.get(unit, book.papers.started) for unit in book.units}
    return review(months, starts)


def campaign_in_review(tx: Tx, book: Rulebook, key: str, now: datetime) -> CampaignResult:
    """What a campaign came to, over all months that it touches. Raises KeyError for one that config does not know."""
    window = in_force(tx, book).campaigns[key].window(book.calendar)
    last, months = Month.of(window.last or window.first), [Month.of(window.first)]
    while months[-1] < last:
        months.append(months[-1].next)
    return campaign_result([month_facts(tx, book, month, now) for month in months], key)


def paper_path(month: Month, name: str) -> str:
    return f"{month}/papers/{name}"
