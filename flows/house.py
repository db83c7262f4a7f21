"""What every flow shares: the house, its moment, and the table that it leaves on the Prefect page."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import cache

from prefect.artifacts import acreate_table_artifact
from prefect.context import AsyncClientContext, SyncClientContext
from prefect.logging import get_run_logger

from nhipcau.app import App, build
from nhipcau.settings.installation import Installation

ALMOST_A_SECOND = timedelta(microseconds=999_999)


@cache
def house() -> App:
    """The house of this process, put together once, from the installation's settings."""
    return build(Installation())


def at(moment: datetime | None) -> datetime:
    """The moment of a run: the given one, or our clock's, rounded up to the second.

    Prefect may begin a run up to 0.4 s early; without the rounding what is due on the dot would wait for the next run.
    """
    if moment is not None:
        return moment
    return (house().clock.now() + ALMOST_A_SECOND).replace(microsecond=0)


@asynccontextmanager
async def one_connection() -> AsyncIterator[None]:
    """A connection to Prefect's server for all runs within it: each would make two, and read all certificates twice."""
    with SyncClientContext.get_or_create():
        async with AsyncClientContext.get_or_create():
            yield


async def show(name: str, done: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Leave a table of counts, slot by slot, for whoever looks at the Prefect page; where nothing was due, none.

    Returns the counts of all slots together.
    """
    get_run_logger().info("%s: %s", name, dict(done) or "nothing due")
    rows = [{"slot": key, "what": what, "count": n} for key, counts in done.items() for what, n in counts.items()]
    await tabulate(name, rows, f"What {name} did")
    together: Counter[str] = Counter()
    for counts in done.values():
        together.update(counts)
    return dict(together)


async def tabulate(name: str, rows: Sequence[Mapping[str, object]], about: str) -> None:
    """A table on the Prefect page; none without rows."""
    if rows:
        await acreate_table_artifact(table=[dict(row) for row in rows], key=name, description=about)
