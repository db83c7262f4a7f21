"""One message to Telegram, by python-telegram-bot; its errors become ours."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import httpx
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from nhipcau.ports import SHARES_NUMBER, Blocked, Gone, Moved, Parcel, TryLater, Uncertain, Undeliverable
from nhipcau.ports.kits import Uploads

NOT_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""The request never left: it is safe to send again."""

_GONE = ("chat not found", "user is deactivated", "peer_id_invalid")
_FAULTS = {
    "can't parse entities": "bad_html",
    "message is too long": "too_long",
    "caption is too long": "too_long",
    "text is empty": "empty",
    "message can't be deleted": "cannot_delete",
    "message thread not found": "no_topic",
    "wrong file": "stale_file",
    "wrong remote file": "stale_file",
    "file reference": "stale_file",
}
"""What can be wrong with a message itself, by Telegram's words."""
_UNCHANGED = "message is not modified"
_ALREADY_GONE = "message to delete not found"
_LOST_CARD = ("message to edit not found", "message can't be edited")
_OUTAGE_SECONDS = 5.0
_MISCONFIGURED_SECONDS = 60.0
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_Result = TypeVar("_Result")


def make_bot(token: str, base_url: str | None = None, at_once: int = 1) -> Bot:
    """A Bot for sending, `at_once` messages at a time; `base_url` leads to a local stand-in instead of Telegram."""
    request = HTTPXRequest(connection_pool_size=at_once + 1)
    if base_url is None:
        return Bot(token, request=request)
    return Bot(token, base_url=f"{base_url}/bot", base_file_url=f"{base_url}/file/bot", request=request)


