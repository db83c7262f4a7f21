"""`nhipcau practice`: a live network on this machine alone, with a page on which a person can try everything.

Preparing takes the whole house, looking after the processes does not: the one becomes the other, and is small.
"""

import asyncio
import json
import os
import socket
import sys
from dataclasses import replace
from datetime import datetime
from functools import partial

from nhipcau.cli.parts import (
    answers,
    practice_part,
    practice_settings,
    practice_url,
    prefect_part,
    prefect_settings,
)
from nhipcau.cli.processes import Part, Supervisor
from nhipcau.cli.speech import Speech
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


def make_way(installation: Installation, speech: Speech, fresh_at: datetime | None) -> bool:
    """Whether it can start; with `fresh_at`, what is there is moved aside under that moment's name."""
    if not is_free(installation.practice_port):
        speech.complain("practice_port_taken", port=installation.practice_port)
        return False
    if fresh_at is not None and installation.home.exists():
        aside = installation.home.with_name(f"{HOME}-{fresh_at:{ASIDE}}")
        installation.home.rename(aside)
        speech.say("practice_set_aside", folder=str(aside))
    return True


def become_supervisor(installation: Installation, people: int) -> None:
    """This process goes on as `python -m nhipcau.cli.practice`; it does not come back."""
    environment = {**os.environ, **_settings(installation)}
    os.execve(sys.executable, [sys.executable, "-m", "nhipcau.cli.practice", str(people)], environment)


def main(people: str) -> int:
    """Until Ctrl-C."""
    installation = Installation()
    speech = Speech(installation)
    speech.say("practice_starting", home=str(installation.home))
    log = installation.home / "nhipcau.log"
    try:
        asyncio.run(Supervisor(log, speech.say).run(_parts(installation, speech, people)))
    except TimeoutError as late:
        speech.complain("never_ready", what=str(late), log=str(log))
        return 1
    speech.say("stopped")
    return 0


def _parts(installation: Installation, speech: Speech, people: str) -> list[Part]:
    """Prefect takes its time, and nobody waits for it: whoever opens the page meets people at once."""
    prefect = prefect_settings(installation)
    settings = {**prefect, **practice_settings(installation)}
    return [
        practice_part(installation, "--start", START, "--unchecked"),
        replace(prefect_part(installation, prefect), ready=None, gives_way=True),
        Part("bot", ["-m", "bots.telegram"], settings),
        Part("people", ["-m", "practice.live", "--people", people], settings, partial(_met, installation, speech)),
    ]


async def _met(installation: Installation, speech: Speech) -> None:
    """Wait until the page shows people, and say where it is."""
    url = practice_url(installation)
    await answers(f"{url}/practice/story", lambda answer: json.loads(answer)["story"].get("people"))
    speech.say("practice_ready", url=url)


def _settings(installation: Installation) -> dict[str, str]:
    return {
        "NHIPCAU_HOME": str(installation.home.resolve()),
        "NHIPCAU_DATABASE_URL": "",
        "NHIPCAU_PRACTICE_PORT": str(installation.practice_port),
        "NHIPCAU_PREFECT_PORT": str(installation.prefect_port),
        # A process that is killed loses nothing by it; only a machine that loses its power does.
        "NHIPCAU_DURABLE": "false",
        "NHIPCAU_OUTBOX_SECONDS": str(QUICKLY),
        # The GNU C library keeps less of what the parts gave back: some 30 MB of them all, at no cost that was seen.
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_TRIM_THRESHOLD_": "131072",
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
