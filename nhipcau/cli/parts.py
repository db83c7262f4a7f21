"""The parts of an installation that run side by side: how each is started, and when it is ready."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from nhipcau.cli.processes import Part
from nhipcau.settings.installation import Installation

READY_WITHIN = 120.0
PRACTICE_TOKEN = "1:practice"


def prefect_part(installation: Installation, settings: Mapping[str, str]) -> Part:
    port = str(installation.prefect_port)
    arguments = ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port]
    return Part("prefect", arguments, settings, partial(answers, f"{settings['PREFECT_API_URL']}/health"))


def practice_part(installation: Installation, *more: str) -> Part:
    """The local stand-ins; `more` arguments are theirs."""
    arguments = ["--port", str(installation.practice_port), "--state", str(_state(installation))]
    arguments += ["--account", str(_account(installation)), *more]
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
        # On this machine there is nothing to verify, and reading all authorities takes a twentieth of a second a run.
        "PREFECT_API_TLS_INSECURE_SKIP_VERIFY": "true",
    }


def practice_settings(installation: Installation) -> dict[str, str]:
    url = practice_url(installation)
    return {
        "NHIPCAU_TELEGRAM_TOKEN": PRACTICE_TOKEN,
        "NHIPCAU_TELEGRAM_URL": url,
        "NHIPCAU_GOOGLE_CREDENTIALS": str(_account(installation)),
        "NHIPCAU_GOOGLE_URL": url,
        "NHIPCAU_CLOCK_URL": url,
        "NHIPCAU_CLOCK_FILE": str(_state(installation) / "clock.json"),
    }


def practice_url(installation: Installation) -> str:
    return f"http://127.0.0.1:{installation.practice_port}"


def _state(installation: Installation) -> Path:
    return installation.home.resolve() / "practice"


def _account(installation: Installation) -> Path:
    """It names the port at which its tokens are had."""
    return _state(installation) / f"service-account-{installation.practice_port}.json"


async def answers(url: str, good: Callable[[bytes], object] = lambda answer: True) -> None:
    """Wait until an address answers well. Raises TimeoutError with the address when it does not."""
    try:
        async with asyncio.timeout(READY_WITHIN):
            while not await asyncio.to_thread(_answered, url, good):  # noqa: ASYNC110 - another process gets ready
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise TimeoutError(url) from None


def _answered(url: str, good: Callable[[bytes], object]) -> bool:
    """Asked by the plainest means: who looks after the processes stays small beside them."""
    try:
        with urlopen(url, timeout=2) as answer:
            return bool(good(answer.read()))
    except (OSError, HTTPException):
        return False
