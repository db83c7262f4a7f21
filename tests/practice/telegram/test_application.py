"""python-telegram-bot's Application runs against the practice server as it does against the real one."""

import asyncio
from typing import Any

from telegram import Update
from telegram.ext import Application, CommandHandler

from practice.server import Running
from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, TOKEN


async def greet(update: Update, _context: Any) -> None:
    assert update.message is not None
    await update.message.reply_html(f"Chào {update.message.from_user.mention_html()}")


async def test_a_polling_application_answers(running: Running, world: TelegramWorld) -> None:
    url = running.base_url
    application = Application.builder().token(TOKEN).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    application.add_handler(CommandHandler("start", greet))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling()
        await application.start()
        with world.happened.listening() as heard:
            world.say(AN, "/start")
            while len(world.seen(AN)["messages"]) < 2:
                heard.clear()
                await asyncio.wait_for(heard.wait(), 5)
        await application.updater.stop()
        await application.stop()
    assert world.seen(AN)["messages"][1]["text"] == "Chào An Nguyễn"
    assert world.pending() == 0
