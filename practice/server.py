"""Assembly of the practice network: one ASGI application of all services, and a way to serve it from a thread."""

import asyncio
import contextlib
import logging
import socket
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from types import FrameType, TracebackType

import uvicorn
from starlette.applications import Starlette
from starlette.types import Lifespan, Receive, Scope, Send

from practice.core.bell import Bell
from practice.core.clock import PracticeClock
from practice.core.control import core_routes
from practice.core.pipeline import Core
from practice.core.saving import EVERY_SECONDS, State
from practice.core.service import Background, Service

logger = logging.getLogger(__name__)

CLOCK_FILE = "clock.json"
READY_WITHIN = 30.0
FINISH_WITHIN = 0.5
"""Seconds for requests that are being worked on; what still waits then is a long poll."""


class PracticeApp(Starlette):
    """A Starlette that lets the pipeline cut connections: ASGI has no word for that, so the transport is passed on."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; one that is called off is left without an answer."""
        # uvicorn's `send` is a method of the object that holds the connection.
        scope["practice.transport"] = getattr(getattr(send, "__self__", None), "transport", None)
        with contextlib.suppress(asyncio.CancelledError):
            await super().__call__(scope, receive, send)


def build(clock: PracticeClock, *services: Service, state: Path | None = None) -> Starlette:
    """Assemble the services; with `state`, restore from that folder now and save into it while served."""
    core = Core(clock)
    kept = State(core, services, state)
    kept.restore()
    if state is not None:
        clock.publish(state / CLOCK_FILE)
    routes = core_routes(core, kept) + [route for service in services for route in service.routes()]
    app = PracticeApp(routes=routes, lifespan=_lifespan(kept, services))
    app.state.core = core
    return app


def _lifespan(kept: State, services: Sequence[Service]) -> Lifespan[PracticeApp]:
    @contextlib.asynccontextmanager
    async def lifespan(_app: PracticeApp) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(service.run()) for service in services if isinstance(service, Background)]
        tasks.append(asyncio.create_task(_keep_saving(kept)))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        kept.end()

    return lifespan


async def _keep_saving(kept: State) -> None:
    loop = asyncio.get_running_loop()
    pause = EVERY_SECONDS
    while True:
        await asyncio.sleep(pause)
        began = loop.time()
        await asyncio.to_thread(kept.save_if_changed)
        # A large state takes its time; saving it is never more than a twentieth of the work.
        pause = max(EVERY_SECONDS, 20 * (loop.time() - began))


class PracticeServer(uvicorn.Server):
    """A uvicorn that says when it is ready, stops at once, and does not wait for long polls when it does."""

    def __init__(self, app: Starlette, port: int) -> None:
        config = uvicorn.Config(
            app, host="127.0.0.1", port=port, log_level="warning", access_log=False, log_config=None, ws="none"
        )
        super().__init__(config)
        self.ready = threading.Event()
        self._leave = Bell()

    def stop(self) -> None:
        """Ask it to stop; from any thread or signal handler."""
        self.should_exit = True
        self._leave.ring()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop on SIGTERM and SIGINT, without raising them again afterwards."""
        self.stop()

    async def main_loop(self) -> None:
        """Serve until asked to stop."""
        with self._leave.listening() as asked:
            self.ready.set()
            address = self.servers[0].sockets[0].getsockname()
            logger.info("The practice network is ready on http://%s:%d", *address)
            if not self.should_exit:
                await asked.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close every connection, as a server that goes down does, and let the services end their work."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.close()
        if self.server_state.tasks:
            _, waiting = await asyncio.wait(self.server_state.tasks, timeout=FINISH_WITHIN)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        await self.lifespan.shutdown()


class Running:
    """A server in a thread of this process. Stop it, or use it as a context manager."""

    def __init__(self, app: Starlette, port: int) -> None:
        self.app = app
        self._socket = _listening(port)
        self._server = PracticeServer(app, port)
        self._thread = threading.Thread(target=self._run, name="practice", daemon=True)
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def start(self) -> None:
        """Return when requests are answered; raise RuntimeError if that does not come about."""
        self._thread.start()
        if not self._server.ready.wait(READY_WITHIN) or not self._server.started:
            raise RuntimeError("The practice servers did not start; the log above says why.")

    def stop(self) -> None:
        """Close every connection and wait until the thread is over. Harmless when repeated."""
        self._server.stop()
        self._thread.join()
        self._socket.close()

    def __enter__(self) -> "Running":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._server.ready.set()


def serve_in_thread(app: Starlette, port: int = 0) -> Running:
    """Serve on 127.0.0.1 from a daemon thread; ready when this returns."""
    running = Running(app, port)
    running.start()
    return running


def _listening(port: int) -> socket.socket:
    # The protocol is named because asyncio turns Nagle's delay off only where it is: 40 ms an answer otherwise.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    return listening
