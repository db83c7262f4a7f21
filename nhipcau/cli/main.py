"""Every command of `nhipcau`. A command reads what was asked, makes one call, shows what came of it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from nhipcau.app import App, build
from nhipcau.cli import allowance as allowances
from nhipcau.cli import campaigns
from nhipcau.cli import doctor as doctors
from nhipcau.cli import kits as gallery
from nhipcau.cli import plan as plans
from nhipcau.cli import practice as practices
from nhipcau.cli import preview as previews
from nhipcau.cli import report as reports
from nhipcau.cli import sheets as spreadsheets
from nhipcau.cli import up as ups
from nhipcau.cli.init import ask_and_write
from nhipcau.cli.roster import roster
from nhipcau.cli.speech import Speech
from nhipcau.machine import SystemClock
from nhipcau.settings.faults import BadConfig
from nhipcau.settings.installation import Installation
from nhipcau.settings.load import load_rulebook
from nhipcau.settings.schemas import write_schemas

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Nhịp Cầu: the month of a collaborator network.")
app.add_typer(roster, name="roster")
app.add_typer(allowances.app, name="allowance")
app.add_typer(spreadsheets.app, name="sheets")
app.add_typer(plans.app)
app.add_typer(campaigns.app, name="campaign")
app.add_typer(reports.app)
app.add_typer(gallery.app)

Config = Annotated[Path | None, typer.Option("--config", help="Another config folder.")]


def main() -> None:
    """The entry point; faults of the config come out as sentences, not as a traceback."""
    try:
        app()
    except BadConfig as bad:
        Speech(Installation()).show_faults(bad)
        sys.exit(1)


@app.command("check-config")
def check_config(config: Config = None) -> None:
    """Say everything that is wrong in the config folder: file, line, what would be right."""
    installation = Installation()
    speech = Speech(installation)
    folder = config or installation.config
    try:
        book = load_rulebook(folder)
    except BadConfig as bad:
        speech.show_faults(bad)
        raise typer.Exit(1) from None
    speech.say(
        "config_is_good",
        folder=str(folder),
        units=len(book.units),
        programmes=len(book.programmes),
        campaigns=len(book.campaigns),
    )


@app.command("write-schemas")
def schemas(config: Config = None) -> None:
    """Write config/schemas/ from the models, for editors that check YAML while one types."""
    installation = Installation()
    written = write_schemas((config or installation.config) / "schemas")
    Speech(installation).say("schemas_written", count=len(written))


@app.command()
def rehearse(
    month: Annotated[str, typer.Argument(help="The month, such as 2026-05; or a year, such as 2026.")],
    seed: Annotated[int, typer.Option(help="Another seed, other people and tempers.")] = 1,
    units: Annotated[int | None, typer.Option(help="How many units take part; default: all.")] = None,
    out: Annotated[Path | None, typer.Option(help="The folder to write.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the report: vi or en.")] = None,
) -> None:
    """A whole month on a virtual clock: invented people, the real bot, flows, sheets and documents; nothing leaves.

    A whole year has its campaigns and rounds only, and ends in a picture of them.
    """
    given = {"--seed": seed, "--units": units, "--out": out, "--lang": lang or Installation().language}
    arguments = [part for name, value in given.items() if value is not None for part in (name, str(value))]
    module = "practice.rehearsal.year" if month.isdigit() else "practice.rehearsal"
    raise typer.Exit(ups.run_module(module, month, *arguments))


@app.command()
def up(
    practice: Annotated[bool, typer.Option("--practice", help="The practice network, whatever is set.")] = False,
) -> None:
    """Prefect server, flows and bot on this machine, in one log, until Ctrl-C."""
    installation = Installation()
    raise typer.Exit(ups.run(installation, Speech(installation), practice))


@app.command()
def practice(
    people: Annotated[int, typer.Option(min=8, max=200, help="How many people live in it, at its first start.")] = 60,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew; the old network is set aside.")] = False,
    port: Annotated[int | None, typer.Option(help="The page's port on this machine.")] = None,
) -> None:
    """A live network to try everything on: local Telegram and Sheets, invented people, a clock that you move."""
    usual = Installation()
    installation = practices.practice_installation(usual, port or usual.practice_port)
    if not practices.make_way(installation, Speech(usual), SystemClock().now() if fresh else None):
        raise typer.Exit(1)
    build(installation).close()
    practices.become_supervisor(installation, people)


@app.command()
def init(
    token: Annotated[str | None, typer.Option(help="The bot's token from BotFather.")] = None,
    credentials: Annotated[Path | None, typer.Option(help="The service account's JSON file.")] = None,
) -> None:
    """Ask for what the real services need, and write it to nhipcau.env."""
    if not ask_and_write(Speech(Installation()), token, credentials):
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Say in sentences what is missing or wrong, and what to do."""
    installation = Installation()
    speech = Speech(installation)
    findings = doctors.examine(installation)
    for finding in findings:
        mark = {"good": "✓", "note": "•", "bad": "✗"}[finding.grade]
        speech.console.print(f"{mark} {speech.sentence(finding.code, **dict(finding.facts))}", markup=False)
    raise typer.Exit(any(finding.grade == "bad" for finding in findings))


@app.command()
def preview(out: Annotated[Path, typer.Option(help="The folder to write.")] = Path("out/preview")) -> None:
    """Every chat message with its samples, in both languages, as one page."""
    installation = Installation()
    page = previews.write_preview(installation.templates, out)
    Speech(installation).say("preview_written", page=str(page))


@app.command()
def uncertain(
    again: Annotated[list[int] | None, typer.Option(help="Send the message of this number again.")] = None,
    arrived: Annotated[list[int] | None, typer.Option(help="The message of this number did arrive.")] = None,
) -> None:
    """Messages of which nobody knows whether they arrived; and what somebody found out about them."""
    house, speech = _house()
    decided = [*((number, True) for number in again or []), *((number, False) for number in arrived or [])]
    for number, resend in decided:
        (outcome,) = house.decide_uncertain(number, resend, "cli", house.clock.now()).counts
        speech.say(f"uncertain_{outcome}", number=number)
    waiting = house.uncertain_messages()
    for pending, name in waiting:
        speech.say("uncertain_message", number=pending.id, template=pending.message.template, name=name)
    speech.say("uncertain_count", count=len(waiting))


@app.command()
def sync() -> None:
    """Bring the shared sheets in line now."""
    house, speech = _house()
    counts = house.sync_now(house.clock.now()).counts
    speech.say("synced", added=counts.get("added", 0), changed=counts.get("changed", 0), away=counts.get("away", 0))
    if counts.get("in_trouble"):
        speech.complain("tabs_left_alone", count=counts["in_trouble"])
        raise typer.Exit(1)


def _house() -> tuple[App, Speech]:
    installation = Installation()
    return build(installation), Speech(installation)
