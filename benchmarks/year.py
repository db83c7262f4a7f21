"""The whole year 2026 of all campaigns and programmes for 180 people, as `nhipcau rehearse 2026` tries it."""

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from practice.rehearsal.year import PEOPLE, live

YEAR, LIMIT_SECONDS = 2026, 300


def main() -> None:
    _, lived = live(YEAR, seed=1)
    table = Table("", "seconds", "share of five minutes", title=f"The year {YEAR}, {PEOPLE} people", box=SIMPLE)
    for name, seconds in (("by the clock", lived.seconds), ("of one processor", lived.processor_seconds)):
        table.add_row(name, f"{seconds:.0f}", f"{seconds / LIMIT_SECONDS:.0%}")
    table.add_row(f"{len(lived.timeline)} due moments, {lived.messages:,} messages")
    Console().print(table)


if __name__ == "__main__":
    main()
