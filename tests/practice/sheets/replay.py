"""Replays recorded exchanges with Google against the practice server, and says what differs and why."""

import gzip
import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import requests

from practice.sheets.tokens import token_of
from tests.practice.sheets.conftest import Practice

RECORDINGS = Path(__file__).parent / "recordings"
ACCOUNT = "telegram-budgeter@telegram-budgeter.iam.gserviceaccount.com"
"""The service account that the recordings were made with; it shows in one of them as an editor."""
STRANGER = "stranger@example.test"
BEFORE = {"now": "2023-01-01T00:00:00+00:00", "rate": 0}
"""Where the clock stands when a recording begins."""
GENERATED = ("id", "spreadsheetId", "sheetId", "namedRangeId", "protectedRangeId")
MOMENTS = ("createdTime", "modifiedTime")
_SPREADSHEET = re.compile(r"/v4/spreadsheets/([\w-]{40,})")

Exchange = dict[str, Any]


class Outcome(NamedTuple):
    """What became of one recorded exchange; `difference` is empty when the answers match."""

    recording: str
    request: str
    difference: str


def recordings() -> list[str]:
    """The names of the recordings."""
    return sorted(path.name.removesuffix(".json.gz") for path in RECORDINGS.glob("*.json.gz"))


def replay(practice: Practice, name: str) -> Iterator[Outcome]:
    """Send every request of one recording; answers are compared in status, shape and values."""
    exchanges: list[Exchange] = json.loads(gzip.decompress((RECORDINGS / f"{name}.json.gz").read_bytes()))
    stage = _Stage(practice, exchanges)
    for exchange in exchanges:
        request = f"{exchange['method']} {urlsplit(exchange['uri']).path.rpartition('/')[2][:60]}"
        yield Outcome(name, request, stage.play(exchange))


class _Stage:
    """The practice server, and what it must know of the world around a recording."""

    def __init__(self, practice: Practice, exchanges: list[Exchange]) -> None:
        self._practice = practice
        practice.clock.load(BEFORE)
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token_of(ACCOUNT)}"
        self._made_here = {(one["answer"] or {}).get("id") for one in exchanges if one["method"] == "POST"}
        self._ours: dict[str, str] = {}
        """What Google called it, and what we call it."""
        self._others: dict[str, str] = {}
        """Spreadsheets that are there for other reasons than this recording."""

    def play(self, exchange: Exchange) -> str:
        """Send one request; return the first difference between the answers."""
        self._set_scene(exchange)
        path = urlsplit(exchange["uri"])
        answer = self._session.request(
            exchange["method"],
            self._practice.base_url + self._translated(f"{path.path}?{path.query}"),
            json=json.loads(self._translated(json.dumps(exchange["body"]))) if exchange["body"] else None,
            timeout=10,
        )
        content = answer.json() if answer.content else None
        if answer.status_code != exchange["status"]:
            return f"status {answer.status_code}, recorded {exchange['status']}"
        self._learn(exchange["answer"], content)
        recorded = json.loads(self._translated(json.dumps(exchange["answer"])))
        return next(_differences(recorded, content, ""), "")

    def _set_scene(self, exchange: Exchange) -> None:
        """Bring about what happened outside the recording: time passed, others made and deleted spreadsheets."""
        clock = self._practice.clock
        clock.set(max(clock.now(), parsedate_to_datetime(exchange["date"])))
        private = _SPREADSHEET.search(exchange["uri"])
        if exchange["status"] == 403 and private:
            self._make(private[1], "private", STRANGER, clock.now())
        files = (exchange["answer"] or {}).get("files")
        if files is None:
            return
        for one in files:
            if one["id"] not in self._made_here:
                self._make(one["id"], one["name"], ACCOUNT, datetime.fromisoformat(one["modifiedTime"]))
        for gone in self._others.keys() - {one["id"] for one in files}:
            self._practice.world.remove(self._others.pop(gone))

    def _make(self, theirs: str, title: str, owner: str, modified: datetime) -> None:
        if theirs not in self._others:
            made = self._practice.world.create(title, owner)
            made.modified = modified
            self._others[theirs] = self._ours[theirs] = made.id

    def _translated(self, text: str) -> str:
        for theirs, ours in self._ours.items():
            text = text.replace(theirs, ours)
        return text

    def _learn(self, recorded: Any, ours: Any) -> None:
        """Ids that Google made up are another name for those that we made up in the same place."""
        if isinstance(recorded, list) and isinstance(ours, list):
            for one, other in zip(recorded, ours, strict=False):
                self._learn(one, other)
        elif isinstance(recorded, dict) and isinstance(ours, dict):
            for name in recorded.keys() & ours.keys():
                self._learn(recorded[name], ours[name])
                if name in GENERATED and len(str(recorded[name])) > 5 and type(recorded[name]) is type(ours[name]):
                    self._ours.setdefault(str(recorded[name]), str(ours[name]))


def _differences(recorded: Any, ours: Any, where: str) -> Iterator[str]:
    if isinstance(recorded, dict) and isinstance(ours, dict):
        for name in [*recorded, *(set(ours) - set(recorded))]:
            if name not in recorded:
                yield f"{where}.{name}: not in the recorded answer"
            elif name not in ours:
                yield f"{where}.{name}: missing"
            elif name in MOMENTS:
                yield from _moment_differences(recorded[name], ours[name], f"{where}.{name}")
            else:
                yield from _differences(recorded[name], ours[name], f"{where}.{name}")
    elif isinstance(recorded, list) and isinstance(ours, list):
        if len(recorded) != len(ours):
            yield f"{where}: {len(ours)} items, recorded {len(recorded)}"
        for place, (one, other) in enumerate(zip(recorded, ours, strict=False)):
            yield from _differences(one, other, f"{where}[{place}]")
    elif recorded != ours or type(recorded) is not type(ours):
        yield f"{where}: {ours!r}, recorded {recorded!r}"


def _moment_differences(recorded: str, ours: str, where: str) -> Iterator[str]:
    """The clocks differ; the way of writing a moment must not."""
    if re.sub(r"\d", "0", recorded) != re.sub(r"\d", "0", ours):
        yield f"{where}: {ours!r}, recorded {recorded!r}"
