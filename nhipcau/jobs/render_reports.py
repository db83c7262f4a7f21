"""Render a closed month: a page for everyone, each unit and the network, a list for each payer; then send the pages."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from nhipcau.jobs.figures import month_facts
from nhipcau.jobs.launch import launch
from nhipcau.jobs.month_index import index_page
from nhipcau.jobs.month_message import month_view
from nhipcau.jobs.month_pages import (
    Page,
    Rendered,
    network_page,
    network_path,
    person_pages,
    person_path,
    render_pages,
    unit_pages,
    unit_path,
)
from nhipcau.jobs.papers import paper_head, paper_pages
from nhipcau.jobs.render_lists import render_lists
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import ADMIN_GROUP, to_admins
from nhipcau.ports import Files, Renderer, Store, Tx
from nhipcau.rules import reports
from nhipcau.rules.cadence import Slot
from nhipcau.rules.intents import Lane, Message, To
from nhipcau.rules.kernel import Json, Month
from nhipcau.rules.reports import Member, MonthFacts
from nhipcau.rules.roster import Person, holders
from nhipcau.settings.rulebook import Rulebook


def render_reports(
    store: Store, book: Rulebook, renderer: Renderer, files: Files, slot: Slot, now: datetime
) -> Summary:
    """Waits, without taking the slot, until the month is closed.

    What a process that died had rendered stands; the slot is taken and the pages are sent when all is there.
    """
    month = Month.parse(slot.subject)
    with store.read() as tx:
        file = tx.months.get(month)
        facts, people = month_facts(tx, book, month, now), tx.people.all()
    if file is None or not file.closing.frozen:
        return Summary({"waiting_for_close": 1})
    written = render_lists(store, book, renderer, files, month, now)
    pages = list(all_pages(book, renderer, facts, people))
    pages += paper_pages(renderer, "month", month, reports.network_month(facts), paper_head(book))
    rendered = render_pages(store, renderer, files, pages, now, partial(_note_progress, store, month))
    index = index_page(renderer, facts, book.network.language, rendered.failed)
    render_pages(store, renderer, files, [index], now)
    with store.begin() as tx:
        if not tx.slots.claim(slot.key, now):
            return Summary({"taken": 1})
        sent = launch(tx, slot, _deliveries(facts, people, rendered, now), now)
        tx.outbox.put([*_for_leads(tx, book, facts, rendered, now), *_of_failures(month, rendered, now)])
    return Summary({"files": len(pages), "failed": len(rendered.failed)}) + written + sent


def all_pages(book: Rulebook, renderer: Renderer, facts: MonthFacts, people: list[Person]) -> Iterator[Page]:
    """Everyone's, every unit's and the network's."""
    yield from person_pages(renderer, facts, {person.code: person.language for person in people})
    yield from unit_pages(renderer, facts, book.network.language)
    yield network_page(renderer, facts, book.network.language)


def _note_progress(store: Store, month: Month, done: int, of: int) -> None:
    with store.begin() as tx:
        tx.notes.set(f"rendered:{month}", f"{done}/{of}")


def _deliveries(
    facts: MonthFacts, people: list[Person], rendered: Rendered, now: datetime
) -> list[tuple[Person, Message]]:
    by_code = {person.code: person for person in people}
    return [(by_code[m.code], _delivery(facts, m, by_code[m.code], rendered, now)) for m in facts.members]


def _delivery(facts: MonthFacts, member: Member, person: Person, rendered: Rendered, now: datetime) -> Message:
    """The figures with the page; without it where it could not be made, for the figures hold all the same."""
    path = person_path(facts.month, member.code)
    attached = path not in rendered.failed
    view = month_view(reports.person_month(facts, member), attached)
    key = f"report:{facts.month}:{member.code}"
    document = path if attached else ""
    return Message(key, To(person.id), "reports/person", view, Lane.BULK, now, document=document)


def _for_leads(tx: Tx, book: Rulebook, facts: MonthFacts, rendered: Rendered, now: datetime) -> list[Message]:
    """Each unit's page to its leads, the network's to the admin group."""
    people, month = tx.people.all(), facts.month
    messages = [
        _page_message(f"report:{month}:{unit}:{lead.code}", To(lead.id), unit_path(month, unit), month, now)
        for unit in reports.units_of(facts)
        for lead in holders(people, "unit_lead", unit)
    ]
    network = _page_message(f"report:{month}:network", To(group=ADMIN_GROUP), network_path(month), month, now)
    return [message for message in (*messages, network) if message.document not in rendered.failed]


def _page_message(key: str, to: To, path: str, month: Month, now: datetime) -> Message:
    return Message(key, to, "reports/page", {"month": str(month)}, Lane.BULK, now, document=path)


def _of_failures(month: Month, rendered: Rendered, now: datetime) -> list[Message]:
    """One message that names what could not be made; the journal has the reasons."""
    if not rendered.failed:
        return []
    view: dict[str, Json] = {"month": str(month), "files": list(rendered.failed)}
    return [to_admins(f"report:{month}:not_rendered", "reports/not_rendered", view, now)]
