"""`python -m practice.live --people N`: who lives in the practice network, and what moves its clock."""

import argparse
import asyncio
import logging
import os
import signal

from nhipcau.app import App, build
from nhipcau.rules.roster import Unit
from nhipcau.settings.installation import Installation
from practice.live.cast import MONTH, MOST, SEED, Cast, gather
from practice.live.crowd import Crowd
from practice.live.driver import Driver, for_ever
from practice.live.servers import Servers
from practice.live.settling import settle_in
from practice.live.telling import Teller
from practice.live.waking import Flows


def main() -> None:
    """Until SIGTERM or Ctrl-C. The practice servers have to be there."""
    parser = argparse.ArgumentParser(prog="python -m practice.live", description="The people of the practice network.")
    parser.add_argument("--people", type=int, default=60, choices=range(8, MOST + 1), metavar=f"8-{MOST}")
    wanted = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    asyncio.run(_live(wanted.people))


async def _live(people: int) -> None:
    installation = Installation()
    app = build(installation)
    cast = gather(installation.home / "cast.json", _units(app), people)
    living = asyncio.create_task(_play(app, cast, installation))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, living.cancel)
    try:
        await living
    except asyncio.CancelledError:
        return


async def _play(app: App, cast: Cast, installation: Installation) -> None:
    servers = Servers(installation.clock_url)
    prefect = os.environ["PREFECT_API_URL"]
    crowd = Crowd(installation.home / "people.json", cast.simulated, SEED)
    driver = Driver(app, servers, crowd, Flows(app, prefect))
    teller = Teller(app, servers, cast, driver, prefect)
    # Only who is known to Telegram can be written to, and the bot may take longer to start than the people.
    await servers.do("bots", token=installation.telegram_token)
    driver.announce = teller.tell
    if crowd.is_new:
        await settle_in(app, servers, cast, (await servers.clock()).now)
        crowd.save()
    async with asyncio.TaskGroup() as together:
        together.create_task(driver.run())
        together.create_task(for_ever(teller.go_on_telling))


def _units(app: App) -> list[Unit]:
    """The bodies of that month, without the network's own."""
    root, day = app.book.network.root, MONTH.first
    return [unit for unit in app.book.units.values() if unit.code != root and unit.span.covers(day)]


if __name__ == "__main__":
    main()
