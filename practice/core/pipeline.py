"""The one way of every call: decode, check, faults, limits, handle, check, log."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from practice.core.calls import Answer, Api, Call, Refusal
from practice.core.clock import PracticeClock
from practice.core.faults import Fault, Faults
from practice.core.log import RequestLog

logger = logging.getLogger(__name__)

GATEWAY_PAGE = (
    "<html>\r\n<head><title>{0} {1}</title></head>\r\n<body><center><h1>{0} {1}</h1></center></body>\r\n</html>"
)
PHRASES = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


class Dropped(Exception):
    """The connection is to be dropped without an answer."""


class Core:
    """What all services of one practice network share; found by endpoints as `app.state.core`."""

    def __init__(self, clock: PracticeClock) -> None:
        self.clock = clock
        self.faults = Faults()
        self.log = RequestLog()
        self.changes = 0
        """Grows with each call and each control action, so that saving knows when there is something to save."""


class Endpoint:
    """An ASGI application for `Route(path, Endpoint(api))`: takes each call of one service through the pipeline."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or drop its connection."""
        core: Core = scope["app"].state.core
        try:
            answer = await answer_request(core, self._api, Request(scope, receive, send))
        except Dropped:
            await drop_connection(scope, receive)
            return
        await _send_answer(answer, send)


async def answer_request(core: Core, api: Api, request: Request) -> Answer:
    """Take one request through the pipeline; raise Dropped when a fault cuts the connection."""
    core.changes += 1
    try:
        call = await api.decode(request)
    except Refusal as refusal:
        core.log.add(api.name, request.url.path, refusal.status, core.clock.now())
        return api.refuse(refusal)
    problems = api.gate.check_request(call) if api.gate else []
    fault = core.faults.take(call)
    answer: Answer | None = None
    try:
        answer = await _answer_call(core, api, call, fault, problems)
    finally:
        status = 0 if answer is None else answer.status
        core.log.add(api.name, call.method, status, core.clock.now(), problems, fault.kind if fault else "")
    return answer


async def _answer_call(core: Core, api: Api, call: Call, fault: Fault | None, problems: list[str]) -> Answer:
    answer = await _suffer(api, fault) if fault else None
    if answer is not None:
        return answer
    refusal = api.limit(call, core.clock.now())
    answer = api.refuse(refusal) if refusal else await _handle(api, call, problems)
    if fault and fault.kind == "lost":
        raise Dropped
    return answer


async def _suffer(api: Api, fault: Fault) -> Answer | None:
    if fault.kind == "drop":
        raise Dropped
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    if fault.kind == "429":
        words = f"Too Many Requests: retry after {fault.retry_after}"
        return api.refuse(Refusal(429, words, retry_after=fault.retry_after))
    if fault.kind == "403":
        return api.refuse(Refusal(403, "Forbidden: bot was blocked by the user"))
    if fault.kind == "5xx":
        page = GATEWAY_PAGE.format(fault.status, PHRASES.get(fault.status, "Error"))
        return Answer(page, fault.status, media_type="text/html")
    return None


async def _handle(api: Api, call: Call, problems: list[str]) -> Answer:
    try:
        answer = await api.handle(call)
    except Refusal as refusal:
        return api.refuse(refusal)
    except Exception as error:
        logger.exception("the practice server failed at %s %s", call.service, call.method)
        problems.append(f"failed: {error!r}")
        return api.refuse(Refusal(500, f"Internal Server Error: the practice server failed: {error!r}"))
    wrong = api.gate.check_answer(call, answer) if api.gate else []
    if wrong:
        problems.extend(f"answer: {problem}" for problem in wrong)
        words = f"Internal Server Error: the practice server's answer breaks the specification: {'; '.join(wrong)}"
        return api.refuse(Refusal(500, words))
    return answer


async def wait_until_gone(receive: Receive) -> None:
    """Return when the client has closed its connection. Only after the body was read."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def first_of(*waits: Callable[[], Awaitable[object]], timeout: float | None) -> None:
    """Run the waits side by side until the first is over or `timeout` real seconds have passed."""
    tasks = [asyncio.ensure_future(_awaited(wait)) for wait in waits]
    try:
        await asyncio.wait(tasks, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def _awaited(wait: Callable[[], Awaitable[object]]) -> None:
    await wait()


async def drop_connection(scope: Scope, receive: Receive) -> None:
    """Cut the connection under the request; raise Dropped where there is none (a client in the same process)."""
    transport = scope.get("practice.transport")
    if transport is None:
        raise Dropped("the fault dropped this connection")
    transport.abort()
    await wait_until_gone(receive)


async def _send_answer(answer: Answer, send: Send) -> None:
    body = answer.body()
    kind = answer.media_type if "charset" in answer.media_type else f"{answer.media_type}; charset=utf-8"
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
    headers += [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
