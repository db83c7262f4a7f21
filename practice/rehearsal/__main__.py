"""`nhipcau rehearse MONTH`: set the stage, let the month happen, show what came of it."""

import argparse
import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from json import dumps
from pathlib import Path
from typing import Any

from rich.console import Console

from bots.telegram.service import BotService
from nhipcau.app import App, build
from nhipcau.rules.cadence import SlotKind
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Unit
from nhipcau.settings.installation import Installation
from practice.core.clock import PracticeClock
from practice.rehearsal import outcome as outcomes
from practice.rehearsal.checks import check_all
from practice.rehearsal.engine import Engine, VirtualClock
from practice.rehearsal.outcome import Outcome
from practice.rehearsal.pages import write
from practice.rehearsal.people import Invented, invent
from practice.rehearsal.personas import Act
from practice.rehearsal.prefect_server import QUIET, PrefectServer, RunningPrefect
from practice.rehearsal.story import Story
from practice.rehearsal.summary import print_summary
from practice.server import Running, serve_in_thread
from practice.server import build as assemble
from practice.sheets.accounts import service_account
from practice.sheets.service import SheetsService
from practice.telegram.service import TelegramService
from practice.telegram.world import TelegramWorld

TOKEN = "1:rehearsal"
JOIN_SECONDS = 20
"""Between two people who join."""
AFTERWARDS = timedelta(days=20)
"""How long after the month's end the last decisions may take."""


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line."""

    month: Month
    seed: int
    units: int | None
    out: Path
    language: str
    prefect: str | None


@dataclass(frozen=True)
class Stage:
    """Everything that a rehearsal runs on."""

    wanted: Wanted
    app: App
    bot: BotService
    world: TelegramWorld
    clock: PracticeClock
    running: Running
    prefect: PrefectServer | RunningPrefect
    story: Story


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 when the month kept every law."""
    wanted = _wanted(arguments)
    with tempfile.TemporaryDirectory(prefix="nhipcau-rehearsal-") as home:
        return _rehearse(wanted, Path(home))


def _wanted(arguments: Sequence[str] | None) -> Wanted:
    parser = argparse.ArgumentParser(prog="nhipcau rehearse", description="A whole month against local stand-ins.")
    parser.add_argument("month", type=Month.parse, help="the month, such as 2026-05")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other people and other tempers (default 1)")
    parser.add_argument("--units", type=int, help="how many units take part (default: all of config)")
    parser.add_argument("--out", type=Path, help="the folder to write (default: out/rehearsal-MONTH)")
    parser.add_argument("--lang", default="vi", choices=("vi", "en"), help="language of this report")
    parser.add_argument("--prefect", help="the API address of a Prefect server that runs already")
    given = parser.parse_args(arguments)
    out = given.out or Path("out") / f"rehearsal-{given.month}"
    return Wanted(given.month, given.seed, given.units, out, given.lang, given.prefect)


def _rehearse(wanted: Wanted, home: Path) -> int:
    prefect = RunningPrefect(wanted.prefect) if wanted.prefect else PrefectServer(home)
    with contextlib.ExitStack() as stack:
        stack.callback(prefect.stop)
        clock = PracticeClock(datetime.fromisoformat(f"{wanted.month.first - timedelta(days=2)}T08:00:00+07:00"))
        world, sheets = TelegramWorld(clock), SheetsService(clock)
        with serve_in_thread(assemble(clock, TelegramService(world, None), sheets)) as running:
            os.environ.update(_settings(home, running.base_url, prefect.url))
            app = build(Installation(), VirtualClock(clock))
            story = Story(app.words, wanted.language, app.book, Console())
            return asyncio.run(_play(wanted, app, world, clock, running, prefect, story))


def _settings(home: Path, base_url: str, prefect_url: str) -> dict[str, str]:
    """The flows build their house from the environment, as they do in life."""
    credentials = home / "service-account.json"
    credentials.write_text(dumps(service_account(base_url)))
    return {
        **QUIET,
        "PREFECT_API_URL": prefect_url,
        "PREFECT_HOME": str(home / "prefect-client"),
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "NHIPCAU_HOME": str(home / "var"),
        "NHIPCAU_DATABASE_URL": "",
        "NHIPCAU_DURABLE": "false",
        "NHIPCAU_TELEGRAM_TOKEN": TOKEN,
        "NHIPCAU_TELEGRAM_URL": base_url,
        "NHIPCAU_GOOGLE_CREDENTIALS": str(credentials),
        "NHIPCAU_GOOGLE_URL": base_url,
        "NHIPCAU_TOKEN_SEED": "rehearsal",
        "NHIPCAU_SENDS_AT_ONCE": "1",
    }


