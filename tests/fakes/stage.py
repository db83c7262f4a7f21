"""The bot on a stage: a real Application over HTTP, the practice Telegram, the people of the tests and their phones."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from bots.telegram.service import BotService
from nhipcau.app import App
from nhipcau.settings.rulebook import Rulebook
from nhipcau.storage import SqlStore, open_store
from practice.core.clock import PracticeClock
from tests.fakes.clock import HANOI, moment
from tests.fakes.courier import Shown
from tests.fakes.house import BEFORE, open_app
from tests.fakes.people import GROUP, cast
from tests.fakes.practice import TOKEN, PracticeTelegram, shown
from tests.fakes.renderer import FakeRenderer
from tests.fakes.sheets import FakeSheets

PHOTO = b"\xff\xd8\xff\xe0 a photo"


@cache
def _one_store(folder: Path, zone: tzinfo) -> tuple[Path, SqlStore]:
    path = folder / "stage.db"
    return path, open_store(f"sqlite:///{path}", zone=zone, durable=False)


def store_like(founded: Path, folder: Path, zone: tzinfo) -> tuple[Path, SqlStore]:
    """The store in that folder, with what was founded in it. All stages have it, one after the other: a new one would
    compile each of its statements anew."""
    path, store = _one_store(folder, zone)
    store.close()
    for left in ("-wal", "-shm"):
        path.with_name(path.name + left).unlink(missing_ok=True)
    shutil.copy(founded, path)
    return path, store


class StageClock:
    """Implements ports.Clock on the practice clock, so that bot and Telegram share one time; waiting moves it."""

    def __init__(self, clock: PracticeClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now().astimezone(HANOI)

    def set(self, to: datetime) -> None:
        self._clock.set(max(to, self.now()))

    async def wait(self, seconds: float) -> None:
        self._clock.advance(seconds)


class Stage:
    """People act on their phones; `settle` lets the bot hear and answer until nothing is left to do."""

    def __init__(
        self, folder: Path, book: Rulebook, founded: Path, telegram: PracticeTelegram, now: str = BEFORE
    ) -> None:
        self.people = cast()
        self.telegram = telegram
        self.world = telegram.world
        self.clock = StageClock(telegram.clock)
        self.clock.set(moment(now))
        self.bot: BotService
        self.app: App
        self._book = book
        self._sheets = FakeSheets()
        self._home = folder
        self._database, self._store = store_like(founded, folder.parent, book.calendar.zone)
        self._open: list[BotService] = []
        self._give_phones()

    def _give_phones(self) -> None:
        """Everybody has opened the bot once, long ago; the admin group is there."""
        for name, someone in self.people.items():
            self.world.add_person(someone.chat, name)
            self.world.say(someone.chat, "/start")
        group = self.world.add_group("Điều phối", [someone.chat for someone in self.people.values()], GROUP)
        for chat in self.world.chats.values():
            chat.messages.clear()
            chat.last_message_id = 0
        self.world.bot().waiting.clear()
        self.world.bot().last_update_id += 100_000  # a store may know the first ones
        assert group["id"] == GROUP
        self.group = GROUP

    async def enter(self) -> None:
        """The bot starts."""
        self.bot, self.app = await self.another_process()

    async def another_process(self) -> tuple[BotService, App]:
        app = open_app(self._database, self._book, self.clock, self.telegram.base_url, TOKEN, self._store, self._home)
        app.sheets, app.renderer = self._sheets, FakeRenderer()  # type: ignore[assignment]
        bot = BotService(app)
        await bot.open()
        self._open.append(bot)
        return bot, app

    async def restart(self) -> None:
        """The bot's process dies and another takes its place; nothing but the store goes from one to the other."""
        await self._stop()
        await self.enter()

    async def leave(self) -> None:
        await self._stop()
        self._store.close()

    async def _stop(self) -> None:
        while self._open:
            await self._open.pop().close()

    # ------------------------------------------------------------------------------- time

    async def until(self, text: str) -> None:
        """Let everything happen that is due until that moment, each thing at its own."""
        target = moment(text)
        due = {slot.due_at for slot in self.app.upcoming(target, 0) if slot.due_at > self.clock.now()}
        for at in sorted(due | {target}):
            self.clock.set(at)
            self.app.run_due(self.clock.now())
            await self.settle()

    async def sleep_until(self, text: str) -> None:
        """The machine was switched off; now it runs again."""
        self.clock.set(moment(text))
        self.app.run_due(self.clock.now())
        await self.settle()

    async def settle(self) -> None:
        """Updates in, answers out, until nothing is left."""
        while await self._hear() or await self._send():
            continue

    async def _hear(self) -> int:
        taken = await self._take(self.bot)
        handled = await self.bot.handle()
        await self.bot.rest()
        return taken + handled

    async def _take(self, bot: BotService) -> int:
        """A bot polls all the time; here it does when there is something to hear."""
        return await bot.take(0) if self.world.pending() else 0

    async def _send(self) -> int:
        sent = await self._drain()
        if not sent:
            self.app.idle(self.clock.now())
            sent = await self._drain()
        return sent

    async def _drain(self) -> int:
        return await self.bot.outbox.drain()

    # ------------------------------------------------------------------------------- people

    def says(self, who: str, text: str, in_group: bool = False) -> None:
        self.world.say(self.chat(who), text, chat=self.group if in_group else None)

    def presses(self, who: str, label: str, number: int | None = None, in_group: bool = False) -> None:
        """The button of that label: under the message of that number, or under the newest that has it."""
        chat = self.group if in_group else self.chat(who)
        card = next(
            card for card in reversed(self.cards(chat)) if number in (None, card.number) and label in card.labels
        )
        self.world.press(self.chat(who), card.number, dict(card.buttons)[label], chat=self.group if in_group else None)

    def upgrades_group(self) -> None:
        """The admin group becomes a supergroup, which has another number."""
        self.group = self.world.migrate(self.group)["id"]

    def sends_photo(self, who: str) -> None:
        self.world.send_photo(self.chat(who), PHOTO, caption="ảnh hoạt động")

    def sends_album(self, who: str) -> None:
        for number in range(3):
            self.world.send_photo(self.chat(who), PHOTO + bytes([number]), media_group_id="a1")

    def chat(self, who: str) -> int:
        return self.group if who == "nhóm" else self.people[who].chat

    def cards(self, chat: int) -> list[Shown]:
        """The bot's messages as they stand now."""
        return self.telegram.shown(chat)

    def sees(self, who: str) -> Shown:
        """The bot's newest message."""
        return self.cards(self.chat(who))[-1]

    def invite(self, who: str) -> str:
        name = self.people[who].name
        return next(code for person, code in self.app.invites() if person.name == name)


class TwiceOver(Stage):
    """Two processes by mistake: every update is delivered to both, and handled by both at the same time."""

    async def enter(self) -> None:
        await super().enter()
        self._other, _ = await self.another_process()

    async def _hear(self) -> int:
        taken = await self._take(self.bot)
        again = await self._take(self._other)
        assert again == taken, "what one process took and did not confirm comes to the other"
        handled = await asyncio.gather(self.bot.handle(), self._other.handle())
        await asyncio.gather(self.bot.rest(), self._other.rest())
        return taken + sum(handled)

    async def _drain(self) -> int:
        return await super()._drain() + await self._other.outbox.drain()


def happened(stage: Stage, since: int) -> tuple[int, Iterator[tuple[int, str, Shown]]]:
    """What people saw of the bot since then: chat, kind (message, edit, delete), and the message as it became."""
    seen: dict[str, Any] = stage.world.events(since)
    return seen["next"], (
        (event["chat"], event["kind"], shown(event["message"]))
        for event in seen["events"]
        if event["from"] == "bot" and event["kind"] in ("message", "edit")
    )
