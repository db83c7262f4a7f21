"""A collaborator's own months."""

from telegram import Update

from bots.telegram.door import Door
from bots.telegram.reading import Context, inbound, parts


class Reports:
    def __init__(self, door: Door) -> None:
        self._app, self._call, self._acknowledge = door.app, door.call, door.acknowledge

    async def show_month(self, update: Update, context: Context) -> None:
        await self._call(self._app.show_month, inbound(update), " ".join(context.args or ()))

    async def show_another(self, update: Update, _: Context) -> None:
        (month,) = parts(update, 1)
        await self._call(self._app.show_month, inbound(update), month)
        self._acknowledge(update)
