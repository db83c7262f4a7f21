"""The Sheets, Drive and token endpoints as the pipeline wants them."""

from datetime import datetime
from typing import Any

from starlette.requests import Request

from practice.core.bodies import read_body
from practice.core.calls import Answer, Call, Gate, Refusal
from practice.sheets.errors import GoogleError, not_ours
from practice.sheets.fields import parse_mask, select
from practice.sheets.handlers import HANDLERS
from practice.sheets.routing import match
from practice.sheets.tokens import TokenError, account_of, issue_token
from practice.sheets.world import SheetsWorld

TOKEN = "oauth2.token"
REPEATED = ("ranges",)


class GoogleApi:
    """Decodes requests, does what they ask, and words refusals as Google does."""

    name = "sheets"

    def __init__(self, world: SheetsWorld, gate: Gate | None = None) -> None:
        self.gate = gate
        self._world = world

    async def decode(self, request: Request) -> Call:
        """Read a call; raise Refusal for an unknown path, a missing token or broken JSON."""
        raw_path = request.scope.get("raw_path", request.url.path.encode()).decode()
        try:
            body = await read_body(request)
        except ValueError as error:
            raise _refusal(GoogleError(400, f"Invalid JSON payload received. {error}")) from error
        if raw_path == "/token":
            return Call(self.name, TOKEN, body.params, verb=request.method, path=raw_path)
        matched = match(request.method, raw_path)
        if matched is None:
            raise _refusal(not_ours(f"{request.method} {raw_path}"))
        params = {**_query(request), **matched.params}
        about = params.get("spreadsheetId") or params.get("fileId") or ""
        return Call(
            self.name,
            matched.operation,
            params,
            body.json,
            body.files,
            request.method,
            request.url.path,
            request.headers,
            _account(request),
            about,
        )

    def limit(self, call: Call, now: datetime) -> Refusal | None:
        """Nothing is counted."""
        return None

    async def handle(self, call: Call) -> Answer:
        """Do the work; raise Refusal in Google's words."""
        if call.method == TOKEN:
            return _answer_token(call.params)
        try:
            content = HANDLERS[call.method](self._world, call)
            if call.params.get("fields") and call.method.startswith("sheets."):
                content = select(content, parse_mask(call.params["fields"]))
        except GoogleError as error:
            raise _refusal(error) from error
        if isinstance(content, Answer):
            return content
        if content is None:
            return Answer(b"", 204, media_type="text/html")
        return Answer(content)

    def refuse(self, refusal: Refusal) -> Answer:
        """Word a refusal; one that is not Google's (a fault that was switched on) gets Google's envelope."""
        body = refusal.details or GoogleError(refusal.status, refusal.description).body()
        return Answer(body, refusal.status)


def _query(request: Request) -> dict[str, Any]:
    return {
        name: request.query_params.getlist(name) if name in REPEATED else value
        for name, value in request.query_params.items()
    }


def _account(request: Request) -> str:
    try:
        return account_of(request.headers.get("authorization", ""))
    except GoogleError as error:
        raise _refusal(error) from error


def _answer_token(form: dict[str, Any]) -> Answer:
    try:
        return Answer(issue_token(form))
    except TokenError as error:
        return Answer(error.body, 400)


def _refusal(error: GoogleError) -> Refusal:
    return Refusal(error.code, error.message, details=error.body())
