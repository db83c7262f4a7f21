"""One machine whose parts are started and stopped one by one: the practice network, Prefect, the flows, the bot."""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from nhipcau.app import App, build
from nhipcau.cli.parts import practice_part, practice_settings, prefect_part, prefect_settings
from nhipcau.cli.processes import Part
from nhipcau.settings.installation import Installation
from tests.settings.conftest import PROJECT

PATIENCE = 120.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Machine:
    """A folder with a config and an installation of its own. Parts say what they have to say in one log."""

    def __init__(self, folder: Path, clock: datetime | None = None) -> None:
        """On a practice clock that stands at `clock`, or on the machine's own."""
        self.config = folder / "config"
        shutil.copytree(PROJECT / "config", self.config)
        plain = Installation(
            home=folder / "var", config=self.config, prefect_port=free_port(), practice_port=free_port()
        )
        self._settings = {
            **prefect_settings(plain),
            "NHIPCAU_HOME": str(plain.home),
            "NHIPCAU_CONFIG": str(self.config),
            "NHIPCAU_PULSE_SECONDS": "60" if clock is None else "10",
            "PREFECT_RUNNER_POLL_FREQUENCY": "1",
        }
        self._parts = {
            "prefect": prefect_part(plain, self._settings),
            "flows": Part("flows", ["-m", "flows"]),
            "bot": Part("bot", ["-m", "bots.telegram"]),
        }
        if clock is not None:
            self._settings |= practice_settings(plain)
            self._parts["practice"] = practice_part(plain, "--start", clock.isoformat())
        self._home = plain.home
        self._home.mkdir()
        self._log = folder / "machine.log"
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._prefect = httpx.Client(base_url=self._settings["PREFECT_API_URL"], timeout=20)
        self._practice = httpx.Client(base_url=f"http://127.0.0.1:{plain.practice_port}/practice", timeout=20)

    # ------------------------------------------------------------------------------- processes

    def start(self, *names: str) -> None:
        """One after the other, each when the one before it is ready."""
        for name in names:
            part, said = self._parts[name], self._log.stat().st_size if self._log.exists() else 0
            with self._log.open("ab") as log:
                self._running[name] = subprocess.Popen(
                    [sys.executable, *part.arguments], env={**os.environ, **self._settings}, stdout=log, stderr=log
                )
            if part.ready is not None:
                asyncio.run(part.ready())  # type: ignore[arg-type]
            if name == "flows":
                self.wait_for("served", lambda since=said: b"being served" in self._log.read_bytes()[since:])

    def stop(self, *names: str) -> None:
        """By SIGTERM, as a service manager does."""
        for name in names:
            process = self._running.pop(name)
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)

    def close(self) -> None:
        self.stop(*reversed(self._running))
        self._prefect.close()
        self._practice.close()

    def wait_for(self, what: str, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < deadline, f"{what}: not within {PATIENCE} s\n{self._log.read_text()[-3000:]}"
            time.sleep(0.2)  # noqa: TID251 - other processes go by the machine's clock

    def house(self) -> App:
        """The same installation in this process, to look into; whoever asks closes it."""
        return build(Installation(home=self._home, config=self.config))

    # ------------------------------------------------------------------------------- the Prefect page

    def ask(self, path: str, **body: Any) -> Any:
        """What the page asks for; on SQLite, Prefect's server is now and then too busy to answer."""
        answers: list[httpx.Response] = []

        def answered() -> bool:
            answers.append(self._prefect.post(path, json=body))
            return answers[-1].status_code != httpx.codes.SERVICE_UNAVAILABLE

        self.wait_for(path, answered)
        return answers[-1].raise_for_status().json()

    def tables(self, key: str) -> list[str]:
        """The rows of every table of that name, the newest first."""
        found = self.ask("/artifacts/filter", artifacts={"key": {"any_": [key]}}, sort="UPDATED_DESC", limit=20)
        return [json.dumps(artifact["data"]) for artifact in found]

    def runs(self, **chosen: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("/flow_runs/filter", flow_runs=chosen, limit=200)
        return found

    def deployments(self) -> dict[str, dict[str, Any]]:
        return {found["name"]: found for found in self.ask("/deployments/filter")}

    def begin(self, deployment: str, **wanted: Any) -> str:
        """Somebody presses "Run" on the page. Returns the run's number."""
        run: str = self.ask(f"/deployments/{self.deployments()[deployment]['id']}/create_flow_run", **wanted)["id"]
        return run

    # ------------------------------------------------------------------------------- clock and phones

    def set_clock(self, now: datetime) -> None:
        self._practice.put("/clock", json={"now": now.isoformat(), "rate": 0}).raise_for_status()

    def phone(self, act: str, **given: Any) -> Any:
        return self._practice.post(f"/telegram/{act}", json=given).raise_for_status().json()

    def seen(self) -> list[dict[str, Any]]:
        """Everything the bot ever wrote, oldest first: chat, kind, message."""
        found = self._practice.get("/telegram/events", params={"since": 0}).raise_for_status().json()
        return [event for event in found["events"] if event["from"] == "bot"]
