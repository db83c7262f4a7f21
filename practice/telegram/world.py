"""The phones: what people do in the Telegram world. Pure state, no web; every method may be called from any thread."""

import re

from practice.telegram.accounts import Bot, Person
from practice.telegram.chats import SUPERGROUP_BELOW, Chat
from practice.telegram.entities import Entity, utf16_length
from practice.telegram.ledger import Ledger
from practice.telegram.members import chat_member
from practice.telegram.wire import Json, Message

COMMAND = re.compile(r"(?:^|(?<=\s))/[A-Za-z0-9_]{1,32}(?:@\w+)?")
FIRST_GROUP = -4_000_000_001
FIRST_SUPERGROUP = SUPERGROUP_BELOW - 1_000_000_001
PHOTO_SIZE = (800, 600)


class TelegramWorld(Ledger):
    """What people can do. What cannot be done raises ValueError or LookupError in a sentence."""

    def add_person(
        self,
        id: int,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
    ) -> Json:
        """Give someone a phone, or change their names; return the User object."""
        if id <= 0:
            raise ValueError(f"A person's id is positive, not {id}.")
        with self.lock:
            person = self.people[id] = Person(id, first_name, last_name, username, language_code)
            for chat in self.chats.values():
                if chat.id == id:
                    chat.described = person.chat()
            return person.user()

    def add_group(
        self,
        title: str,
        members: list[int],
        id: int | None = None,
        forum: bool = False,
        admins: list[int] | None = None,
        bot: int | None = None,
    ) -> Json:
        """Let the first member make a group with the others, and with a bot if there is one; return the Chat object."""
        with self.lock:
            people = [self.person(member) for member in members]
            if not people:
                raise ValueError("A group needs at least one member.")
            chat = self._new_group(title, id, forum)
            chat.members = {person.id: "member" for person in people}
            chat.members |= dict.fromkeys(admins or [], "administrator")
            chat.members[people[0].id] = "creator"
            if self.bots:
                self.join_bot(chat.id, people[0].id, bot)
            return chat.described

    def join_bot(self, chat: int, by: int, bot: int | None = None, status: str = "member") -> None:
        """Let someone take a bot into a group, or make it an administrator there."""
        with self.lock:
            group, added = self._group(chat), self.bot(bot)
            self._change_bot(group, added, self.person(by), group.status(added.id), status)
            group.members[added.id] = status

    def say(
        self, user: int, text: str, chat: int | None = None, reply_to: int | None = None, bot: int | None = None
    ) -> Message:
        """Let someone write a text; commands in it are marked. Return the Message object."""
        entities = _commands(text)
        return self._send(user, chat, bot, {"text": text, **({"entities": entities} if entities else {})}, reply_to)

    def press(self, user: int, message_id: int, data: str, chat: int | None = None, bot: int | None = None) -> Json:
        """Let someone press a button of a message; return the CallbackQuery object."""
        with self.lock:
            person, place = self._place(user, chat, bot)
            message = place.messages.get(message_id)
            if message is None:
                raise LookupError(f"There is no message {message_id} in chat {place.id}.")
            if data not in _callbacks(message):
                raise ValueError(f"Message {message_id} has no button {data!r}.")
            asked = next(known for known in self.bots.values() if known.id == message["from"]["id"])
            return self._ask(asked, person, place, message, data)

    def send_sticker(self, user: int, chat: int | None = None, bot: int | None = None) -> Message:
        """Let someone send a sticker."""
        with self.lock:
            stored = self.files.add("sticker", "sticker.webp", "image/webp", b"RIFF\0\0\0\0WEBPVP8 ")
            sticker = {
                "file_id": stored.file_id,
                "file_unique_id": stored.file_unique_id,
                "type": "regular",
                "width": 512,
                "height": 512,
                "is_animated": False,
                "is_video": False,
                "emoji": "👍",
            }
            return self._send(user, chat, bot, {"sticker": sticker})

    def send_photo(
        self,
        user: int,
        content: bytes,
        caption: str | None = None,
        media_group_id: str | None = None,
        chat: int | None = None,
        bot: int | None = None,
    ) -> Message:
        """Let someone send a photo; photos of one album are sent one by one with one `media_group_id`."""
        with self.lock:
            stored = self.files.add("photo", "photo.jpg", "image/jpeg", content)
            width, height = PHOTO_SIZE
            size = {
                "file_id": stored.file_id,
                "file_unique_id": stored.file_unique_id,
                "width": width,
                "height": height,
                "file_size": len(content),
            }
            return self._send(user, chat, bot, {"photo": [size], **_captioned(caption, media_group_id)})

    def send_document(
        self,
        user: int,
        content: bytes,
        filename: str,
        mime_type: str = "application/octet-stream",
        caption: str | None = None,
        media_group_id: str | None = None,
        chat: int | None = None,
        bot: int | None = None,
    ) -> Message:
        """Let someone send a file."""
        with self.lock:
            stored = self.files.add("document", filename, mime_type, content)
            document = {
                "file_id": stored.file_id,
                "file_unique_id": stored.file_unique_id,
                "file_name": filename,
                "mime_type": mime_type,
                "file_size": len(content),
            }
            return self._send(user, chat, bot, {"document": document, **_captioned(caption, media_group_id)})

    def send_contact(
        self,
        user: int,
        phone_number: str,
        contact: int | None = None,
        chat: int | None = None,
        bot: int | None = None,
    ) -> Message:
        """Let someone share a contact: their own, unless another person's id is given."""
        with self.lock:
            shown = self.person(contact or user)
            named = {"first_name": shown.first_name, "user_id": shown.id}
            if shown.last_name:
                named["last_name"] = shown.last_name
            return self._send(user, chat, bot, {"contact": {"phone_number": phone_number, **named}})

    def block(self, user: int, bot: int | None = None) -> None:
        """Let someone block a bot: it is told, and from now on refused."""
        with self.lock:
            person, chat = self._place(user, None, bot)
            blocked = self.bot(chat.bot_id)
            blocked.blocked_by.add(user)
            self._change_bot(chat, blocked, person, "member", "kicked")

    def unblock(self, user: int, bot: int | None = None) -> None:
        """Let someone unblock a bot; raise ValueError if it is not blocked."""
        with self.lock:
            person, unblocked = self.person(user), self.bot(bot)
            if user not in unblocked.blocked_by:
                raise ValueError(f"{person.first_name} has not blocked the bot.")
            unblocked.blocked_by.discard(user)
            self._change_bot(self.chats[unblocked.id, user], unblocked, person, "kicked", "member")

    def seen(self, chat: int, bot: int | None = None) -> Json:
        """Return a chat as people see it: its messages in order, and the reply keyboard."""
        with self.lock:
            place = self.chats.get((self.bot(bot).id if chat > 0 else 0, chat))
            if place is None:
                raise LookupError(f"There is no chat {chat}.")
            return {"chat": place.described, "messages": list(place.messages.values()), "keyboard": place.keyboard}

    def pending(self, bot: int | None = None) -> int:
        """Return how many updates the bot has not confirmed."""
        with self.lock:
            return len(self.bot(bot).updates)

    def _send(
        self, user: int, chat: int | None, bot: int | None, content: Json, reply_to: int | None = None
    ) -> Message:
        with self.lock:
            person, place = self._place(user, chat, bot)
            if reply_to is not None:
                content["reply_to_message"] = _quotable(place, reply_to)
            return self.post(place, person, content)

    def _place(self, user: int, chat: int | None, bot: int | None) -> tuple[Person, Chat]:
        """Find who acts and where: in a group, or in the private chat with the bot, made by the first word."""
        person = self.person(user)
        if chat is not None and chat < 0:
            group = self._group(chat)
            if not group.has(user):
                raise ValueError(f"{person.first_name} is not in {group.described['title']}.")
            return person, group
        with_bot = self.bot(bot)
        if user in with_bot.blocked_by:
            raise ValueError(f"{person.first_name} has blocked the bot and has to unblock it first.")
        return person, self.chats.setdefault((with_bot.id, user), Chat(person.chat(), with_bot.id))

    def _group(self, chat_id: int) -> Chat:
        group = self.chats.get((0, chat_id))
        if group is None:
            raise LookupError(f"There is no group {chat_id}.")
        return group

    def _new_group(self, title: str, wanted: int | None, forum: bool) -> Chat:
        groups = sum(not chat.is_private for chat in self.chats.values())
        group_id = wanted or (FIRST_SUPERGROUP if forum else FIRST_GROUP) - groups
        if group_id >= 0 or (0, group_id) in self.chats:
            raise ValueError(f"A group's id is negative and its own, not {group_id}.")
        kind = "supergroup" if group_id < SUPERGROUP_BELOW else "group"
        if forum and kind == "group":
            raise ValueError(f"Only a supergroup can be a forum: its id is below {SUPERGROUP_BELOW}, not {group_id}.")
        described = {"id": group_id, "type": kind, "title": title, **({"is_forum": True} if forum else {})}
        chat = self.chats[0, group_id] = Chat(described)
        return chat

    def _ask(self, bot: Bot, person: Person, chat: Chat, message: Message, data: str) -> Json:
        bot.last_query += 1
        query: Json = {
            "id": f"{bot.id}{bot.last_query:09d}",
            "from": person.user(),
            "message": message,
            "chat_instance": str(chat.id),
            "data": data,
        }
        asked = {"at": self.moment(), "chat": chat.id, "user": person.id}
        bot.queries[query["id"]] = asked
        self.record("press", chat, person.id, message=message, data=data)
        bot.push("callback_query", query)
        return query

    def _change_bot(self, chat: Chat, bot: Bot, by: Person, old: str, new: str) -> None:
        change = {
            "chat": chat.described,
            "from": by.user(),
            "date": self.moment(),
            "old_chat_member": chat_member(bot.user(), old),
            "new_chat_member": chat_member(bot.user(), new),
        }
        self.record("member", chat, by.id, member=bot.user(), status=new)
        bot.push("my_chat_member", change)


def _commands(text: str) -> list[Entity]:
    return [
        {"type": "bot_command", "offset": utf16_length(text[: match.start()]), "length": len(match[0])}
        for match in COMMAND.finditer(text)
    ]


def _callbacks(message: Message) -> set[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["callback_data"] for row in rows for button in row if "callback_data" in button}


def _captioned(caption: str | None, media_group_id: str | None) -> Json:
    named = {"caption": caption, "media_group_id": media_group_id}
    return {name: value for name, value in named.items() if value}


def _quotable(chat: Chat, message_id: int) -> Message:
    message = chat.messages.get(message_id)
    if message is None:
        raise LookupError(f"There is no message {message_id} in chat {chat.id}.")
    return {name: value for name, value in message.items() if name != "reply_to_message"}
