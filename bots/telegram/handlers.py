"""What each kind of update asks of the house. A handler reads, makes one app call, and never waits for the network."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, ChatMember, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)

from nhipcau.app import App
from nhipcau.ports import Inbound
from nhipcau.rules.allowance.close import CloseAct
from nhipcau.rules.forms import Chose
from nhipcau.rules.kernel import Month

Context = ContextTypes.DEFAULT_TYPE
GONE = {ChatMember.BANNED, ChatMember.LEFT}


def inbound(update: Update) -> Inbound:
    """Where the update came from; the message is the one whose button was pressed."""
    chat, query = update.effective_chat, update.callback_query
    touched = query.message.message_id if query and query.message else None
    return Inbound(update.update_id, chat.id if chat else 0, chat is not None and chat.type == chat.PRIVATE, touched)


class Door:
    """The handlers over one App."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._aside: set[asyncio.Task[None]] = set()

    def register(self, application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
        """Order matters: the first handler that takes an update has it."""
        private, group = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
        for handler in (
            CommandHandler("start", self.start, private),
            CommandHandler(["trangthai", "status"], self.show_owed, private),
            CommandHandler(["huy", "cancel"], self.set_aside, private),
            CommandHandler(["nhomdieuphoi", "admingroup"], self.bind_group, group),
            CallbackQueryHandler(self.press, r"^c:"),
            CallbackQueryHandler(self.decide_review, r"^m:"),
            CallbackQueryHandler(self.advance_close, r"^k:"),
            CallbackQueryHandler(self.decide_slot, r"^s:"),
            ChatMemberHandler(self.note_chat, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(private & filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND, self.say),
            MessageHandler(private & filters.UpdateType.MESSAGE, self.misunderstand),
            TypeHandler(Update, self.ignore),
        ):
            application.add_handler(handler)

    async def _call(self, method: Callable[..., object], *arguments: object) -> None:
        """In the loop where the store is a local file (a quarter of a millisecond), in a thread where it is remote."""
        now: datetime = self._app.clock.now()
        if self._app.remote:
            await asyncio.to_thread(method, *arguments, now)
        else:
            method(*arguments, now)

    async def start(self, update: Update, context: Context) -> None:
        invite = context.args[0] if context.args else ""
        await self._call(self._app.join, inbound(update), invite)

    async def show_owed(self, update: Update, _: Context) -> None:
        await self._call(self._app.show_owed, inbound(update))

    async def set_aside(self, update: Update, _: Context) -> None:
        await self._call(self._app.set_aside, inbound(update))

    async def bind_group(self, update: Update, _: Context) -> None:
        await self._call(self._app.bind_group, inbound(update), _who(update))

    async def press(self, update: Update, _: Context) -> None:
        checkin, step, value = _parts(update, 3)
        await self._call(self._app.press, inbound(update), int(checkin), Chose(step, value))
        self._acknowledge(update)

    async def decide_review(self, update: Update, _: Context) -> None:
        month, code, reason = _parts(update, 3)
        await self._call(self._app.decide_review, inbound(update), Month.parse(month), code, reason)
        self._acknowledge(update)

    async def advance_close(self, update: Update, _: Context) -> None:
        month, act = _parts(update, 2)
        await self._call(self._app.advance_close, inbound(update), Month.parse(month), CloseAct(act))
        self._acknowledge(update)

    async def decide_slot(self, update: Update, _: Context) -> None:
        choice, key = _parts(update, 2)
        await self._call(self._app.decide_slot, inbound(update), _who(update), choice == "run", key)
        self._acknowledge(update)

    async def note_chat(self, update: Update, _: Context) -> None:
        changed = update.my_chat_member
        can_write = changed is not None and changed.new_chat_member.status not in GONE
        await self._call(self._app.note_chat, inbound(update), can_write)

    async def say(self, update: Update, _: Context) -> None:
        message = update.message
        await self._call(self._app.say, inbound(update), (message.text or "") if message else "")

    async def misunderstand(self, update: Update, _: Context) -> None:
        await self._call(self._app.say, inbound(update), "")

    async def ignore(self, update: Update, _: Context) -> None:
        await self._call(self._app.set_update_aside, update.update_id, "")

    def _acknowledge(self, update: Update) -> None:
        """Stop the button's spinner, best-effort: it is lost with a crash, and nobody depends on it (R15)."""
        if update.callback_query is not None:
            task = asyncio.create_task(_stop_spinner(update.callback_query))
            self._aside.add(task)
            task.add_done_callback(self._aside.discard)

    async def rest(self) -> None:
        """Wait for what runs on the side."""
        await asyncio.gather(*self._aside)


async def _stop_spinner(query: CallbackQuery) -> None:
    try:
        await query.answer()
    except TelegramError:
        return  # too old, or the network is away: the person sees the answer anyway


def _parts(update: Update, count: int) -> list[str]:
    """What a button carries after its kind."""
    query = update.callback_query
    assert query is not None and query.data is not None
    return query.data.split(":", count)[1:]


def _who(update: Update) -> int:
    return update.effective_user.id if update.effective_user else 0
