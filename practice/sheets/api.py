"""The Sheets, Drive and token endpoints as the pipeline wants them."""

from datetime import datetime
from typing import Any

from starlette.requests import Request

from practice.core.bodies import read_body
from practice.core.calls import Answer, Call, Gate, Refusal
from practice.sheets.errors import GoogleError, bad_payload, not_ours
from practice.sheets.fields import parse_mask, select
from practice.sheets.handlers import HANDLERS
from practice.sheets.quotas import Quotas, exceeded
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
        self.quotas = Quotas()
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
        """Count the call against the quotas, if they are on."""
        refusal = self.quotas.take(call, now)
        return None if refusal is None else _refusal(refusal)

    async def handle(self, call: Call) -> Answer:
        """Do the work; raise Refusal in Google's words."""
        if call.method == TOKEN:
            return _answer_token(call.params)
        try:
            self._check_request(call)
            # Read before the work is done: a refused call leaves nothing behind.
            mask = parse_mask(call.params["fields"]) if call.params.get("fields") else {}
            content = HANDLERS[call.method](self._world, call)
            content = select(content, mask) if call.method.startswith("sheets.") else content
        except GoogleError as error:
            raise _refusal(error) from error
        if isinstance(content, Answer):
            return content
        if content is None:
            return Answer(b"", 204, media_type="text/html")
        return Answer(content)

    def _check_request(self, call: Call) -> None:
        """Refuse what Google's own parser would, before anything is done."""
        problems = self.gate.check_request(call) if self.gate else []
        if problems:
            raise bad_payload(problems)

    def refuse(self, refusal: Refusal) -> Answer:
        """Word a refusal; one that is not Google's own (a fault that was switched on) gets Google's words."""
        return Answer(refusal.details or _in_googles_words(refusal).body(), refusal.status)


def _in_googles_words(refusal: Refusal) -> GoogleError:
    if refusal.status == 429:
        return exceeded("read", "user")
    if refusal.status == 403:
        return GoogleError(403, "The caller does not have permission")
    return GoogleError(refusal.status, refusal.description)


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
