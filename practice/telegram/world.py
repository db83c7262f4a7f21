"""The phones: what people do in the Telegram world. Pure state, no web; every method may be called from any thread."""

from dataclasses import replace
from typing import TypedDict, Unpack

from practice.telegram.accounts import Bot, Person
from practice.telegram.chats import Chat
from practice.telegram.detect import detect
from practice.telegram.groups import Groups
from practice.telegram.media import shown
from practice.telegram.members import chat_member
from practice.telegram.menus import menu_for
from practice.telegram.wire import Json, Message, quotable

ANSWERABLE_SECONDS = 60
"""Telegram does not say how long a callback query can be answered; reports speak of less than a minute to a few."""


class Where(TypedDict, total=False):
    """Where a person does something: by default in the private chat with the first bot."""

    chat: int | None
    bot: int | None
    reply_to: int | None
    thread: int | None


class TelegramWorld(Groups):
    """What people do. What cannot be done raises ValueError or LookupError in a sentence."""

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

    def deactivate(self, user: int) -> None:
        """Delete someone's account: bots that write to it are refused from now on."""
        with self.lock:
            self.people[user] = replace(self.person(user), deactivated=True)

    # Writing

    def say(self, user: int, text: str, **where: Unpack[Where]) -> Message:
        """Let someone write a text; commands, mentions and links in it are marked. Return the Message object."""
        return self._send(user, _text(text), where)

    def edit(self, user: int, message_id: int, text: str, **where: Unpack[Where]) -> Message:
        """Let someone change a text of theirs."""
        with self.lock:
            person, place = self._place(user, where)
            message = _message(place, message_id)
            if message["from"]["id"] != person.id or "text" not in message:
                raise ValueError(f"Message {message_id} is no text of {person.first_name}.")
            edited = self.replace(place, message, {"entities": None, **_text(text), "edit_date": self.moment()})
            self.tell(place, "edited_message", edited)
            return edited

    def send_sticker(self, user: int, **where: Unpack[Where]) -> Message:
        """Let someone send a sticker."""
        return self._send_file(user, "sticker", "sticker.webp", "image/webp", b"RIFF\0\0\0\0WEBPVP8 ", {}, where)

    def send_photo(
        self,
        user: int,
        content: bytes,
        caption: str | None = None,
        media_group_id: str | None = None,
        **where: Unpack[Where],
    ) -> Message:
        """Let someone send a photo; photos of one album are sent one by one with one `media_group_id`."""
        words = _caption(caption, media_group_id)
        return self._send_file(user, "photo", "photo.jpg", "image/jpeg", content, words, where)

    def send_document(
        self,
        user: int,
        content: bytes,
        filename: str,
        mime_type: str = "application/octet-stream",
        caption: str | None = None,
        media_group_id: str | None = None,
        **where: Unpack[Where],
    ) -> Message:
        """Let someone send a file."""
        words = _caption(caption, media_group_id)
        return self._send_file(user, "document", filename, mime_type, content, words, where)

    def send_contact(self, user: int, phone_number: str, contact: int | None = None, **where: Unpack[Where]) -> Message:
        """Let someone share a contact: their own, unless another person's id is given."""
        person = self.person(contact or user)
        names = {name: value for name, value in person.user().items() if name in ("first_name", "last_name")}
        return self._send(user, {"contact": {"phone_number": phone_number, **names, "user_id": person.id}}, where)

    def press(self, user: int, message_id: int, data: str, **where: Unpack[Where]) -> Json:
        """Let someone press a button of a message; return the CallbackQuery object."""
        with self.lock:
            person, place = self._place(user, where)
            message = _message(place, message_id)
            if data not in _callbacks(message):
                raise ValueError(f"Message {message_id} has no button {data!r}.")
            asked = next(known for known in self.bots.values() if known.id == message["from"]["id"])
            return self._ask(asked, person, place, message, data)

    # Blocking

    def block(self, user: int, bot: int | None = None) -> None:
        """Let someone block a bot: it is told, and from now on refused."""
        with self.lock:
            person, chat = self._place(user, {"bot": bot})
            blocked = self.bot(chat.bot_id)
            blocked.blocked_by.add(user)
            self._tell_blocking(chat, blocked, person, "member", "kicked")

    def unblock(self, user: int, bot: int | None = None) -> None:
        """Let someone unblock a bot; raise ValueError if it is not blocked."""
        with self.lock:
            person, unblocked = self.person(user), self.bot(bot)
            if user not in unblocked.blocked_by:
                raise ValueError(f"{person.first_name} has not blocked the bot.")
            unblocked.blocked_by.discard(user)
            self._tell_blocking(self.chats[unblocked.id, user], unblocked, person, "kicked", "member")

    # Looking

    def directory(self) -> Json:
        """Return who and what there is: bots, people (and whether they have blocked the first bot), groups."""
        with self.lock:
            blocked_by = next((bot.blocked_by for bot in self.bots.values()), set())
            return {
                "bots": [bot.user() for bot in self.bots.values()],
                "people": [
                    {**person.user(), "deactivated": person.deactivated, "blocked": person.id in blocked_by}
                    for person in self.people.values()
                ],
                "groups": [
                    {**chat.described, "members": [user for user in chat.members if chat.has(user)]}
                    for chat in self.chats.values()
                    if not chat.is_private and chat.migrated_to is None
                ],
            }

    def seen(self, chat: int, bot: int | None = None) -> Json:
        """Return a chat as people see it: its messages in order, the reply keyboard, what is pinned, who is in it."""
        with self.lock:
            place = self.chats.get((self.bot(bot).id if chat > 0 else 0, chat))
            if place is None:
                raise LookupError(f"There is no chat {chat}.")
            return {
                "chat": place.described,
                "messages": list(place.messages.values()),
                "keyboard": place.keyboard,
                "pinned": list(place.pinned),
                "members": [{"id": user, "status": status} for user, status in place.members.items()],
                "topics": [{"message_thread_id": thread, **topic} for thread, topic in place.topics.items()],
            }

    def menu(self, user: int, **where: Unpack[Where]) -> list[Json]:
        """Return the commands that someone is offered in a chat."""
        with self.lock:
            person, place = self._place(user, where)
            return menu_for(self.bot(place.bot_id or where.get("bot")), person, place)

    def pending(self, bot: int | None = None) -> int:
        """Return how many updates the bot has not confirmed."""
        with self.lock:
            return len(self.bot(bot).waiting)

    # Inside

    def _send(self, user: int, content: Json, where: Where) -> Message:
        with self.lock:
            person, place = self._place(user, where)
            reply_to, thread = where.get("reply_to"), where.get("thread")
            if reply_to is not None:
                quoted = _message(place, reply_to)
                content["reply_to_message"] = quotable(quoted)
                thread = thread or quoted.get("message_thread_id")
            if thread is not None:
                if thread not in place.topics or place.topics[thread]["closed"]:
                    raise ValueError(f"There is no open topic {thread} in {place.described.get('title', 'this chat')}.")
                content |= {"message_thread_id": thread, "is_topic_message": True}
            return self.post(place, person, content)

    def _send_file(
        self, user: int, kind: str, name: str, mime_type: str, content: bytes, words: Json, where: Where
    ) -> Message:
        with self.lock:
            self._place(user, where)
            stored = self.files.add(kind, name, mime_type, content)
            return self._send(user, {**shown(stored), **words}, where)

    def _place(self, user: int, where: Where) -> tuple[Person, Chat]:
        """Find who acts and where: in a group, or in the private chat with the bot, made by the first word."""
        if unknown := where.keys() - Where.__annotations__.keys():
            raise TypeError(f"Unknown: {', '.join(sorted(unknown))}.")
        person, chat = self.person(user), where.get("chat")
        if chat is not None and chat < 0:
            group = self.group(chat)
            if not group.has(user):
                raise ValueError(f"{person.first_name} is not in {group.described['title']}.")
            return person, group
        if chat not in (None, user):
            raise ValueError(f"Chat {chat} is private: {person.first_name} cannot write there.")
        with_bot = self.bot(where.get("bot"))
        if user in with_bot.blocked_by:
            raise ValueError(f"{person.first_name} has blocked the bot and has to unblock it first.")
        return person, self.chats.setdefault((with_bot.id, user), Chat(person.chat(), with_bot.id))

    def _ask(self, bot: Bot, person: Person, chat: Chat, message: Message, data: str) -> Json:
        bot.last_query += 1
        query: Json = {
            "id": f"{bot.id}{bot.last_query:09d}",
            "from": person.user(),
            "message": message,
            "chat_instance": str(chat.id),
            "data": data,
        }
        now = self.moment()
        bot.queries = {
            number: asked for number, asked in bot.queries.items() if now - asked["at"] <= ANSWERABLE_SECONDS
        }
        bot.queries[query["id"]] = {"at": now, "chat": chat.id, "user": person.id}
        self.record("press", chat, person.id, message=message, data=data)
        bot.push("callback_query", query, now)
        return query

    def _tell_blocking(self, chat: Chat, bot: Bot, person: Person, old: str, new: str) -> None:
        change = {
            "chat": chat.described,
            "from": person.user(),
            "date": self.moment(),
            "old_chat_member": chat_member(bot.user(), old),
            "new_chat_member": chat_member(bot.user(), new),
        }
        self.record("member", chat, person.id, member=bot.user(), status=new)
        bot.push("my_chat_member", change, self.moment())


def _text(text: str) -> Json:
    if not text.strip():
        raise ValueError("There is nothing to say: the text is empty.")
    entities = detect(text, [])
    return {"text": text, **({"entities": entities} if entities else {})}


def _caption(caption: str | None, media_group_id: str | None) -> Json:
    words: Json = {"media_group_id": media_group_id} if media_group_id else {}
    if caption:
        entities = detect(caption, [])
        words |= {"caption": caption, **({"caption_entities": entities} if entities else {})}
    return words


def _message(chat: Chat, message_id: int) -> Message:
    if message_id not in chat.messages:
        raise LookupError(f"There is no message {message_id} in chat {chat.id}.")
    return chat.messages[message_id]


def _callbacks(message: Message) -> set[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["callback_data"] for row in rows for button in row if "callback_data" in button}