async def _play(
    wanted: Wanted,
    app: App,
    world: TelegramWorld,
    clock: PracticeClock,
    running: Running,
    prefect: PrefectServer | RunningPrefect,
    story: Story,
) -> int:
    bot = BotService(app)
    await bot.open()
    stage = Stage(wanted, app, bot, world, clock, running, prefect, story)
    units = _units(app, wanted)
    people = invent(wanted.month, units, wanted.seed)
    story.tell("begins", month=str(wanted.month), units=len(units), people=len(people), seed=wanted.seed)
    await _act(stage, people)
    outcome = _outcome(stage, people, len(units))
    write(app, outcome, wanted.out, _books(app))
    await bot.close()
    print_summary(outcome, wanted.out)
    return 0 if all(check.holds for check in outcome.checks) else 1


def _units(app: App, wanted: Wanted) -> list[Unit]:
    """The bodies of that month, without the network's own."""
    root, day = app.book.network.root, wanted.month.first
    found = [unit for unit in app.book.units.values() if unit.code != root and unit.span.covers(day)]
    return found[: wanted.units]


async def _act(stage: Stage, people: list[Invented]) -> None:
    """Join, plan, live the month; two days before it begins until the last decision after it."""
    month, story = stage.wanted.month, stage.story
    engine = Engine(stage.app, stage.bot, stage.world, stage.clock, _wake, story)
    _invite(stage, engine, people)
    first = stage.app.book.calendar.at(month.first, time.min)
    await engine.run(first)
    await _make_group(stage, engine, people)
    stage.prefect.wait()
    stage.clock.set(max(first, stage.clock.now()))
    async with _connected():
        await _plan(month, stage)
        with story.console.status("") if story.console.is_terminal else contextlib.nullcontext() as story.status:
            await engine.run(first + timedelta(days=month.length) + AFTERWARDS)
    stage.app.sync_now(stage.clock.now())


def _invite(stage: Stage, engine: Engine, people: list[Invented]) -> None:
    """Everyone is in the roster; each opens their invite link before the month, or on the day they join."""
    now = stage.clock.now()
    stage.app.import_roster([person.row for person in people], "rehearsal", now)
    invites = {known.code: invite for known, invite in stage.app.invites()}
    for number, person in enumerate(people):
        engine.add(person, stage.wanted.seed)
        morning = stage.app.book.calendar.at(person.since, time(9)) + timedelta(minutes=number % 60)
        at = max(now + timedelta(seconds=JOIN_SECONDS * number), morning if person.level else now)
        engine.schedule(person.telegram, Act(at, "say", f"/start {invites[person.code]}"))


async def _make_group(stage: Stage, engine: Engine, people: list[Invented]) -> None:
    """The staff open a group with the bot, and the coordinator makes it the admin group."""
    staff = [person.telegram for person in people if not person.level]
    group = stage.world.add_group("Ban quản trị", staff)
    stage.world.say(staff[0], "/nhomdieuphoi", chat=group["id"])
    await engine.hear()


def _connected() -> AbstractAsyncContextManager[None]:
    # Imported here: Prefect reads its settings when it is first imported.
    from flows.house import one_connection

    return one_connection()


async def _plan(month: Month, stage: Stage) -> None:
    from flows.slots import plan

    until = stage.app.book.calendar.at(month.next.first, time.min)
    counts = await plan(moment=stage.clock.now(), until=until)
    stage.story.tell("planned", slots=counts["created"])


async def _wake(kind: SlotKind, now: datetime) -> Mapping[str, int]:
    from flows.slots import BY_KIND

    counts: Mapping[str, int] = await BY_KIND[kind](moment=now)
    return counts


def _outcome(stage: Stage, people: list[Invented], units: int) -> Outcome:
    app, month = stage.app, stage.wanted.month
    file, facts, launches = outcomes.collect(app, month, stage.clock.now())
    core: Any = stage.running.app.state.core
    entries = core.log.since(0)
    statuses: dict[str, int] = {}
    for entry in entries:
        statuses[str(entry.status)] = statuses.get(str(entry.status), 0) + 1
    return Outcome(
        month=month,
        seed=stage.wanted.seed,
        people=people,
        story=stage.story,
        checks=check_all(app, month, units, stage.story.events, statuses),
        requests=core.log.counters(),
        messages=app.sent_by_template(),
        file=file,
        facts=facts,
        launches=launches,
    )


def _books(app: App) -> dict[str, bytes]:
    return {title: app.sheets.workbook(book) for book, title in app.book.books.items()}


if __name__ == "__main__":
    sys.exit(main())
