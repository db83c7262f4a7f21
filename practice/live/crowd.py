"""Everyone who answers by themselves: what they remember of their chats, and what they are about to do."""

import heapq
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from practice.rehearsal.people import Invented
from practice.rehearsal.personas import Act, Persona

MEMORY = tuple(each.name for each in fields(Persona) if each.name not in ("who", "seed"))


@dataclass(frozen=True, order=True)
class Intended:
    """Someone's next act; at equal moments who planned first acts first."""

    at: datetime
    number: int
    who: int
    act: Act


class Crowd:
    """The simulated people and their agenda, kept in a file so that a restart changes nobody's mind."""

    def __init__(self, file: Path, people: Iterable[Invented], seed: int) -> None:
        self._file = file
        self._personas = {person.telegram: Persona(person, seed) for person in people}
        self._agenda: list[Intended] = []
        self._planned = 0
        self.heard = 0
        """The number of the last event that they have seen."""
        self.is_new = not file.exists()
        """Whether nobody has settled in yet."""
        if not self.is_new:
            self._load(json.loads(file.read_text(encoding="utf-8")))

    def intend(self, who: int, act: Act) -> None:
        """Plan an act."""
        self._planned += 1
        heapq.heappush(self._agenda, Intended(act.at, self._planned, who, act))

    def next_moment(self) -> datetime | None:
        return self._agenda[0].at if self._agenda else None

    def last_moment(self, until: datetime) -> datetime | None:
        """When the last of what is planned up to `until` happens."""
        return max((intended.at for intended in self._agenda if intended.at <= until), default=None)

    def take_due(self, now: datetime) -> Mapping[int, list[Act]]:
        """Whatever is due, by person, in order."""
        due: dict[int, list[Act]] = {}
        while self._agenda and self._agenda[0].at <= now:
            intended = heapq.heappop(self._agenda)
            due.setdefault(intended.who, []).append(intended.act)
        return due

    def hear(self, events: Iterable[Mapping[str, Any]], last: int, now: datetime) -> None:
        """Look at what arrived on the phones, and plan how to answer."""
        self.heard = last
        for event in events:
            persona = self._personas.get(event["chat"])
            if persona is not None and event["from"] == "bot" and event["kind"] in ("message", "edit"):
                for act in persona.react(event["message"], event["kind"] == "message", now):
                    self.intend(event["chat"], act)

    def save(self) -> None:
        """Write beside and rename: who is killed while saving leaves the last good file."""
        beside = self._file.with_suffix(".new")
        beside.write_text(json.dumps(self._dump(), ensure_ascii=False), encoding="utf-8")
        beside.replace(self._file)

    def _dump(self) -> dict[str, Any]:
        return {
            "heard": self.heard,
            "agenda": [
                {**asdict(each.act), "at": each.at.isoformat(), "who": each.who} for each in sorted(self._agenda)
            ],
            "memories": {who: _remembered(persona) for who, persona in self._personas.items()},
        }

    def _load(self, saved: dict[str, Any]) -> None:
        self.heard = saved["heard"]
        for each in saved["agenda"]:
            act = Act(datetime.fromisoformat(each["at"]), each["what"], each["text"], each["message_id"])
            self.intend(each["who"], act)
        for who, memory in saved["memories"].items():
            persona = self._personas[int(who)]
            for name, value in memory.items():
                setattr(persona, name, set(value) if isinstance(value, list) else value)


def _remembered(persona: Persona) -> dict[str, Any]:
    memory = {name: getattr(persona, name) for name in MEMORY}
    return {name: sorted(value) if isinstance(value, set) else value for name, value in memory.items()}
