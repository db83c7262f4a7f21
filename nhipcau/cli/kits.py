"""`nhipcau kits`: a campaign's kit as a folder with a page."""

from typing import Annotated

import typer

from nhipcau.app import build
from nhipcau.cli.speech import Speech
from nhipcau.rules.kernel import Refused
from nhipcau.settings.installation import Installation

app = typer.Typer()


@app.command()
def kits(
    campaign: Annotated[str, typer.Argument(help="The campaign: its file's name, such as thang_cong_nhan_2026.")],
) -> None:
    """Write a campaign's kit into a folder: its files, and a page that shows them with their links and words."""
    installation = Installation()
    speech, house = Speech(installation), build(installation)
    try:
        page = house.render_kit(campaign, speech.language)
    except Refused as refused:
        speech.refuse(refused)
        raise typer.Exit(1) from None
    speech.say("kit_written", page=str(page))
