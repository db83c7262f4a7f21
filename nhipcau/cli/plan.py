"""`nhipcau plan` and `nhipcau calendar`: what is going to happen, for whom and why; nothing is sent or stored."""

from datetime import time, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from nhipcau.app import App, build
from nhipcau.cli.speech import Speech
from nhipcau.ports import Foretold
from nhipcau.rules.cadence import SlotKind
from nhipcau.rules.vietnamese import day_for_people, moment_for_people
from nhipcau.settings.faults import Wrong
from nhipcau.settings.installation import Installation
from nhipcau.settings.values import read_day

app = typer.Typer(add_completion=False)


@app.command()
def plan(
    days: Annotated[int, typer.Option(help="How many days ahead.", min=1)] = 31,
    on: Annotated[str, typer.Option(help="Look from this day, such as 2026-05-01.")] = "",
    person: Annotated[str, typer.Option(help="Only what concerns the person of this code.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="The regular syncs of the sheets too.")] = False,
) -> None:
    """Who would get what, when and why in the coming days, without sending anything or storing it."""
    house, speech = _house()
    try:
        now = house.book.calendar.at(read_day(on), time.min) if on else house.clock.now()
        foretold = house.foretell(now, now + timedelta(days=days), person)
    except Wrong as wrong:
        speech.wrong(wrong)
        raise typer.Exit(1) from None
    except LookupError:
        speech.complain("nobody_has_code", code=person)
        raise typer.Exit(1) from None
    shown = [item for item in foretold if everything or item.slot.kind is not SlotKind.SYNC_SHEETS]
    for item in shown:
        _say(house, speech, item, bool(person))
    if not shown:
        speech.say("nothing_ahead", days=days)


def _say(house: App, speech: Speech, item: Foretold, one: bool) -> None:
    """When and what on one line, who and why below it; `one` person need not be counted."""
    when = moment_for_people(house.book.calendar.local(item.at), speech.language)
    name = house.name_of(item.slot, speech.language)
    speech.say("due_then", when=when, what=speech.kind(item.slot.kind), which=name)
    kept = [speech.sentence(f"kept_{why}", count=count) for why, count in sorted(item.kept.items())]
    who = ", ".join([speech.sentence("told", told=item.told), *kept])
    why = speech.sentence(f"why_{item.why}")
    counted = not one and (item.told or item.kept)
    speech.console.print(f"    {who}: {why}" if counted else f"    {why}", markup=False)
    for wish in item.amendments:
        part = speech.sentence(f"part_{wish.part}", task=wish.task)
        told = speech.sentence("amended_since", part=part, value=wish.value, by=wish.by, why=wish.why)
        speech.console.print(f"    {told}", markup=False)


@app.command("calendar")
def calendar(
    year: Annotated[int, typer.Argument(min=1968, max=2050, help="The year, such as 2026.")],
    everything: Annotated[bool, typer.Option("--all", help="The deadlines of every week too.")] = False,
    feed: Annotated[Path | None, typer.Option("--ics", help="Write a feed for calendar programs to this file.")] = None,
) -> None:
    """The year: days off, campaigns, kick-offs, deadlines, closings."""
    house, speech = _house()
    entries = house.almanac(year, speech.language)
    if feed is not None:
        titles = {entry.uid: speech.sentence(f"dated_{entry.kind}", name=entry.name) for entry in entries}
        feed.write_bytes(house.feed(entries, titles, house.clock.now()))
        return speech.say("feed_written", file=str(feed), count=len(entries))
    table = _table(speech, "when", "what")
    for entry in entries:
        if everything or not (entry.kind == "due" and "-W" in entry.uid):
            days = day_for_people(entry.first)
            days += f" – {day_for_people(entry.last)}" if entry.last != entry.first else ""
            when = moment_for_people(entry.at, speech.language) if entry.at else days
            table.add_row(when, speech.sentence(f"dated_{entry.kind}", name=entry.name))
    return speech.console.print(table)


def _table(speech: Speech, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(speech.sentence(column))
    return table


def _house() -> tuple[App, Speech]:
    installation = Installation()
    return build(installation), Speech(installation)
