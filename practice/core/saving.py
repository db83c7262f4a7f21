"""Keeping the practice network's state in a folder: one JSON file for the core and one per service.

Contents (bytes in a service's state) are files of their own, written once: the rest is saved every half second.
"""

import hashlib
import json
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from practice.core.pipeline import Core
from practice.core.service import Numbering, Service

EVERY_SECONDS = 0.5
KEPT = "kept"
"""The only key of what stands for bytes in a saved state; its value is the name of their file."""


class State:
    """The state of the whole network; `folder` is made when needed, and without one nothing is kept."""

    def __init__(self, core: Core, services: Sequence[Service], folder: Path | None) -> None:
        self._core = core
        self._services = services
        self._folder = folder
        self._saved: dict[str, bytes] = {}
        """Digests of what the files hold."""
        self._saved_at = -1
        self._turn = threading.Lock()
        self._ended = False

    def save(self, ended: bool = False) -> None:
        """Write what changed since the last time; raise ValueError if there is no folder.

        `ended`: nothing will happen any more. A state that was not the last one is made up for when it is restored.
        """
        if self._folder is None:
            raise ValueError("There is nowhere to save: the practice servers were started without a state folder.")
        with self._turn:
            # A thread that was still to save has nothing to add to the last word.
            if self._ended:
                return
            self._ended = ended
            self._saved_at = self._core.changes
            for service in self._services:
                self._write(self._folder, service.name, service.dump())
            self._write(self._folder, "core", {**self._core_state(), "ended": ended})

    def save_if_changed(self) -> None:
        """Save unless there is no folder or nothing was called since the last time."""
        if self._folder is not None and self._core.changes != self._saved_at:
            self.save()

    def end(self) -> None:
        """Save for the last time, if there is a folder."""
        if self._folder is not None:
            self.save(ended=True)

    def restore(self) -> None:
        """Load whatever the folder has; a service without a file stays as it is."""
        core = self._read("core")
        if core is not None:
            self._core.clock.load(core["clock"])
            self._core.faults.load(core["faults"])
            self._core.log.load(core["log"])
        for service in self._services:
            saved = self._read(service.name)
            if saved is not None:
                service.load(saved)
        if core is not None and not core.get("ended", True):
            self._recover()

    def _recover(self) -> None:
        """What happened after the last save is lost, but its numbers are known outside: they are not given again."""
        for service in self._services:
            if isinstance(service, Numbering):
                service.skip_numbers()

    def reset(self) -> None:
        """Bring everything back to where it was made: services empty, clock at its start, no faults, no log."""
        for service in self._services:
            service.reset()
        self._core.faults.clear()
        self._core.log.clear()
        self._core.clock.reset()

    def _core_state(self) -> dict[str, Any]:
        core = self._core
        return {"clock": core.clock.dump(), "faults": core.faults.dump(), "log": core.log.dump()}

    def _write(self, folder: Path, name: str, state: dict[str, Any]) -> None:
        contents: dict[str, bytes] = {}
        # Letters beyond ASCII are escaped: one emoji would make Python hold four bytes for every letter.
        content = json.dumps(state, default=partial(_stand_in, contents)).encode()
        digest = hashlib.sha256(content).digest()
        if self._saved.get(name) == digest:
            return
        folder.mkdir(parents=True, exist_ok=True)
        _keep(folder / name, contents)
        _put(folder / f"{name}.json", content)
        _forget_others(folder / name, contents)
        self._saved[name] = digest

    def _read(self, name: str) -> dict[str, Any] | None:
        path = self._folder and self._folder / f"{name}.json"
        if not path or not path.exists():
            return None
        state: dict[str, Any] = json.loads(path.read_bytes(), object_hook=partial(_bring_back, path.with_suffix("")))
        return state


def _stand_in(contents: dict[str, bytes], value: object) -> dict[str, str]:
    """What JSON holds in the place of bytes, which are collected. Raises TypeError for anything else."""
    if not isinstance(value, bytes):
        raise TypeError(f"{type(value).__name__} cannot be saved")
    name = hashlib.sha256(value).hexdigest()
    contents[name] = value
    return {KEPT: name}


def _bring_back(folder: Path, value: dict[str, Any]) -> Any:
    return (folder / value[KEPT]).read_bytes() if value.keys() == {KEPT} else value


def _keep(folder: Path, contents: dict[str, bytes]) -> None:
    if contents:
        folder.mkdir(exist_ok=True)
    for name, content in contents.items():
        if not (folder / name).exists():
            _put(folder / name, content)


def _put(path: Path, content: bytes) -> None:
    """Written beside and renamed: a process that is killed while saving leaves the last good file."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


def _forget_others(folder: Path, contents: dict[str, bytes]) -> None:
    for path in folder.iterdir() if folder.exists() else ():
        if path.name not in contents:
            path.unlink()
