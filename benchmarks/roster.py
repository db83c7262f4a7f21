"""Bringing in a large roster: 10,000 rows with 300 faults of 15 kinds; examined, applied, applied again."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console

from nhipcau.app import build
from nhipcau.settings.installation import Installation
from tests.jobs.test_import import GOOD, SPOILS

ROWS, FAULTS, SECONDS = 10_000, 300, 10.0
"""The limit: everything named, and everything else applied, in that time."""


def table() -> list[dict[str, str]]:
    rows = [{**GOOD, "code": f"M{number:05}", "phone": f"09{number:08}"} for number in range(ROWS)]
    for number in range(FAULTS):
        rows[number * (ROWS // FAULTS)] |= SPOILS[number % len(SPOILS)]
    return rows


def main() -> None:
    """Print the seconds of each step, and their share of the limit."""
    rows, console = table(), Console()
    with TemporaryDirectory() as folder, closing(build(Installation(home=Path(folder), database_url=""))) as app:
        now = app.clock.now()
        steps = {
            "examine": lambda: app.examine_roster(rows).examined.left_out,
            "apply": lambda: app.import_roster(rows, "bench", now, partly=True).counts["added"],
            "apply again": lambda: app.import_roster(rows, "bench", now, partly=True).counts["known"],
        }
        for name, step in steps.items():
            began = perf_counter()
            count = step()
            seconds = perf_counter() - began
            share = seconds / SECONDS
            console.print(f"roster, {name}: {seconds:.2f} s, {share:.0%} of {SECONDS:.0f} s ({count} rows)")


if __name__ == "__main__":
    main()
