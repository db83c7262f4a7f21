"""The control API under /practice/: JSON in, JSON out, sentences when something is refused."""

import dataclasses
import inspect
from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from practice.core.bodies import read_body
from practice.core.calls import Refusal
from practice.core.pipeline import Core
from practice.core.saving import State

Act = Callable[[dict[str, Any]], Any]


def control(path: str, act: Act, verb: str = "POST") -> Route:
    """Make a control route.

    `act` gets query, form, JSON and path parameters and uploads as one dict and returns what is JSON-able, at once or
    awaited. A ValueError or TypeError of it is a 400, a LookupError a 404, a Refusal its own status; the body says why.
    """

    async def endpoint(request: Request) -> JSONResponse:
        core: Core = request.app.state.core
        if verb != "GET":
            core.changes += 1
        try:
            result = act(await _arguments(request))
            return JSONResponse(await result if inspect.isawaitable(result) else result)
        except Exception as error:
            return JSONResponse({"error": _sentence(error)}, status_code=_status(error))

    return Route(path, endpoint, methods=[verb])


def core_routes(core: Core, state: State) -> list[BaseRoute]:
    """Return the routes that steer the clock, the faults, the log and the state."""

    def done(action: Callable[[], None]) -> Act:
        def act(_arguments: dict[str, Any]) -> dict[str, bool]:
            action()
            return {"ok": True}

        return act

    return [
        control("/practice/clock", lambda _: core.clock.dump(), "GET"),
        control("/practice/clock", lambda wanted: _move_clock(core, wanted), "PUT"),
        control("/practice/log", lambda wanted: _log_since(core, int(wanted.get("since", 0))), "GET"),
        control("/practice/counters", lambda _: core.log.counters(), "GET"),
        control("/practice/faults", lambda _: _faults(core), "GET"),
        control("/practice/faults", lambda wanted: dataclasses.asdict(core.faults.add(**wanted))),
        control("/practice/faults", done(core.faults.clear), "DELETE"),
        control("/practice/faults/{id:int}", lambda wanted: _remove_fault(core, wanted["id"]), "DELETE"),
        control("/practice/save", done(state.save)),
        control("/practice/reset", done(state.reset)),
    ]


def _move_clock(core: Core, wanted: dict[str, Any]) -> dict[str, Any]:
    if "now" in wanted:
        core.clock.set(datetime.fromisoformat(wanted["now"]))
    if "advance" in wanted:
        core.clock.advance(float(wanted["advance"]))
    if "rate" in wanted:
        core.clock.rate = float(wanted["rate"])
    return core.clock.dump()


def _log_since(core: Core, seq: int) -> dict[str, Any]:
    return {"entries": [entry.shown() for entry in core.log.since(seq)], "next": core.log.seq}


def _faults(core: Core) -> dict[str, Any]:
    return {"faults": [dataclasses.asdict(fault) for fault in core.faults.active()]}


def _remove_fault(core: Core, fault_id: int) -> dict[str, bool]:
    core.faults.remove(fault_id)
    return {"ok": True}


async def _arguments(request: Request) -> dict[str, Any]:
    body = await read_body(request)
    if body.json is not None and not isinstance(body.json, dict):
        raise ValueError("The body must be a JSON object.")
    return {**request.query_params, **body.params, **body.files, **(body.json or {}), **request.path_params}


def _status(error: Exception) -> int:
    if isinstance(error, Refusal):
        return error.status
    if isinstance(error, LookupError):
        return 404
    if isinstance(error, ValueError | TypeError):
        return 400
    raise error


def _sentence(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"Missing or unknown: {error}."
    return str(error)
