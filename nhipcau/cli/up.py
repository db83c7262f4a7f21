"""`nhipcau up`: Prefect server, flows and bot on one machine, against the real services or the practice network."""

import asyncio
import subprocess
import sys
from pathlib import Path

from nhipcau.app import build
from nhipcau.cli.parts import practice_part, practice_settings, prefect_part, prefect_settings
from nhipcau.cli.processes import Part, Supervisor
from nhipcau.cli.speech import Speech
from nhipcau.settings.installation import Installation


def run_module(module: str, *arguments: str) -> int:
    """Run another part of the project as its own process, and return its exit status."""
    return subprocess.call([sys.executable, "-m", module, *arguments])


def run(installation: Installation, speech: Speech, practice: bool) -> int:
    """Until Ctrl-C. Faults of the config are told before anything starts (BadConfig)."""
    build(installation).close()
    parts = _parts(installation, practice or installation.practising)
    speech.say("starting", practising=practice or installation.practising, home=str(installation.home))
    supervisor_log = installation.home / "nhipcau.log"
    try:
        asyncio.run(_supervise(supervisor_log, speech, parts))
    except TimeoutError as late:
        speech.complain("never_ready", what=str(late), log=str(supervisor_log))
        return 1
    speech.say("stopped")
    return 0


async def _supervise(log: Path, speech: Speech, parts: list[Part]) -> None:
    await Supervisor(log, speech.say).run(parts)


def _parts(installation: Installation, practising: bool) -> list[Part]:
    """In the order of starting: what others need comes first."""
    settings = prefect_settings(installation)
    settings |= practice_settings(installation) if practising else {}
    parts = [
        prefect_part(installation, settings),
        Part("flows", ["-m", "flows"], settings),
        Part("bot", ["-m", "bots.telegram"], settings),
    ]
    return [practice_part(installation), *parts] if practising else parts
