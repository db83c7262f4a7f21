"""`nhipcau report`: pages of a month by hand."""

import webbrowser
from typing import Annotated

import typer
from rich.progress import Progress

from nhipcau.app import build
from nhipcau.cli.speech import Speech
from nhipcau.rules.kernel import Month, Refused
from nhipcau.settings.installation import Installation

app = typer.Typer()


@app.command()
def report(
    month: Annotated[str, typer.Argument(help="The month, such as 2026-05.")],
    person: Annotated[str, typer.Option(help="Only this collaborator's page, by code.")] = "",
    unit: Annotated[str, typer.Option(help="Only this unit's page, by code or name.")] = "",
    network: Annotated[bool, typer.Option("--network", help="Only the network's page.")] = False,
    campaign: Annotated[str, typer.Option(help="The results of this campaign, as PDF and DOCX.")] = "",
    months: Annotated[int, typer.Option(help="The review of 3, 6, 9 or 12 months up to this one.", max=12)] = 0,
    show: Annotated[bool, typer.Option("--open", help="Open the first page when all is there.")] = False,
) -> None:
    """Render a month's pages, or some of them; what is there already stands. A month not closed gives drafts."""
    installation = Installation()
    speech, house = Speech(installation), build(installation)
    with Progress(console=speech.console, transient=True) as bar:
        task = bar.add_task(month)

        def on_progress(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        try:
            first, rendered = house.write_reports(
                Month.parse(month), house.clock.now(), on_progress, person, unit, network, campaign, months
            )
        except Refused as refused:
            speech.refuse(refused)
            raise typer.Exit(1) from None
        except ValueError:
            speech.complain("no_such_month", text=month)
            raise typer.Exit(1) from None
    speech.say("reports_written", made=rendered.made, kept=rendered.kept, first=str(first))
    for path in rendered.failed:
        speech.complain("not_rendered", path=path)
    if show:
        webbrowser.open(first.resolve().as_uri())
    raise typer.Exit(bool(rendered.failed))
