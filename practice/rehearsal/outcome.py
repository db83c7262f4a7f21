"""A rehearsal that is over: what was stored, what was seen, what was checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from nhipcau.app import App
from nhipcau.jobs.figures import month_facts
from nhipcau.ports import MonthFile
from nhipcau.rules import reports
from nhipcau.rules.kernel import Month
from nhipcau.rules.reports import MonthFacts, NetworkMonth
from practice.rehearsal.checks import Check
from practice.rehearsal.people import Invented
from practice.rehearsal.story import Story


@dataclass(frozen=True)
class Outcome:
    """A rehearsal that is over."""

    month: Month
    seed: int
    people: Sequence[Invented]
    story: Story
    checks: Sequence[Check]
    requests: Mapping[str, Mapping[str, int]]
    messages: Mapping[str, int]
    file: MonthFile
    facts: MonthFacts
    launches: Mapping[str, Mapping[str, int]]

    @property
    def network(self) -> NetworkMonth:
        return reports.network_month(self.facts)


def collect(app: App, month: Month, now: datetime) -> tuple[MonthFile, MonthFacts, dict[str, Mapping[str, int]]]:
    """What the store knows at the end: the closed month, its facts, and every launch with its sums."""
    with app.store.read() as tx:
        file = tx.months.get(month)
        assert file is not None, "the month was never drafted"
        keys = [row.slot.key for row in tx.slots.known(app.book.calendar.at(month.first, datetime.min.time()))]
        counts = {key: tx.slots.counts(key) for key in keys}
        launches = {key: count for key, count in counts.items() if "audience" in count}
        return file, month_facts(tx, app.book, month, now), launches
