"""`nhipcau doctor`: what is missing or wrong, each with what to do about it."""

import json
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

import httpx

from nhipcau.app import App, build
from nhipcau.rules.kernel import Primitive
from nhipcau.rules.roster import ChatState
from nhipcau.settings.faults import BadConfig
from nhipcau.settings.installation import Installation

OVERDUE = timedelta(minutes=5)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: a sentence of templates/cli/ and whether it is good, worth knowing, or bad."""

    grade: Literal["good", "note", "bad"]
    code: str
    facts: Mapping[str, Primitive] = field(default_factory=dict)


def examine(installation: Installation) -> list[Finding]:
    return [*_house(installation), *_telegram(installation), *_google(installation), *_ports(installation)]


def _house(installation: Installation) -> Iterator[Finding]:
    try:
        app = build(installation)
    except BadConfig as bad:
        yield Finding("bad", "doctor_config_bad", {"count": len(bad.faults)})
    except Exception as trouble:  # whatever a database or a disk may say
        yield Finding(
            "bad", "doctor_database_bad", {"reason": (str(trouble) or type(trouble).__name__).splitlines()[0]}
        )
    else:
        yield Finding("good", "doctor_config_good", {"folder": str(installation.config)})
        yield Finding("good", "doctor_database_good", {"remote": app.remote})
        yield from _network(app)
        app.close()


def _network(app: App) -> Iterator[Finding]:
    """What of the network itself is not yet in place, or stuck."""
    state = app.health(app.clock.now() - OVERDUE)
    if not state.people:
        yield Finding("bad", "doctor_no_people")
        return
    joined = state.people[ChatState.ACTIVE]
    yield Finding("good", "doctor_people", {"people": sum(state.people.values()), "joined": joined})
    if not state.has_admin_group:
        yield Finding("note", "doctor_no_admin_group")
    if state.uncertain:
        yield Finding("note", "doctor_uncertain", {"count": state.uncertain})
    if state.overdue:
        yield Finding("bad", "doctor_overdue", {"count": state.overdue})


def _telegram(installation: Installation) -> Iterator[Finding]:
    if not installation.telegram_token:
        yield Finding("note", "doctor_telegram_practice")
        return
    base = installation.telegram_url or "https://api.telegram.org"
    try:
        answer = httpx.get(f"{base}/bot{installation.telegram_token}/getMe", timeout=10)
    except httpx.HTTPError as trouble:
        yield Finding("bad", "doctor_telegram_away", {"reason": type(trouble).__name__})
        return
    if answer.status_code == httpx.codes.OK:
        yield Finding("good", "doctor_telegram_good", {"name": answer.json()["result"]["username"]})
    else:
        yield Finding("bad", "doctor_telegram_refused", {"status": answer.status_code})


def _google(installation: Installation) -> Iterator[Finding]:
    path = installation.google_credentials
    if path is None:
        yield Finding("note", "doctor_google_practice")
        return
    try:
        account = json.loads(path.read_text())["client_email"]
    except (OSError, ValueError, KeyError):
        yield Finding("bad", "doctor_google_bad", {"path": str(path)})
    else:
        yield Finding("good", "doctor_google_good", {"account": account})


def _ports(installation: Installation) -> Iterator[Finding]:
    for name, port in (("Prefect", installation.prefect_port), ("practice", installation.practice_port)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                yield Finding("note", "doctor_port_taken", {"name": name, "port": port})
