"""What an update says, as plain data."""

from telegram import Message, Update
from telegram.ext import ContextTypes

from nhipcau.ports import Inbound
from nhipcau.ports.talk import Received

Context = ContextTypes.DEFAULT_TYPE


def inbound(update: Update) -> Inbound:
    """Where the update came from; the message is the one whose button was pressed."""
    chat, query = update.effective_chat, update.callback_query
    touched = query.message.message_id if query and query.message else None
    return Inbound(update.update_id, chat.id if chat else 0, chat is not None and chat.type == chat.PRIVATE, touched)


def received(message: Message) -> Received:
    """The photo in its largest size, or the file; a picture sent as a file is a photo in its original."""
    album, document, words = message.media_group_id or "", message.document, message.caption or ""
    if document is not None:
        is_photo = (document.mime_type or "").startswith("image/")
        name, size = document.file_name or "file", document.file_size or 0
        return Received(is_photo, document.file_id, document.file_unique_id, name, size, album, words, as_file=True)
    photo = message.photo[-1]
    return Received(True, photo.file_id, photo.file_unique_id, "photo.jpg", photo.file_size or 0, album, words)


def parts(update: Update, count: int) -> list[str]:
    """What a button carries after its kind."""
    query = update.callback_query
    assert query is not None and query.data is not None
    return query.data.split(":", count)[1:]


def who(update: Update) -> int:
    """The number of whoever acted, which is that of their private chat too."""
    return update.effective_user.id if update.effective_user else 0
