"""`nhipcau plan` and `nhipcau calendar`: what is going to happen, for whom and why; nothing is sent or stored."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from nhipcau.app import App, build
from nhipcau.cli.speech import Speech
from nhipcau.ports import Foretold
from nhipcau.rules.cadence import SlotKind
from nhipcau.rules.vietnamese import day_for_people, moment_for_people
from nhipcau.settings.installation import Installation

app = typer.Typer(add_completion=False)

NOT_SENT = ("staff", "on_leave", "no_chat")
"""Reasons that say by themselves that no collaborator is written to."""


@app.command()
def plan(
    days: Annotated[int, typer.Option(help="How many days ahead.")] = 31,
    on: Annotated[datetime | None, typer.Option(help="Look from this day.", formats=["%Y-%m-%d"])] = None,
    person: Annotated[str, typer.Option(help="Only what concerns the person of this code.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="The regular syncs of the sheets too.")] = False,
) -> None:
    """Who would get what, when and why in the coming days, without sending anything or storing it."""
    house, speech = _house()
    now = on.replace(tzinfo=house.book.calendar.zone) if on else house.clock.now()
    try:
        foretold = house.foretell(now, now + timedelta(days=days), person)
    except LookupError:
        speech.complain("nobody_has_code", code=person)
        raise typer.Exit(1) from None
    for item in foretold:
        if everything or item.slot.kind is not SlotKind.SYNC_SHEETS:
            _say(house, speech, item)


def _say(house: App, speech: Speech, item: Foretold) -> None:
    """When and what on one line, who and why below it."""
    when = moment_for_people(house.book.calendar.local(item.slot.due_at), speech.language)
    name = house.name_of(item.slot, speech.language)
    speech.say("due_then", when=when, what=speech.kind(item.slot.kind), which=name)
    who = speech.sentence("told", told=item.told, on_leave=item.on_leave, unreachable=item.unreachable)
    why = speech.sentence(f"why_{item.why}")
    speech.console.print(f"    {why}" if item.why in NOT_SENT else f"    {who}: {why}", markup=False)
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
