"""What the network asks about its own clockwork."""

from telegram import Update

from bots.telegram.door import Door
from bots.telegram.reading import Context, inbound, parts, who


class Slots:
    def __init__(self, door: Door) -> None:
        self._app, self._call, self._acknowledge = door.app, door.call, door.acknowledge

    async def decide_slot(self, update: Update, _: Context) -> None:
        choice, key = parts(update, 2)
        await self._call(self._app.decide_slot, inbound(update), who(update), choice == "run", key)
        self._acknowledge(update)

    async def ignore(self, update: Update, _: Context) -> None:
        """Nobody waits for an answer to this."""
        await self._call(self._app.set_update_aside, update.update_id, "")
