"""A year as it stands in the config in force, for people's own calendars: days off, campaigns, kick-offs, deadlines,
closings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from nhipcau.jobs.in_force import in_force
from nhipcau.jobs.plan_slots import foresee
from nhipcau.ports import Store
from nhipcau.rules.cadence import SlotKind
from nhipcau.rules.campaigns import running
from nhipcau.rules.kernel import Span, spoken
from nhipcau.settings.rulebook import Rulebook

SHOWN = frozenset({SlotKind.KICK_OFF, SlotKind.CLOSE_MONTH})


@dataclass(frozen=True)
class Dated:
    """One entry: whole days from `first` to `last`, or a moment. `uid` stays the same as long as the entry does."""

    uid: str
    kind: str
    name: str
    first: date
    last: date
    at: datetime | None = None


def almanac(store: Store, book: Rulebook, year: int, language: str) -> list[Dated]:
    """The entries that touch the year, by day."""
    with store.read() as tx:
        book = in_force(tx, book)
    span = Span(date(year, 1, 1), date(year, 12, 31))
    found = [*_days_off(book, span), *_campaigns(book, span, language), *_moments(book, span, language)]
    return sorted(found, key=lambda entry: (entry.first, entry.at is not None, entry.at and entry.at.time(), entry.uid))


def _days_off(book: Rulebook, span: Span) -> Iterator[Dated]:
    for day, name in book.calendar.holidays.items():
        if span.covers(day):
            yield Dated(f"off:{day}", "day_off", name, day, day)


def _campaigns(book: Rulebook, span: Span, language: str) -> Iterator[Dated]:
    for campaign in running(book.campaigns.values(), book.calendar, span):
        window = campaign.window(book.calendar)
        name = spoken(campaign.names, language)
        yield Dated(f"campaign:{campaign.key}", "campaign", name, window.first, window.last or window.first)


def _moments(book: Rulebook, span: Span, language: str) -> Iterator[Dated]:
    start, until = book.calendar.at(span.first, time.min), book.calendar.at(date(span.first.year + 1, 1, 1), time.min)
    for slot in foresee(book, start, until):
        if slot.kind is SlotKind.CLOSE_ROUND:
            plan, _ = book.asked(slot.subject)
            name = spoken(book.called(plan.programme, plan.period), language)
            yield _at(book, f"due:{plan.key}", "due", name, plan.due_at)
        elif slot.kind in SHOWN:
            name = spoken(book.campaigns[slot.subject].names, language) if slot.subject in book.campaigns else ""
            yield _at(book, slot.key, slot.kind.value, name or slot.subject, slot.due_at)


def _at(book: Rulebook, uid: str, kind: str, name: str, moment: datetime) -> Dated:
    local = book.calendar.local(moment)
    return Dated(uid, kind, name, local.date(), local.date(), local)
