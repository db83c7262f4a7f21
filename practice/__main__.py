"""`python -m practice [--port 8765] [--state DIR] [--account FILE] [--start MOMENT]`: everything, until Ctrl-C."""

import argparse
import json
import logging
from datetime import datetime
from pathlib import Path

from practice.core.clock import PracticeClock
from practice.page.service import PageService
from practice.server import PracticeServer, build
from practice.sheets.accounts import service_account
from practice.sheets.service import SheetsService
from practice.telegram.service import TelegramService


def main() -> None:
    """Serve all services on 127.0.0.1; with a state folder, go on from where it was left."""
    parser = argparse.ArgumentParser(prog="python -m practice", description="Local Telegram and Google stand-ins.")
    parser.add_argument("--port", type=int, default=8765, help="port on 127.0.0.1 (default 8765)")
    parser.add_argument("--state", type=Path, help="folder that keeps the state over restarts")
    parser.add_argument(
        "--account", type=Path, help="write a throw-away service account's JSON here, unless it is there"
    )
    parser.add_argument(
        "--start",
        type=datetime.fromisoformat,
        help="begin with a clock that stands at this moment, such as 2026-05-04T07:30+07:00",
    )
    parser.add_argument("--unchecked", action="store_true", help="do not hold calls to the Bot API's specification")
    options = parser.parse_args()
    if options.account and not options.account.exists():
        options.account.parent.mkdir(parents=True, exist_ok=True)
        options.account.write_text(json.dumps(service_account(f"http://127.0.0.1:{options.port}")))
    logging.basicConfig(format="%(message)s")
    logging.getLogger("practice").setLevel(logging.INFO)
    clock = PracticeClock(options.start) if options.start else PracticeClock.real()
    telegram, sheets = TelegramService.new(clock, not options.unchecked), SheetsService(clock)
    page = PageService(clock, telegram.world, sheets.world)
    app = build(clock, telegram, sheets, page, state=options.state)
    PracticeServer(app, options.port).run()


if __name__ == "__main__":
    main()
