"""Run the bot until it is told to stop."""

import asyncio
import logging
import signal

from bots.telegram.service import BotService
from nhipcau.app import build
from nhipcau.settings.installation import Installation


async def main() -> None:
    service = BotService(build(Installation()))
    running = asyncio.create_task(service.run())
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, running.cancel)
    try:
        await running
    except asyncio.CancelledError:
        return


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    asyncio.run(main())
