"""The control API under /practice/sheets/: what people do in a shared sheet, and what they see."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from starlette.routing import Route

from practice.core.calls import Refusal
from practice.core.control import control
from practice.sheets.errors import GoogleError
from practice.sheets.quotas import Quotas
from practice.sheets.tabs import Json
from practice.sheets.world import SheetsWorld

Act = Callable[[Json], Any]
BASE = "/practice/sheets"
MAX_WAIT = 30.0
DEEDS = (
    *("type", "sort", "move_column", "rename_tab", "insert_row", "insert_column"),
    *("delete_row", "delete_column", "duplicate_row", "protect"),
)


def control_routes(world: SheetsWorld, quotas: Quotas) -> list[Route]:
    """GET what there is; POST a deed with its arguments, named as in SheetsWorld, as a JSON object; PUT settings."""
    reading = [
        control(f"{BASE}/spreadsheets", _in_words(lambda _: _listed(world)), "GET"),
        control(f"{BASE}/tabs", _in_words(lambda wanted: {"tabs": world.tabs(wanted["spreadsheet"])}), "GET"),
        control(f"{BASE}/view", _in_words(lambda wanted: world.view(**wanted)), "GET"),
        control(f"{BASE}/changes", lambda wanted: _changes(world, wanted), "GET"),
        control(f"{BASE}/rows", _in_words(lambda wanted: {"rows": world.rows(**wanted)}), "GET"),
    ]
    doing = [control(f"{BASE}/{deed.replace('_', '-')}", _in_words(_deed(getattr(world, deed)))) for deed in DEEDS]
    setting = [
        control(f"{BASE}/quotas", lambda _: {"on": quotas.is_on}, "GET"),
        control(f"{BASE}/quotas", lambda wanted: _switch(quotas, wanted["on"]), "PUT"),
    ]
    return reading + doing + setting


def _switch(quotas: Quotas, on: Any) -> Json:
    if not isinstance(on, bool):
        raise ValueError("Quotas are either on (true) or off (false).")
    quotas.switch(on)
    return {"on": quotas.is_on}


async def _changes(world: SheetsWorld, wanted: Json) -> Json:
    """The version of the sheets; with `since` and `wait`, once it is another, or after so many real seconds."""
    since, wait = wanted.get("since"), float(wanted.get("wait", 0))
    with world.changed.listening() as changed:
        if str(world.version) == since and wait > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), min(wait, MAX_WAIT))
        return {"version": world.version}


def _listed(world: SheetsWorld) -> Json:
    listed = [
        {"id": one.id, "title": one.title, "modified": one.modified.isoformat(), "modified_by": one.modified_by}
        for one in world.all()
    ]
    return {"spreadsheets": listed}


def _deed(method: Callable[..., None]) -> Act:
    def act(wanted: Json) -> Json:
        method(**wanted)
        return {"ok": True}

    return act


def _in_words(act: Act) -> Act:
    """Let Google's refusals through as sentences with their status."""

    def wrapped(wanted: Json) -> Any:
        try:
            return act(wanted)
        except GoogleError as error:
            raise Refusal(error.code, error.message) from error

    return wrapped
