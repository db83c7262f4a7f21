"""Joining, blocking, the admin group."""

from telegram import ChatMember, Update

from bots.telegram.door import Door
from bots.telegram.reading import Context, inbound, parts, who

GONE = {ChatMember.BANNED, ChatMember.LEFT}


class People:
    def __init__(self, door: Door) -> None:
        self._app, self._call, self._acknowledge = door.app, door.call, door.acknowledge

    async def start(self, update: Update, context: Context) -> None:
        invite = context.args[0] if context.args else ""
        await self._call(self._app.join, inbound(update), invite)

    async def answer_consent(self, update: Update, _: Context) -> None:
        code, answer = parts(update, 2)
        await self._call(self._app.answer_consent, inbound(update), code, answer == "yes")
        self._acknowledge(update)

    async def share_number(self, update: Update, _: Context) -> None:
        """One's own contact lets a stranger in; for everybody else it answers no question."""
        contact = update.message.contact if update.message else None
        own = contact is not None and contact.user_id == who(update)
        await self._call(self._app.share_number, inbound(update), contact.phone_number if contact and own else "")

    async def bind_group(self, update: Update, _: Context) -> None:
        await self._call(self._app.bind_group, inbound(update), who(update))

    async def follow_group(self, update: Update, _: Context) -> None:
        """Said in both groups: in the old one where it goes, in the new one where it came from."""
        told = update.effective_message
        assert told is not None
        old, new = told.migrate_from_chat_id or told.chat_id, told.migrate_to_chat_id or told.chat_id
        await self._call(self._app.follow_group, inbound(update), old, new)

    async def note_chat(self, update: Update, _: Context) -> None:
        changed = update.my_chat_member
        can_write = changed is not None and changed.new_chat_member.status not in GONE
        await self._call(self._app.note_chat, inbound(update), can_write)
