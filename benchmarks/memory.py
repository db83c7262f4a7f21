"""Whether sending keeps what it has sent: the memory of our side alone, over many messages.

The outbox on disk, our loop and pacer on a clock that waiting moves; the channel answers at once and keeps nothing.
"""

import asyncio
import os
import sys
import tempfile
from datetime import date, time
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from nhipcau.app import App
from nhipcau.ports import Parcel
from nhipcau.rules.intents import Lane, Message, To
from nhipcau.settings.installation import Installation
from nhipcau.settings.load import load_rulebook
from nhipcau.storage import open_store
from practice.rehearsal.year import VirtualClock

MESSAGES = 10_000
PARTS = 10
MEGABYTE = 1024 * 1024


class Nowhere:
    """Implements ports.Courier: everything arrives, nothing is kept."""

    async def send(self, parcel: Parcel) -> int | None:
        return 1


def main(messages: int = MESSAGES) -> None:
    table = Table("sent", "resident memory", title=f"{messages:,} messages", box=SIMPLE)
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(home=Path(folder), sends_at_once=1)
        book = load_rulebook(installation.config)
        clock = VirtualClock(book.calendar.at(date(2026, 5, 4), time(9)))
        store = open_store(installation.database, zone=book.calendar.zone, durable=False)
        store.migrate()
        app = App(installation, book, store, clock)
        for part in range(PARTS):
            _plan(app, clock, part * messages // PARTS, messages // PARTS)
            asyncio.run(app.sending_loop(Nowhere()).drain())
            table.add_row(f"{(part + 1) * messages // PARTS:,}", f"{_resident():.0f} MB")
        app.close()
    Console().print(table)


def _plan(app: App, clock: VirtualClock, first: int, number: int) -> None:
    with app.store.begin() as tx:
        tx.outbox.put(
            Message(f"bench:{n}", To(chat_id=1 + n), "roster/unknown", {}, Lane.BULK, clock.now())
            for n in range(first, first + number)
        )


def _resident() -> float:
    """Megabytes that this process holds now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
