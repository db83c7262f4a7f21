"""ChatMember objects: what someone may do in a group."""

from practice.telegram.wire import Json

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_send_welcome_messages",
)


def chat_member(user: Json, status: str) -> Json:
    """Return the ChatMember object of someone with this status; an administrator has every right."""
    member: Json = {"user": user, "status": status}
    if status == "kicked":
        member["until_date"] = 0
    elif status in ("administrator", "creator"):
        member["is_anonymous"] = False
    if status == "administrator":
        member |= {"can_be_edited": False, **dict.fromkeys(RIGHTS, True)}
    return member
