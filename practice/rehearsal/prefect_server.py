"""A real Prefect server for as long as a rehearsal lasts, with a home of its own."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

READY_WITHIN = 90.0
LOOKING_FOR_WORK = ("SCHEDULER", "LATE_RUNS", "PAUSE_EXPIRATIONS", "CANCELLATION_CLEANUP", "FOREMAN", "TRIGGERS")
"""Services of a server that schedules by itself; a rehearsal's own clock wakes every flow."""
QUIET = {
    **{f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in LOOKING_FOR_WORK},
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_LOGGING_SERVER_LEVEL": "WARNING",
}


class RunningPrefect:
    """A server that runs already, and goes on afterwards."""

    def __init__(self, url: str) -> None:
        self.url = url

    def wait(self) -> None:
        """It is there."""

    def stop(self) -> None:
        """It stays."""


class PrefectServer:
    """Started at once, waited for when it is needed: its ten seconds pass while people join."""

    def __init__(self, home: Path) -> None:
        self.url = f"http://127.0.0.1:{_free_port()}/api"
        self._log = (home / "prefect.log").open("wb")
        port = self.url.rsplit(":", 1)[1].partition("/")[0]
        environment = {**os.environ, **QUIET, "PREFECT_HOME": str(home / "prefect")}
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port]
        self._process = subprocess.Popen(command, env=environment, stdout=self._log, stderr=subprocess.STDOUT)

    def wait(self) -> None:
        """Return when it is healthy. Raises RuntimeError with its last words when it is not to be."""
        deadline = time.monotonic() + READY_WITHIN
        # One client for all attempts: each would read the world's certificates anew, beside the server that starts.
        with httpx.Client(timeout=1) as client:
            while time.monotonic() < deadline and self._process.poll() is None:
                try:
                    if client.get(f"{self.url}/health").status_code == httpx.codes.OK:
                        return
                except httpx.HTTPError:
                    time.sleep(0.1)  # noqa: TID251 - another process starts by the machine's clock
        raise RuntimeError(f"The Prefect server did not start; see {self._log.name}")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)
        self._log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
