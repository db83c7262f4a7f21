"""Joining, blocking, the admin group."""

from telegram import ChatMember, Update

from bots.telegram.door import Door
from bots.telegram.reading import Context, inbound, who

GONE = {ChatMember.BANNED, ChatMember.LEFT}


class People:
    def __init__(self, door: Door) -> None:
        self._app, self._call = door.app, door.call

    async def start(self, update: Update, context: Context) -> None:
        invite = context.args[0] if context.args else ""
        await self._call(self._app.join, inbound(update), invite)

    async def bind_group(self, update: Update, _: Context) -> None:
        await self._call(self._app.bind_group, inbound(update), who(update))

    async def note_chat(self, update: Update, _: Context) -> None:
        changed = update.my_chat_member
        can_write = changed is not None and changed.new_chat_member.status not in GONE
        await self._call(self._app.note_chat, inbound(update), can_write)
