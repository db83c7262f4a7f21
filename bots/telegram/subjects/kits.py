"""What campaigns hand out."""

from telegram import Update

from bots.telegram.door import Door
from bots.telegram.reading import Context, inbound, parts


class Kits:
    def __init__(self, door: Door) -> None:
        self._app, self._call, self._acknowledge = door.app, door.call, door.acknowledge

    async def show(self, update: Update, _: Context) -> None:
        await self._call(self._app.show_kits, inbound(update))

    async def hand_out(self, update: Update, _: Context) -> None:
        campaign, item = parts(update, 2)
        await self._call(self._app.hand_out_kit, inbound(update), campaign, item)
        self._acknowledge(update)

    async def ask_share(self, update: Update, _: Context) -> None:
        campaign, item = parts(update, 2)
        await self._call(self._app.ask_share, inbound(update), campaign, item)
        self._acknowledge(update)
