"""Render a closed month: a page for everyone, each unit and the network, a list for each payer; then send the pages."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from nhipcau.jobs.figures import month_facts
from nhipcau.jobs.launch import launch
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import ADMIN_GROUP
from nhipcau.ports import Archived, Files, ListDocument, MonthFile, Renderer, Store, Tx
from nhipcau.rules import reports
from nhipcau.rules.allowance import lists
from nhipcau.rules.allowance.policy import Terms
from nhipcau.rules.cadence import Slot
from nhipcau.rules.intents import Lane, Message, To
from nhipcau.rules.kernel import Json, Month, fingerprint
from nhipcau.rules.reports import MonthFacts
from nhipcau.rules.roster import Person, holders
from nhipcau.settings.rulebook import Rulebook


def render_reports(
    store: Store, book: Rulebook, renderer: Renderer, files: Files, slot: Slot, now: datetime
) -> Summary:
    """Waits, without taking the slot, until the month is closed. Rendering again gives the same files."""
    month = Month.parse(slot.subject)
    with store.read() as tx:
        file = tx.months.get(month)
        facts, people = month_facts(tx, book, month, now), tx.people.all()
    if file is None or not file.closing.frozen:
        return Summary({"waiting_for_close": 1})
    archived = [*_pages(book, renderer, files, facts, people), *_payment_lists(book, renderer, files, file)]
    with store.begin() as tx:
        if not tx.slots.claim(slot.key, now):
            return Summary({"taken": 1})
        for item in archived:
            tx.archive.put(item, now)
        sent = launch(tx, slot, _deliveries(facts, people, now), now)
        tx.outbox.put(_for_leads(tx, book, facts, now))
    return Summary({"files": len(archived)}) + sent


def _pages(
    book: Rulebook, renderer: Renderer, files: Files, facts: MonthFacts, people: list[Person]
) -> Iterator[Archived]:
    language, ours = {person.code: person.language for person in people}, book.network.language
    for member in facts.members:
        page = renderer.person_report(reports.person_month(facts, member), language[member.code])
        yield _keep(files, person_path(facts.month, member.code), page, fingerprint(member))
    for unit in reports.units_of(facts):
        figures = reports.unit_month(facts, unit)
        yield _keep(files, unit_path(facts.month, unit), renderer.unit_report(figures, ours), fingerprint(figures))
    network = reports.network_month(facts)
    yield _keep(files, network_path(facts.month), renderer.network_report(network, ours), fingerprint(network))


def _payment_lists(book: Rulebook, renderer: Renderer, files: Files, file: MonthFile) -> Iterator[Archived]:
    for document in list_documents(book, file):
        path, inputs = list_path(document.month, document.payer), fingerprint(document)
        yield _keep(files, f"{path}.pdf", renderer.payment_list_pdf(document), inputs)
        yield _keep(files, f"{path}.xlsx", renderer.payment_list_xlsx(document), inputs)


def list_documents(book: Rulebook, file: MonthFile) -> list[ListDocument]:
    """One document for each payer of a closed month."""
    payments = lists.payment_lists(file.assessment, book.units, book.policy.zero_tens)
    return [
        ListDocument(
            month=file.closing.month,
            payer=payment.payer,
            payer_names=book.units[payment.payer].names,
            payments=payment,
            unit_names={code: unit.short for code, unit in book.units.items()},
            level_names={code: level.names for code, level in book.levels.items()},
            version=file.closing.version,
            policy_version=file.policy_version,
            bases=_bases(file.terms),
            place=book.units[payment.payer].place or book.network.place,
            prepared_on=book.calendar.today(file.cut_off),
        )
        for payment in payments
    ]


def _bases(terms: Terms) -> tuple[str, ...]:
    found = [terms.base.legal_basis, *(rate.legal_basis for rate in terms.rates)]
    return tuple(dict.fromkeys(found))


def _keep(files: Files, path: str, content: bytes, inputs: str) -> Archived:
    files.write(path, content)
    return Archived(path, hashlib.sha256(content).hexdigest(), inputs)


def _deliveries(facts: MonthFacts, people: list[Person], now: datetime) -> list[tuple[Person, Message]]:
    by_code = {person.code: person for person in people}
    return [(by_code[member.code], _delivery(facts, member, by_code[member.code], now)) for member in facts.members]


def _delivery(facts: MonthFacts, member: reports.Member, person: Person, now: datetime) -> Message:
    figures = reports.person_month(facts, member)
    view: dict[str, Json] = {
        "month": str(facts.month),
        "name": member.name,
        "asked": figures.tally.asked,
        "answered": figures.tally.answered,
        "items": figures.items,
        "amount": figures.line.amount if figures.line else None,
    }
    key = f"report:{facts.month}:{member.code}"
    path = person_path(facts.month, member.code)
    return Message(key, To(person.id), "reports/person", view, Lane.BULK, now, document=path)


def _for_leads(tx: Tx, book: Rulebook, facts: MonthFacts, now: datetime) -> list[Message]:
    """Each unit's page to its leads, the network's to the admin group."""
    people, month = tx.people.all(), facts.month
    messages = [
        _page_message(f"report:{month}:{unit}:{lead.code}", To(lead.id), unit_path(month, unit), month, now)
        for unit in reports.units_of(facts)
        for lead in holders(people, "unit_lead", unit)
    ]
    network = _page_message(f"report:{month}:network", To(group=ADMIN_GROUP), network_path(month), month, now)
    return [*messages, network]


def _page_message(key: str, to: To, path: str, month: Month, now: datetime) -> Message:
    return Message(key, to, "reports/page", {"month": str(month)}, Lane.BULK, now, document=path)


def person_path(month: Month, code: str) -> str:
    return f"{month}/collaborators/{code}.pdf"


def unit_path(month: Month, unit: str) -> str:
    return f"{month}/units/{unit}.pdf"


def network_path(month: Month) -> str:
    return f"{month}/network.pdf"


def list_path(month: Month, payer: str) -> str:
    return f"{month}/payments/{payer}"
