"""A year as data for its page: a row for each campaign and programme, a mark for each due moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nhipcau.app import App
from nhipcau.rules.cadence import Slot
from nhipcau.rules.kernel import Json, Span, spoken
from nhipcau.rules.vietnamese import day_for_people, moment_for_people

DAY_WIDTH = 3
"""Units of the picture for one day."""


@dataclass(frozen=True)
class Happened:
    """A slot that was run, and what came of it, in counts."""

    slot: Slot
    counts: Mapping[str, int]

    @property
    def about(self) -> str:
        """The campaign or programme that it belongs to."""
        return self.slot.subject.partition("/")[0]


def year_view(
    app: App, year: int, people: int, timeline: Sequence[Happened], messages: int, language: str
) -> dict[str, Json]:
    days = Span(date(year, 1, 1), date(year, 12, 31))
    campaigns = {
        key: window
        for key, campaign in app.book.campaigns.items()
        if (window := campaign.window(app.book.calendar).overlap(days)) is not None
    }
    rows = sorted(campaigns, key=lambda key: campaigns[key].first) + list(app.book.programmes)
    return {
        "year": year,
        "people": people,
        "messages": messages,
        "width": (date(year + 1, 1, 1) - days.first).days * DAY_WIDTH,
        "months": [{"x": _x(date(year, number, 1)), "number": number} for number in range(1, 13)],
        "off": [_off(day, name) for day, name in app.book.calendar.holidays.items() if days.covers(day)],
        "rows": [_row(app, key, campaigns.get(key), timeline, language) for key in rows],
    }


def _x(day: date) -> int:
    """Where a day of the year begins in the picture."""
    return (day - date(day.year, 1, 1)).days * DAY_WIDTH


def _off(day: date, name: str) -> Json:
    return {"x": _x(day), "name": f"{day_for_people(day)}: {name}"}


def _row(app: App, key: str, window: Span | None, timeline: Sequence[Happened], language: str) -> Json:
    return {
        "name": spoken(app.book.programme_names[key], language),
        "window": _bar(window) if window is not None else None,
        "marks": list(_marks(app, key, timeline, language)),
    }


def _bar(window: Span) -> Json:
    last = window.last or window.first
    return {
        "x": _x(window.first),
        "width": ((last - window.first).days + 1) * DAY_WIDTH,
        "days": f"{day_for_people(window.first)} – {day_for_people(last)}",
    }


def _marks(app: App, key: str, timeline: Sequence[Happened], language: str) -> Iterator[Json]:
    for happened in timeline:
        if happened.about == key:
            moment: datetime = app.book.calendar.local(happened.slot.due_at)
            yield {
                "x": _x(moment.date()),
                "kind": happened.slot.kind.value,
                "name": app.name_of(happened.slot, language),
                "when": moment_for_people(moment, language),
                "told": happened.counts.get("planned", 0),
                "spared": happened.counts.get("spared", 0) + happened.counts.get("on_leave", 0),
            }
