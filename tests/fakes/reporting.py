"""The process of the reports, as a real one: it renders what is due and sends it, until it is done or kills itself.

    python -m tests.fakes.reporting DATABASE "2026-06-05 17:30" [writing|sending NUMBER]

What it sends goes to the file `phones` beside the database: that a message arrived there outlives the process.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from nhipcau.machine import DiskFiles
from nhipcau.ports import Parcel
from nhipcau.rules.cadence import SlotKind
from nhipcau.settings.installation import PROJECT
from nhipcau.settings.load import load_rulebook
from tests.fakes.clock import SettableClock
from tests.fakes.house import open_app


class Fate:
    """When the process dies: at the so-manieth time that it does something."""

    def __init__(self, doing: str = "", number: str = "0") -> None:
        self._doing = doing
        self._left = int(number)

    def strikes(self, doing: str) -> bool:
        self._left -= doing == self._doing
        return doing == self._doing and self._left == 0


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


class MortalFiles(DiskFiles):
    """Dies in the middle of a file."""

    def __init__(self, root: Path, fate: Fate) -> None:
        super().__init__(root)
        self._fate = fate

    def write(self, path: str, content: bytes) -> None:
        if self._fate.strikes("writing"):
            self.locate(f"{path}.half").write_bytes(content[: len(content) // 2])
            die()
        super().write(path, content)


class MortalCourier:
    """Implements ports.Courier; dies when a message has arrived, before it says so."""

    def __init__(self, phones: Path, fate: Fate) -> None:
        self._phones = phones
        self._fate = fate
        self._number = 0

    async def send(self, parcel: Parcel) -> int | None:
        with self._phones.open("a") as arrived:
            arrived.write(f"{parcel.chat_id} {parcel.document.name if parcel.document else ''}\n")
        if self._fate.strikes("sending"):
            die()
        self._number += 1
        return self._number


def main(database: Path, now: str, *when: str) -> None:
    fate, clock = Fate(*when), SettableClock(now)
    app = open_app(database, load_rulebook(PROJECT / "config"), clock)
    app.files = MortalFiles(database.parent / "files", fate)
    app.run(SlotKind.RENDER_REPORTS, clock.now())
    asyncio.run(app.sending_loop(MortalCourier(database.parent / "phones", fate)).drain())
    app.idle(clock.now())
    app.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
