"""Check-ins: what is owed, answers by words and by buttons."""

from telegram import Update

from bots.telegram.door import Door
from bots.telegram.reading import Context, inbound, parts, received
from nhipcau.rules.forms import Chose


class Checkins:
    def __init__(self, door: Door) -> None:
        self._app, self._call, self._acknowledge = door.app, door.call, door.acknowledge

    async def show_owed(self, update: Update, _: Context) -> None:
        await self._call(self._app.show_owed, inbound(update))

    async def set_aside(self, update: Update, _: Context) -> None:
        await self._call(self._app.set_aside, inbound(update))

    async def press(self, update: Update, _: Context) -> None:
        checkin, step, value = parts(update, 3)
        await self._call(self._app.press, inbound(update), int(checkin), Chose(step, value))
        self._acknowledge(update)

    async def say(self, update: Update, _: Context) -> None:
        message = update.message
        await self._call(self._app.say, inbound(update), (message.text or "") if message else "")

    async def attach(self, update: Update, _: Context) -> None:
        assert update.message is not None
        await self._call(self._app.attach, inbound(update), received(update.message))

    async def misunderstand(self, update: Update, _: Context) -> None:
        await self._call(self._app.say, inbound(update), "")
