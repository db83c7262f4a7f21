"""/thangcuatoi: a person's month again, any that is past or the one that runs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from nhipcau.jobs.figures import person_facts
from nhipcau.jobs.hearing import hear
from nhipcau.jobs.month_message import month_view
from nhipcau.jobs.month_pages import person_path
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Files, Inbound, Store, Tx
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Message
from nhipcau.rules.kernel import Month, Refused
from nhipcau.rules.reports import person_month
from nhipcau.rules.reports.asking import month_asked
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook

OFFERED = 6
"""How many of the months whose pages are kept are offered as buttons."""


def show_month(store: Store, book: Rulebook, files: Files, inbound: Inbound, asked: str, now: datetime) -> Summary:
    """The figures with the page that was kept; of a month that is not closed, the figures so far."""

    def act(tx: Tx, person: Person) -> Summary:
        today = book.calendar.today(now)
        kept = list(_kept(tx, files, person, Month.of(today)))
        month = month_asked(asked, today) if asked else next(iter(kept), Month.of(today))
        tx.outbox.put([_answer(tx, book, inbound, person, month, kept, now)])
        return Summary({"shown": 1})

    return hear(store, inbound, now, act)


def _answer(
    tx: Tx, book: Rulebook, inbound: Inbound, person: Person, month: Month, kept: list[Month], now: datetime
) -> Message:
    facts = person_facts(tx, book, person, month, now)
    if facts is None:
        raise Refused("not_in_month", month=str(month))
    view = month_view(person_month(facts, facts.by_code[person.code]), attached=month in kept)
    shown = reply(inbound, now, "reports/person", view, person, _others(kept, month))
    return replace(shown, document=person_path(month, person.code) if month in kept else "")


def _kept(tx: Tx, files: Files, person: Person, newest: Month) -> Iterator[Month]:
    """The person's latest months whose pages are kept, the newest first."""
    month = newest
    for _ in range(OFFERED):
        path = person_path(month, person.code)
        if tx.archive.get(path) is not None and files.locate(path).exists():
            yield month
        month = month.previous


def _others(kept: list[Month], shown: Month) -> Rows:
    buttons = [Button(f"t:{month}", label=f"{month.number:02}/{month.year}") for month in kept if month != shown]
    return tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))
