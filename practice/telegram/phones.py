"""The phones over HTTP: each path under /practice/telegram/ is one operation of the world, its parameters in JSON."""

import asyncio
import base64
import contextlib
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from practice.core.calls import Upload
from practice.core.control import Act, control
from practice.telegram.wire import Json
from practice.telegram.world import TelegramWorld

PREFIX = "/practice/telegram"
MAX_WAIT = 30.0
SHOWN = ("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp")
"""Kinds of files that are shown in the browser itself."""
NUMBERS = ("id", "user", "chat", "bot", "message_id", "reply_to", "contact", "by", "thread")


def phone_routes(world: TelegramWorld) -> list[BaseRoute]:
    """Return the routes of all phone operations."""
    operations: dict[str, Act] = {
        "bots": lambda given: world.add_bot(**given).user(),
        "people": lambda given: world.add_person(**given),
        "deactivate": _done(world.deactivate),
        "groups": lambda given: world.add_group(**given),
        "bot_status": _done(world.set_bot_status),
        "add_member": _done(world.add_member),
        "remove_member": _done(world.remove_member),
        "leave": _done(world.leave),
        "join": lambda given: world.join(**given),
        "migrate": lambda given: world.migrate(**given),
        "say": lambda given: world.say(**given),
        "edit": lambda given: world.edit(**given),
        "press": lambda given: world.press(**given),
        "sticker": lambda given: world.send_sticker(**given),
        "photo": lambda given: world.send_photo(**_with_bytes(given)),
        "document": lambda given: world.send_document(**_with_bytes(given)),
        "contact": lambda given: world.send_contact(**given),
        "block": _done(world.block),
        "unblock": _done(world.unblock),
    }
    return [
        *(control(f"{PREFIX}/{name}", _numbered(act)) for name, act in operations.items()),
        control(f"{PREFIX}/events", lambda given: _events(world, given), "GET"),
        control(f"{PREFIX}/directory", lambda _: world.directory(), "GET"),
        Route(f"{PREFIX}/files/{{file_id}}", _opener(world)),
        control(f"{PREFIX}/pending", _numbered(lambda given: _pending(world, given)), "GET"),
        control(f"{PREFIX}/menu", _numbered(lambda given: {"commands": world.menu(**given)}), "GET"),
        control(f"{PREFIX}/chats/{{chat}}", _numbered(lambda given: world.seen(**given)), "GET"),
    ]


async def _events(world: TelegramWorld, given: Json) -> Json:
    """Return the events after `since`; with `wait`, wait up to so many real seconds for the first."""
    since, wait = int(given.get("since", 0)), float(given.get("wait", 0))
    with world.happened.listening() as happened:
        found = world.events(since)
        if found["events"] or wait <= 0:
            return found
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(happened.wait(), min(wait, MAX_WAIT))
        return world.events(since)


def _opener(world: TelegramWorld) -> Callable[[Request], Response]:
    def open_file(request: Request) -> Response:
        """Show a file as a phone does; what could run in a browser is only handed out to be kept."""
        stored = world.files.find(request.path_params["file_id"])
        if stored is None:
            return JSONResponse({"error": "There is no such file."}, status_code=404)
        how = "inline" if stored.mime_type in SHOWN else "attachment"
        disposition = f"{how}; filename*=UTF-8''{quote(stored.name)}"
        headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
        return Response(stored.content, media_type=stored.mime_type, headers=headers)

    return open_file


def _pending(world: TelegramWorld, given: Json) -> Json:
    """Return how many updates the bot has not fetched, and whether it waits for one at this moment."""
    return {"updates": world.pending(**given), "polling": world.bot(given.get("bot")).bell.is_listened_to}


def _done(operation: Callable[..., None]) -> Act:
    """Answer an operation that has nothing to show."""

    def act(given: Json) -> Json:
        operation(**given)
        return {"ok": True}

    return act


def _numbered(act: Act) -> Act:
    """Turn ids that came as text, as forms and queries send them, into numbers."""

    def with_numbers(given: Json) -> Any:
        return act(
            {name: int(value) if name in NUMBERS and value is not None else value for name, value in given.items()}
        )

    return with_numbers


def _with_bytes(given: Json) -> Json:
    """Take the content from a multipart part of that name, or from base64 in JSON."""
    content = given.get("content")
    if isinstance(content, Upload):
        return {**given, "content": content.content}
    if not isinstance(content, str):
        raise ValueError("The bytes go into 'content': a part of a multipart form, or base64 in JSON.")
    return {**given, "content": base64.b64decode(content)}
