"""`nhipcau campaign`: days, audience and owners that people set otherwise than a campaign's file says."""

from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from nhipcau.app import App, build
from nhipcau.cli.speech import Speech
from nhipcau.rules.amendments import Amendment
from nhipcau.rules.kernel import spoken
from nhipcau.rules.vietnamese import moment_for_people
from nhipcau.settings.faults import BadConfig
from nhipcau.settings.installation import Installation

app = typer.Typer(no_args_is_help=True, help="What people set otherwise for campaigns than their files say.")

Key = Annotated[str, typer.Argument(help="The campaign: its file's name, such as thang_cong_nhan_2026.")]
What = Annotated[str, typer.Argument(help="first, last, kick_off, levels, units, roles, or owner.TASK.")]
Why = Annotated[str, typer.Option("--why", help="The reason; it stands in the journal.", prompt=True)]


@app.command("list")
def amendments() -> None:
    """Everything that counts instead of a file."""
    house, speech = _house()
    standing = house.amendments()
    for amendment in standing:
        say_amendment(house, speech, amendment)
    speech.say("amendment_count", count=len(standing))


@app.command("set")
def amend(
    campaign: Key,
    what: What,
    value: Annotated[str, typer.Argument(help='2026-05-04, "2026-05-04 08:30", "national, provincial", or words.')],
    why: Why,
) -> None:
    """Set one thing; what is not sent yet follows, what was sent stays sent."""
    house, speech = _house()
    wish = Amendment(campaign, what, value, "cli", house.clock.now(), why)
    _settle(speech, lambda: house.amend_campaign(wish).counts)


@app.command("unset")
def unamend(campaign: Key, what: What, why: Why) -> None:
    """Let the file count again."""
    house, speech = _house()
    wish = Amendment(campaign, what, "", "cli", house.clock.now(), why)
    _settle(speech, lambda: house.unamend_campaign(wish).counts)


def _settle(speech: Speech, act: Callable[[], Mapping[str, int]]) -> None:
    """All that speaks against it, or what became of it."""
    try:
        counts = act()
    except BadConfig as bad:
        speech.show_faults(bad)
        raise typer.Exit(1) from None
    if "unchanged" in counts:
        return speech.say("amendment_unchanged")
    return speech.say(
        "amendment_settled", created=counts["created"], moved=counts["moved"], cancelled=counts["cancelled"]
    )


def say_amendment(house: App, speech: Speech, amendment: Amendment) -> None:
    """What counts instead, who wanted it, when and why."""
    names = house.book.programme_names.get(amendment.campaign)
    speech.say(
        "amendment",
        campaign=spoken(names, speech.language) if names else amendment.campaign,
        part=speech.sentence(f"part_{amendment.part}", task=amendment.task),
        value=amendment.value,
        by=amendment.by,
        at=moment_for_people(house.book.calendar.local(amendment.at), speech.language),
        why=amendment.why,
    )


def _house() -> tuple[App, Speech]:
    installation = Installation()
    return build(installation), Speech(installation)
