"""`nhipcau up`: Prefect server, flows and bot on one machine, against the real services or the practice network."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import httpx

from nhipcau.app import build
from nhipcau.cli.processes import Part, Supervisor
from nhipcau.cli.speech import Speech
from nhipcau.settings.installation import Installation

READY_WITHIN = 120.0
PRACTICE_TOKEN = "1:practice"


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


def prefect_part(installation: Installation, settings: Mapping[str, str]) -> Part:
    port = str(installation.prefect_port)
    arguments = ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port]
    return Part("prefect", arguments, settings, partial(answers, f"{settings['PREFECT_API_URL']}/health"))


def practice_part(installation: Installation, start: str = "") -> Part:
    """The local stand-ins; with `start`, their clock begins at that moment and stands."""
    arguments = ["--port", str(installation.practice_port), "--state", str(_state(installation))]
    arguments += ["--account", str(_account(installation)), *(["--start", start] if start else [])]
    ready = partial(answers, f"{practice_url(installation)}/practice/clock")
    return Part("practice", ["-m", "practice", *arguments], ready=ready)


def prefect_settings(installation: Installation) -> dict[str, str]:
    """Everything of Prefect stays in the home folder, and nothing of it is reported to anybody."""
    return {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_API_URL": f"http://127.0.0.1:{installation.prefect_port}/api",
        "PREFECT_HOME": str(installation.home.resolve() / "prefect"),
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
        "PREFECT_LOGGING_LEVEL": "WARNING",
    }


def practice_settings(installation: Installation) -> dict[str, str]:
    url = practice_url(installation)
    return {
        "NHIPCAU_TELEGRAM_TOKEN": PRACTICE_TOKEN,
        "NHIPCAU_TELEGRAM_URL": url,
        "NHIPCAU_GOOGLE_CREDENTIALS": str(_account(installation)),
        "NHIPCAU_GOOGLE_URL": url,
        "NHIPCAU_CLOCK_URL": url,
    }


def practice_url(installation: Installation) -> str:
    return f"http://127.0.0.1:{installation.practice_port}"


def _state(installation: Installation) -> Path:
    return installation.home.resolve() / "practice"


def _account(installation: Installation) -> Path:
    """It names the port at which its tokens are had."""
    return _state(installation) / f"service-account-{installation.practice_port}.json"


def is_ok(answer: httpx.Response) -> bool:
    return answer.status_code == httpx.codes.OK


async def answers(url: str, good: Callable[[httpx.Response], bool] = is_ok) -> None:
    """Wait until an address answers well. Raises TimeoutError with the address when it does not."""
    try:
        async with asyncio.timeout(READY_WITHIN), httpx.AsyncClient() as client:
            while not await _answered(client, url, good):  # noqa: ASYNC110 - another process gets ready, and tells nobody
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise TimeoutError(url) from None


async def _answered(client: httpx.AsyncClient, url: str, good: Callable[[httpx.Response], bool]) -> bool:
    try:
        return good(await client.get(url, timeout=2))
    except httpx.HTTPError:
        return False
