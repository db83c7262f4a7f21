"""Processes kept running side by side: one log, restarts with patience, a clean stop."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

STOP_WITHIN = 20.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
STEADY_AFTER = 20.0
"""A part that gives up sooner than this is waited for longer each time; a killed one is started again at once."""

GIVES_WAY = 5
PR_SET_PDEATHSIG = 1

Ready = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Part:
    """One process: how it is started, and what to wait for before the next one."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    ready: Ready | None = None
    gives_way: bool = False
    """Its work can wait while others are busy."""


class Supervisor:
    """Starts the parts in order, starts one again when it dies, stops all in the opposite order."""

    def __init__(self, log: Path, say: Callable[..., None]) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        self._log: IO[str] = log.open("a", encoding="utf-8")
        self._say = say
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._stopping = asyncio.Event()

    async def run(self, parts: Sequence[Part]) -> None:
        """Until SIGINT or SIGTERM. Raises RuntimeError when a part never becomes ready."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        keepers: list[asyncio.Task[None]] = []
        try:
            for part in parts:
                keepers.append(asyncio.create_task(self._keep(part)))
                if not await self._until_ready(part):
                    return
                self._say("part_ready", name=part.name)
            self._say("all_ready")
            await self._stopping.wait()
        finally:
            self._stopping.set()
            await self._stop_all([part.name for part in parts])
            await asyncio.gather(*keepers, return_exceptions=True)
            self._log.close()

    async def _until_ready(self, part: Part) -> bool:
        """False when somebody asked to stop meanwhile."""
        if part.ready is None:
            return not self._stopping.is_set()
        waiting, stopped = asyncio.create_task(_as_task(part.ready)), asyncio.create_task(self._stopping.wait())
        done, pending = await asyncio.wait({waiting, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        if waiting in done:
            waiting.result()
        return waiting in done and not self._stopping.is_set()

    async def _keep(self, part: Part) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            began = asyncio.get_running_loop().time()
            process = self._running[part.name] = await self._start(part)
            await self._follow(part, process)
            status = await process.wait()
            _end_group(process.pid)
            if self._stopping.is_set():
                return
            steady = status < 0 or asyncio.get_running_loop().time() - began > STEADY_AFTER
            pause = FIRST_PAUSE if steady else min(2 * pause, LONGEST_PAUSE)
            self._say("part_died", name=part.name, status=status)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)

    async def _start(self, part: Part) -> asyncio.subprocess.Process:
        """In a process group of its own: Ctrl-C reaches us alone, and what a killed part leaves behind can be ended."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *part.arguments,
            env={**os.environ, **part.environment, "PYTHONUNBUFFERED": "1"},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=partial(_begin, GIVES_WAY if part.gives_way else 0),
        )

    async def _follow(self, part: Part, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            text = f"{part.name:<9} {line.decode(errors='replace').rstrip()}"
            self._log.write(text + "\n")
            self._log.flush()
            self._say("line", text=text)

    async def _stop_all(self, names: Sequence[str]) -> None:
        for name in reversed(names):
            process = self._running.get(name)
            if process is None or process.returncode is not None:
                continue
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), STOP_WITHIN)
            except TimeoutError:
                _end_group(process.pid)


def _begin(niceness: int) -> None:
    """In the new process: end when the supervisor does, even if it is killed (Linux)."""
    os.nice(niceness)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


async def _as_task(ready: Ready) -> None:
    await ready()


def _end_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
