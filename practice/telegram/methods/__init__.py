"""The methods of the Bot API that we have, each under its official name."""

from collections.abc import Callable
from typing import Any

from practice.telegram.accounts import Bot
from practice.telegram.methods import account, commands, media, messages, updates
from practice.telegram.methods.lacking import LACKING
from practice.telegram.params import Params
from practice.telegram.world import TelegramWorld

Method = Callable[[TelegramWorld, Bot, Params], Any]

METHODS: dict[str, Method] = {
    "getMe": account.get_me,
    "getUpdates": updates.get_updates,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": messages.send_message,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "answerCallbackQuery": messages.answer_callback_query,
    "sendChatAction": messages.send_chat_action,
    "sendDocument": media.send_document,
    "getFile": media.get_file,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
}
OFFICIAL_NAMES = {name.lower(): name for name in (*METHODS, *LACKING)}
