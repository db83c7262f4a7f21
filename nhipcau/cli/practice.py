"""`nhipcau practice`: a live network on this machine alone, with a page on which a person can try everything."""

import asyncio
import socket
from datetime import datetime
from functools import partial

from nhipcau.app import build
from nhipcau.cli.processes import Part, Supervisor
from nhipcau.cli.speech import Speech
from nhipcau.cli.up import (
    answers,
    is_ok,
    practice_part,
    practice_settings,
    practice_url,
    prefect_part,
    prefect_settings,
)
from nhipcau.settings.installation import Installation

START = "2026-05-04T07:30+07:00"
"""An hour before Workers' Month is announced."""
HOME = "practice-network"
ASIDE = "%Y-%m-%d-%H%M%S"
QUICKLY = 0.1
"""Seconds between two looks of the bot at what the flows planned: a jump of the clock waits for it."""


def practice_installation(installation: Installation, port: int) -> Installation:
    """A home of its own inside the real one; nothing real is touched."""
    changes = {"home": installation.home / HOME, "database_url": "", "practice_port": port, "prefect_port": free_port()}
    return installation.model_copy(update=changes)


def run(installation: Installation, speech: Speech, people: int, now: datetime | None) -> int:
    """Until Ctrl-C; with `now`, begin afresh: what was there is moved aside under that moment's name."""
    if now is not None and installation.home.exists():
        aside = installation.home.with_name(f"{HOME}-{now:{ASIDE}}")
        installation.home.rename(aside)
        speech.say("practice_set_aside", folder=str(aside))
    if not is_free(installation.practice_port):
        speech.complain("practice_port_taken", port=installation.practice_port)
        return 1
    build(installation).close()
    speech.say("practice_starting", home=str(installation.home))
    log = installation.home / "nhipcau.log"
    try:
        asyncio.run(Supervisor(log, speech.say).run(_parts(installation, speech, people)))
    except TimeoutError as late:
        speech.complain("never_ready", what=str(late), log=str(log))
        return 1
    speech.say("stopped")
    return 0


def _parts(installation: Installation, speech: Speech, people: int) -> list[Part]:
    """The people come before Prefect, which takes its time: whoever opens the page meets them at once."""
    prefect = prefect_settings(installation)
    settings = {**prefect, **practice_settings(installation), **_house(installation)}
    return [
        practice_part(installation, START),
        Part("bot", ["-m", "bots.telegram"], settings),
        Part("people", ["-m", "practice.live", "--people", str(people)], settings, partial(_met, installation, speech)),
        prefect_part(installation, prefect),
    ]


async def _met(installation: Installation, speech: Speech) -> None:
    """Wait until the page shows people, and say where it is."""
    url = practice_url(installation)
    await answers(f"{url}/practice/story", lambda answer: is_ok(answer) and bool(answer.json()["story"].get("people")))
    speech.say("practice_ready", url=url)


def _house(installation: Installation) -> dict[str, str]:
    return {
        "NHIPCAU_HOME": str(installation.home.resolve()),
        "NHIPCAU_DATABASE_URL": "",
        # A process that is killed loses nothing by it; only a machine that loses its power does.
        "NHIPCAU_DURABLE": "false",
        "NHIPCAU_OUTBOX_SECONDS": str(QUICKLY),
    }


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
