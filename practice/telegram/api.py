"""The Bot API over HTTP: reading calls, answering them in Telegram's envelope, serving files."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from practice.core.bodies import read_body
from practice.core.calls import Answer, Call, Gate, Refusal
from practice.core.pipeline import wait_until_gone
from practice.telegram.accounts import Bot
from practice.telegram.ledger import TOKEN
from practice.telegram.methods import METHODS, OFFICIAL_NAMES, Method
from practice.telegram.methods.lacking import LACKING
from practice.telegram.pacing import Pacing
from practice.telegram.params import Params
from practice.telegram.polling import poll
from practice.telegram.words import bad_request
from practice.telegram.world import TelegramWorld


class TelegramApi:
    """The Bot API of one world."""

    name = "telegram"

    def __init__(self, world: TelegramWorld, gate: Gate | None, methods: Mapping[str, Method] = METHODS) -> None:
        self.world = world
        self.gate = gate
        self.methods = methods
        self.pacing = Pacing()

    async def decode(self, request: Request) -> Call:
        """Read a call from the query, a form, a multipart form or JSON; refuse an unknown token or broken JSON."""
        token = request.path_params["token"]
        self._bot(token)
        try:
            body = await read_body(request)
            if not isinstance(body.json, dict | None):
                raise ValueError("not an object")
        except ValueError:
            raise bad_request("can't parse request body as JSON") from None
        params: dict[str, Any] = {**request.query_params, **body.params, **(body.json or {})}
        asked = request.path_params["method"]
        return Call(
            self.name,
            OFFICIAL_NAMES.get(asked.lower(), asked),
            params,
            files=body.files,
            verb=request.method,
            path=request.url.path,
            account=token,
            chat=str(params.get("chat_id", "")),
            gone=lambda: wait_until_gone(request.receive),
        )

    def limit(self, call: Call, now: datetime) -> Refusal | None:
        """Count a message that is sent against the limits, when they are switched on."""
        return self.pacing.check(call, now)

    async def handle(self, call: Call) -> Answer:
        """Do what a method does; raise Refusal as the real server would."""
        bot = self._bot(call.account)
        if call.method == "getUpdates":
            return _ok(await poll(self.world, bot, call))
        method = self.methods.get(call.method)
        if method is None:
            raise _lacking(call.method)
        with self.world.lock:
            return _ok(method(self.world, bot, Params.of(call)))

    def refuse(self, refusal: Refusal) -> Answer:
        """Word a refusal as the Bot API does."""
        parameters = dict(refusal.details)
        if refusal.retry_after is not None:
            parameters["retry_after"] = refusal.retry_after
        content: dict[str, Any] = {"ok": False, "error_code": refusal.status, "description": refusal.description}
        if parameters:
            content["parameters"] = parameters
        return Answer(content, refusal.status)

    def download(self, request: Request) -> Response:
        """Serve the bytes of a file at the path that getFile gave."""
        try:
            self._bot(request.path_params["token"])
        except Refusal as refusal:
            return _plain(self.refuse(refusal))
        stored = self.world.files.at(request.path_params["path"])
        if stored is None:
            return _plain(self.refuse(Refusal(404, "Not Found")))
        return Response(stored.content, media_type="application/octet-stream")

    def _bot(self, token: str) -> Bot:
        if not TOKEN.fullmatch(token):
            raise Refusal(404, "Not Found")
        bot = self.world.bot_of(token)
        if bot is None:
            raise Refusal(401, "Unauthorized")
        return bot


def _lacking(method: str) -> Refusal:
    if method in LACKING:
        return Refusal(501, f"Not Implemented: the practice server lacks {method}")
    return Refusal(404, "Not Found")


def _ok(result: Any) -> Answer:
    return Answer({"ok": True, "result": result})


def _plain(answer: Answer) -> Response:
    return Response(answer.body(), answer.status, media_type=answer.media_type)
