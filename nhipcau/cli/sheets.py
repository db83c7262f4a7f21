"""`nhipcau sheets`: set the shared spreadsheets up, and tell what differs from what is declared."""

from typing import Annotated

import typer

from nhipcau.app import build
from nhipcau.cli.speech import Speech
from nhipcau.settings.installation import Installation

app = typer.Typer(no_args_is_help=True, help="The shared spreadsheets: set up, check.")

MOST_SHOWN = 60
Everything = Annotated[bool, typer.Option("--all", help="All differences, however many.")]


@app.command("init")
def init() -> None:
    """Make spreadsheets, tabs, titles, formats, drop-downs, protection and sharing; what is there is adopted."""
    installation = Installation()
    house, speech = build(installation), Speech(installation)
    done = house.set_up_sheets(house.clock.now()).counts
    if done.get("away"):
        speech.complain("sheets_away")
        raise typer.Exit(1)
    speech.say("sheets_set_up", mended=done.get("mended", 0), shared=done.get("shared", 0), added=done.get("added", 0))


@app.command("check")
def check(everything: Everything = False) -> None:
    """Say in sentences in what the spreadsheets differ from what is declared; nothing is changed."""
    installation = Installation()
    house, speech = build(installation), Speech(installation)
    found = house.sheet_differences()
    for book, difference in found if everything else found[:MOST_SHOWN]:
        where = {"book": book, "tab": difference.tab, "column": difference.column}
        speech.complain(f"sheet_{difference.code}", **where)
    if found:
        speech.complain("sheets_differ", count=len(found))
        raise typer.Exit(1)
    speech.say("sheets_are_good")
