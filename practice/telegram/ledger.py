"""The state of the Telegram world and what everything in it is made of: posting, editing, telling the bots."""

import re
import threading
from collections import deque
from dataclasses import asdict
from itertools import islice
from typing import Any

from practice.core.bell import Bell
from practice.core.clock import PracticeClock
from practice.telegram.accounts import Bot, Person
from practice.telegram.chats import Chat
from practice.telegram.entities import covered
from practice.telegram.files import FileStore
from practice.telegram.wire import Json, Message, is_service
from practice.telegram.words import CHAT_NOT_FOUND, bad_request

TOKEN = re.compile(r"(\d+):[\w-]+")
EVENTS_KEPT = 100_000
GAP = 1000


class Ledger:
    """All bots, people, chats, messages and files. Callers hold `lock` around whatever must be seen as one."""

    def __init__(self, clock: PracticeClock, tokens: tuple[str, ...] | None = None) -> None:
        """Make an empty world; with `tokens`, only these are known, without, any well-formed token makes a bot."""
        self.clock = clock
        self.lock = threading.RLock()
        self.happened = Bell()
        self.bots_changed = Bell()
        self._tokens = tokens
        self.bots: dict[str, Bot] = {}
        self.people: dict[int, Person] = {}
        self.chats: dict[tuple[int, int], Chat] = {}
        self.files = FileStore()
        self._events: deque[Json] = deque(maxlen=EVENTS_KEPT)
        self._event_seq = 0
        self.reset()

    def reset(self) -> None:
        """Forget everything but the configured bots."""
        with self.lock:
            gone = list(self.bots.values())
            for known in (self.bots, self.people, self.chats, self.files, self._events):
                known.clear()
            for bot in gone:
                bot.bell.ring()
            self._event_seq = 0
            for token in self._tokens or ():
                self.add_bot(token)

    def dump(self) -> Json:
        """Return the whole state, JSON-able but for the contents of files. Of past events only the number is kept."""
        with self.lock:
            return {
                "bots": [bot.dump() for bot in self.bots.values()],
                "people": [asdict(person) for person in self.people.values()],
                "chats": [chat.dump() for chat in self.chats.values()],
                "files": self.files.dump(),
                "event_seq": self._event_seq,
            }

    def load(self, saved: Json) -> None:
        """Replace the state by one that `dump` gave."""
        with self.lock:
            self.reset()
            self.bots |= {bot["token"]: Bot.from_dump(bot) for bot in saved["bots"]}
            self.people |= {person["id"]: Person(**person) for person in saved["people"]}
            self.chats |= {(chat.bot_id, chat.id): chat for chat in map(Chat.from_dump, saved["chats"])}
            self.files.load(saved["files"])
            self.bots_changed.ring()
            self._event_seq = saved["event_seq"]

    def skip_numbers(self) -> None:
        """Leave a gap in the numbers of updates, queries, events and messages."""
        with self.lock:
            self._event_seq += GAP
            for bot in self.bots.values():
                bot.last_update_id += GAP
                bot.last_query += GAP
            for chat in self.chats.values():
                chat.last_message_id += GAP

    def moment(self) -> int:
        """Return the present in whole seconds, as Telegram dates things."""
        return int(self.clock.now().timestamp())

    # Who there is

    def add_bot(
        self, token: str, first_name: str = "Practice bot", username: str | None = None, reads_all: bool = False
    ) -> Bot:
        """Make the bot of a token, or return it; raise ValueError for a token that is none.

        `reads_all` switches privacy mode off: the bot is told of everything in its groups.
        """
        match = TOKEN.fullmatch(token)
        if not match:
            raise ValueError("A token is a number, a colon and letters: 123456:ABC-def.")
        with self.lock:
            bot = self.bots.get(token)
            if bot is None:
                bot = Bot(int(match[1]), token, first_name, username or f"practice_{match[1]}_bot", reads_all)
                self.bots[token] = bot
                self.bots_changed.ring()
            return bot

    def bot_of(self, token: str) -> Bot | None:
        """Return the bot that may call with this token; None means 401."""
        known = self.bots.get(token)
        if known is None and self._tokens is None and TOKEN.fullmatch(token):
            return self.add_bot(token)
        return known

    def bot(self, bot_id: int | None = None) -> Bot:
        """Return a bot by id, or the first one; raise LookupError if there is none."""
        for bot in self.bots.values():
            if bot_id in (None, bot.id):
                return bot
        raise LookupError("No bot has called yet: start one, or add it by its token.")

    def person(self, user_id: int) -> Person:
        """Return a person; raise LookupError if there is none with this id."""
        if user_id not in self.people:
            raise LookupError(f"There is no person {user_id}.")
        return self.people[user_id]

    # Chats

    def find_chat(self, bot: Bot, chat_id: int) -> Chat | None:
        """Return the chat as this bot knows it."""
        return self.chats.get((bot.id if chat_id > 0 else 0, chat_id))

    def chat(self, bot: Bot, chat_id: int) -> Chat:
        """Return the chat as this bot knows it; raise Refusal (400) if it knows none."""
        chat = self.find_chat(bot, chat_id)
        if chat is None:
            raise bad_request(CHAT_NOT_FOUND)
        return chat

    # Messages

    def post(self, chat: Chat, sender: Bot | Person, content: Json, keyboard: Json | None = None) -> Message:
        """Add a message with the next number and the present date; tell the bots of what people write."""
        chat.last_message_id += 1
        message = {
            "message_id": chat.last_message_id,
            "from": sender.user(),
            "chat": chat.described,
            "date": self.moment(),
            **content,
        }
        chat.messages[chat.last_message_id] = message
        extra = {} if keyboard is None else {"keyboard": keyboard}
        self.record("message", chat, author(sender), message=message, **extra)
        self.tell(chat, "message", message)
        return message

    def replace(self, chat: Chat, message: Message, changes: Json) -> Message:
        """Put a changed message in the place of the old one; a change to None takes a member away."""
        edited = {**message, **changes}
        edited = {name: value for name, value in edited.items() if value is not None}
        chat.messages[message["message_id"]] = edited
        self.record("edit", chat, "bot" if message["from"]["is_bot"] else message["from"]["id"], message=edited)
        return edited

    def remove(self, chat: Chat, message: Message, by: Bot | Person) -> None:
        """Delete a message for everyone."""
        del chat.messages[message["message_id"]]
        self.record("delete", chat, author(by), message={"message_id": message["message_id"]})

    def tell(self, chat: Chat, kind: str, content: Json) -> None:
        """Queue a message of a person, or a change of one, for every bot in the chat that may read it."""
        if content["from"]["is_bot"]:
            return
        for bot in self.bots.values():
            if bot.id == chat.bot_id or (chat.has(bot.id) and reads(bot, chat, content)):
                bot.push(kind, content, self.moment())

    # Events: what people see

    def record(self, kind: str, chat: Chat, author: int | str, **content: Any) -> None:
        """Write down what people in the chat see happening."""
        self._event_seq += 1
        at = self.clock.now().isoformat()
        self._events.append(
            {"seq": self._event_seq, "at": at, "kind": kind, "chat": chat.id, "from": author, **content}
        )
        self.happened.ring()

    @property
    def last_event(self) -> int:
        """The number of the newest event, 0 when there is none."""
        return self._event_seq

    def events(self, since: int = 0) -> Json:
        """Return what happened after event number `since`, and the number to go on from."""
        with self.lock:
            known = max(0, len(self._events) - (self._event_seq - since))
            return {"events": list(islice(self._events, known, None)), "next": self._event_seq}


def author(sender: Bot | Person) -> int | str:
    """Return how events name who did something."""
    return "bot" if isinstance(sender, Bot) else sender.id


def reads(bot: Bot, chat: Chat, message: Message) -> bool:
    """Say whether privacy mode lets a bot read a message in a group: commands, replies to it, and service messages."""
    if bot.reads_all or chat.is_run_by(bot.id):
        return True
    if message.get("reply_to_message", {}).get("from", {}).get("id") == bot.id:
        return True
    text, entities = message.get("text", ""), message.get("entities", [])
    commands = [covered(text, entity) for entity in entities if entity["type"] == "bot_command"]
    meant = any(command.partition("@")[2] in ("", bot.username) for command in commands)
    return meant or is_service(message)
