"""Which menu of commands a person sees: the narrowest scope that has one, in their language or in none."""

import json

from practice.telegram.accounts import Bot, Person
from practice.telegram.chats import Chat
from practice.telegram.wire import Json


def menu_key(scope: Json, language: str) -> str:
    """Return the key under which a bot keeps the menu of a scope and a language."""
    # As text, for a chat's number may come as either.
    return json.dumps([{name: str(value) for name, value in scope.items()}, language], sort_keys=True)


def menu_for(bot: Bot, person: Person, chat: Chat) -> list[Json]:
    """Return the commands that the person is offered in the chat, as "Determining list of commands" documents."""
    for scope in _scopes(person, chat):
        for language in (person.language_code or "", ""):
            commands = bot.commands.get(menu_key(scope, language))
            if commands:
                return commands
    return []


def _scopes(person: Person, chat: Chat) -> list[Json]:
    if chat.is_private:
        narrow: list[Json] = [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}]
    else:
        narrow = _group_scopes(person, chat)
    return [*narrow, {"type": "default"}]


def _group_scopes(person: Person, chat: Chat) -> list[Json]:
    one: list[Json] = [
        {"type": "chat_member", "chat_id": chat.id, "user_id": person.id},
        {"type": "chat_administrators", "chat_id": chat.id},
        {"type": "chat", "chat_id": chat.id},
    ]
    every: list[Json] = [{"type": "all_chat_administrators"}, {"type": "all_group_chats"}]
    scopes = one + every
    if chat.is_run_by(person.id):
        return scopes
    return [scope for scope in scopes if not scope["type"].endswith("administrators")]