class TelegramCourier:
    """Implements ports.Courier. The bot is initialised by the first message, so that building it costs no network.

    Files that go to many are uploaded once, when `uploads` remembers what Telegram called them.
    """

    def __init__(self, bot: Bot, uploads: Uploads | None = None) -> None:
        self._bot = bot
        self._uploads = uploads
        self._uploading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._begun = False
        self._reached = False
        self._reaching = asyncio.Lock()

    async def send(self, parcel: Parcel) -> int | None:
        """Raises Blocked, Gone, Moved, TryLater, Uncertain or Undeliverable."""
        await self._reach()
        try:
            return await self._send(parcel)
        except Uncertain:
            self._reached = False
            raise

    async def _reach(self) -> None:
        """Ask for what may be asked again and again, at first and after a lost answer: an outage costs one message.

        Raises TryLater.
        """
        async with self._reaching:
            if self._reached:
                return
            ask, self._begun = (self._bot.get_me if self._begun else self._bot.initialize), True
            try:
                await ask()
            except TelegramError as trouble:
                refused = translate(trouble)
                raise refused if isinstance(refused, TryLater) else TryLater(str(trouble), _OUTAGE_SECONDS) from trouble
            self._reached = True

    async def _send(self, parcel: Parcel) -> int | None:
        if parcel.deletes is not None:
            return await self._delete(parcel, parcel.deletes)
        if parcel.document is not None and parcel.shared and self._uploads is not None:
            return await self._send_shared(parcel, parcel.document, self._uploads)
        if parcel.document is not None:
            return (await _translated(self._send_document(parcel, parcel.document))).message_id
        if parcel.attached:
            return await _translated(self._send_attached(parcel))
        if parcel.edits is not None:
            return await self._edit(parcel, parcel.edits)
        try:
            return await _translated(self._send_text(parcel))
        except Undeliverable as refused:
            if parcel.topic is None or refused.code != "no_topic":
                raise
            return await _translated(self._send_text(replace(parcel, topic=None)))

    async def close(self) -> None:
        await self._bot.shutdown()

    async def _send_text(self, parcel: Parcel) -> int:
        message = await self._bot.send_message(
            parcel.chat_id,
            parcel.text,
            parse_mode=ParseMode.HTML,
            reply_markup=_number_key(parcel) or _keyboard(parcel),
            link_preview_options=_NO_PREVIEW,
            message_thread_id=parcel.topic,
        )
        return message.message_id

    async def _send_shared(self, parcel: Parcel, path: Path, uploads: Uploads) -> int:
        """By the name that Telegram gave it; uploaded when it has none or a forgotten one, while the others wait."""
        known = uploads.named(parcel.shared)
        if not known:
            async with self._uploading[parcel.shared]:
                known = uploads.named(parcel.shared)
                if not known:
                    return await self._upload(parcel, path, uploads)
        try:
            return await _translated(self._send_attached(replace(parcel, attached=f"file:{known}")))
        except Undeliverable as refused:
            if refused.code != "stale_file":
                raise
        async with self._uploading[parcel.shared]:
            if uploads.named(parcel.shared) == known:
                return await self._upload(parcel, path, uploads)
        return await self._send_shared(parcel, path, uploads)

    async def _upload(self, parcel: Parcel, path: Path, uploads: Uploads) -> int:
        message = await _translated(self._send_document(parcel, path))
        if message.document is not None:
            uploads.uploaded(parcel.shared, message.document.file_id)
        return message.message_id

    async def _send_document(self, parcel: Parcel, path: Path) -> Message:
        try:
            content = path.read_bytes()
        except OSError as trouble:
            raise Undeliverable(f"{type(trouble).__name__}: {path.name}") from trouble
        return await self._bot.send_document(
            parcel.chat_id,
            content,
            filename=path.name,
            caption=parcel.text,
            parse_mode=ParseMode.HTML,
            reply_markup=_keyboard(parcel),
            message_thread_id=parcel.topic,
            disable_content_type_detection=True,
        )

    async def _send_attached(self, parcel: Parcel) -> int:
        """A photo or file that Telegram has already, by the name that it gave it."""
        kind, _, file_id = parcel.attached.partition(":")
        send = self._bot.send_photo if kind == "photo" else self._bot.send_document
        message = await send(
            parcel.chat_id, file_id, caption=parcel.text, parse_mode=ParseMode.HTML, reply_markup=_keyboard(parcel)
        )
        return message.message_id

    async def _delete(self, parcel: Parcel, message_id: int) -> int:
        """What somebody deleted before is gone, as was wanted."""
        try:
            await self._bot.delete_message(parcel.chat_id, message_id)
        except TelegramError as refusal:
            if _ALREADY_GONE not in str(refusal).lower():
                raise translate(refusal) from refusal
        return message_id

    async def _edit(self, parcel: Parcel, message_id: int) -> int | None:
        """A card that cannot be edited any more is sent anew, so that nobody is left without the next question."""
        try:
            await self._bot.edit_message_text(
                parcel.text,
                chat_id=parcel.chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=_keyboard(parcel),
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as refusal:
            reason = str(refusal).lower()
            if _UNCHANGED in reason:
                return message_id
            if any(words in reason for words in _LOST_CARD):
                return await _translated(self._send_text(parcel))
            raise translate(refusal) from refusal
        except TelegramError as refusal:
            raise translate(refusal) from refusal
        return message_id


async def _translated(call: Awaitable[_Result]) -> _Result:
    try:
        return await call
    except TelegramError as refusal:
        raise translate(refusal) from refusal


def translate(refusal: TelegramError) -> Exception:
    """Which of our errors one of Telegram's is. A lost answer is never taken for a failure."""
    reason = str(refusal)
    if isinstance(refusal, (InvalidToken, Conflict)):
        # The bot's trouble, not the message's. The reason is left out, because it may quote the token.
        return TryLater(type(refusal).__name__, _MISCONFIGURED_SECONDS)
    if isinstance(refusal, Forbidden):
        return Gone(reason) if _says_gone(reason) else Blocked(reason)
    if isinstance(refusal, ChatMigrated):
        return Moved(refusal.new_chat_id)
    if isinstance(refusal, RetryAfter):
        return TryLater(reason, _seconds(refusal))
    if isinstance(refusal, BadRequest):
        return _refused(reason)
    if isinstance(refusal, NetworkError):
        return TryLater(reason, _OUTAGE_SECONDS) if _never_left(refusal) else Uncertain(reason)
    return Undeliverable(reason)


def _refused(reason: str) -> Exception:
    said = reason.lower()
    if _says_gone(reason):
        return Gone(reason)
    return Undeliverable(reason, next((code for words, code in _FAULTS.items() if words in said), "refused"))


def _says_gone(reason: str) -> bool:
    return any(words in reason.lower() for words in _GONE)


def _never_left(refusal: NetworkError) -> bool:
    return isinstance(refusal.__cause__, NOT_CONNECTED)


def _seconds(refusal: RetryAfter) -> float:
    wait = refusal.retry_after
    return float(wait) if isinstance(wait, (int, float)) else wait.total_seconds()


def _keyboard(parcel: Parcel) -> InlineKeyboardMarkup | None:
    if not parcel.buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in parcel.buttons]
    )


def _number_key(parcel: Parcel) -> ReplyKeyboardMarkup | None:
    """The button that shares a number stands where the person types: Telegram knows it nowhere else."""
    keys = [label for row in parcel.buttons for label, data in row if data == SHARES_NUMBER]
    if not keys:
        return None
    return ReplyKeyboardMarkup(
        [[KeyboardButton(key, request_contact=True)] for key in keys], resize_keyboard=True, one_time_keyboard=True
    )
