"""A tiny service that shows what the pipeline does, served by a real server in a thread."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from practice.core.bodies import read_body
from practice.core.calls import Answer, Call, Refusal
from practice.core.clock import PracticeClock
from practice.core.limits import SlidingWindow
from practice.core.pipeline import Core, Endpoint
from practice.server import build, serve_in_thread

START = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)


class EvenGate:
    """Allows only even numbers."""

    def check_request(self, call: Call) -> list[str]:
        return [] if int(call.params.get("by", 2)) % 2 == 0 else ["by: odd"]

    def check_answer(self, call: Call, answer: Answer) -> list[str]:
        return [] if answer.content["count"] % 2 == 0 else ["count: odd"]


class CountingApi:
    """`add` counts up; three calls in ten seconds are the limit; `fail` is a defect of ours."""

    name = "counting"

    def __init__(self) -> None:
        self.gate = EvenGate()
        self.count = 0
        self.window = SlidingWindow(3, 10)

    async def decode(self, request: Request) -> Call:
        body = await read_body(request)
        return Call(self.name, request.path_params["method"], params=body.params, chat=body.params.get("chat", ""))

    def limit(self, call: Call, now: datetime) -> Refusal | None:
        wait = self.window.wait(now)
        if wait:
            return Refusal(429, "slow down", retry_after=int(wait))
        self.window.count(now)
        return None

    async def handle(self, call: Call) -> Answer:
        if call.method == "fail":
            raise AttributeError("a defect")
        if call.method != "add":
            raise Refusal(501, f"we lack {call.method}")
        self.count += int(call.params.get("by", 2))
        return Answer({"count": self.count})

    def refuse(self, refusal: Refusal) -> Answer:
        return Answer({"no": refusal.description, "retry_after": refusal.retry_after}, refusal.status)


class CountingService:
    """The counting API as a service with a state."""

    name = "counting"

    def __init__(self) -> None:
        self.api = CountingApi()

    def routes(self) -> list[BaseRoute]:
        return [Route("/count/{method}", Endpoint(self.api))]

    def dump(self) -> dict[str, Any]:
        return {"count": self.api.count}

    def load(self, saved: dict[str, Any]) -> None:
        self.api.count = saved["count"]

    def reset(self) -> None:
        self.api.count = 0


@pytest.fixture
def clock() -> PracticeClock:
    return PracticeClock(START)


@pytest.fixture
def service() -> CountingService:
    return CountingService()


@pytest.fixture
def app(clock: PracticeClock, service: CountingService) -> Any:
    return build(clock, service)


@pytest.fixture
def core(app: Any) -> Core:
    core: Core = app.state.core
    return core


@pytest.fixture
def client(app: Any) -> Iterator[httpx.Client]:
    with serve_in_thread(app) as running, httpx.Client(base_url=running.base_url) as client:
        yield client
