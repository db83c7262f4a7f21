"""The methods of the Bot API that we have, each under its official name."""

from collections.abc import Callable
from typing import Any

from practice.telegram.accounts import Bot
from practice.telegram.methods import (
    account,
    chats,
    commands,
    copying,
    editing,
    files,
    links,
    messages,
    topics,
    updates,
)
from practice.telegram.methods.lacking import LACKING
from practice.telegram.params import Params
from practice.telegram.world import TelegramWorld

Method = Callable[[TelegramWorld, Bot, Params], Any]

METHODS: dict[str, Method] = {
    "getMe": account.get_me,
    "setMyName": account.setter("name"),
    "getMyName": account.getter("name"),
    "setMyDescription": account.setter("description"),
    "getMyDescription": account.getter("description"),
    "setMyShortDescription": account.setter("short_description"),
    "getMyShortDescription": account.getter("short_description"),
    "setChatMenuButton": account.set_chat_menu_button,
    "getChatMenuButton": account.get_chat_menu_button,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": messages.send_message,
    "sendContact": messages.send_contact,
    "sendChatAction": messages.send_chat_action,
    "answerCallbackQuery": messages.answer_callback_query,
    "sendDocument": files.send_document,
    "sendPhoto": files.send_photo,
    "sendVideo": files.send_video,
    "sendSticker": files.send_sticker,
    "sendMediaGroup": files.send_media_group,
    "getFile": files.get_file,
    "copyMessage": copying.copy_message,
    "copyMessages": copying.copy_messages,
    "forwardMessage": copying.forward_message,
    "forwardMessages": copying.forward_messages,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMemberCount": chats.get_chat_member_count,
    "banChatMember": chats.ban_chat_member,
    "unbanChatMember": chats.unban_chat_member,
    "leaveChat": chats.leave_chat,
    "pinChatMessage": chats.pin_chat_message,
    "unpinChatMessage": chats.unpin_chat_message,
    "unpinAllChatMessages": chats.unpin_all_chat_messages,
    "exportChatInviteLink": links.export_chat_invite_link,
    "createChatInviteLink": links.create_chat_invite_link,
    "editChatInviteLink": links.edit_chat_invite_link,
    "revokeChatInviteLink": links.revoke_chat_invite_link,
    "approveChatJoinRequest": links.approve_chat_join_request,
    "declineChatJoinRequest": links.decline_chat_join_request,
    "createForumTopic": topics.create_forum_topic,
    "editForumTopic": topics.edit_forum_topic,
    "closeForumTopic": topics.close_forum_topic,
    "reopenForumTopic": topics.reopen_forum_topic,
    "deleteForumTopic": topics.delete_forum_topic,
}
OFFICIAL_NAMES = {name.lower(): name for name in (*METHODS, *LACKING)}
