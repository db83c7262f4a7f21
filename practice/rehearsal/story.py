"""What happened, as it is told on the way and kept for the pages: flows that ran, everything seen in chats."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.status import Status

from nhipcau.jobs.naming import subject_name
from nhipcau.messages.templates import Templates
from nhipcau.rules.cadence import Slot, SlotKind
from nhipcau.rules.kernel import Json
from nhipcau.settings.rulebook import Rulebook

QUIET = {SlotKind.SYNC_SHEETS}
"""Too frequent to be told one by one."""


@dataclass(frozen=True)
class Wake:
    """One flow run: when, of what kind, for which subjects, with what counts."""

    at: datetime
    kind: str
    subjects: tuple[str, ...]
    counts: Mapping[str, int]


@dataclass
class Story:
    """Implements engine.Watcher; moments are kept in the network's zone."""

    words: Templates
    language: str
    book: Rulebook
    console: Console
    wakes: list[Wake] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    status: Status | None = None

    def tell(self, sentence: str, **facts: str | int) -> None:
        """Print one sentence of templates/rehearsal/console."""
        self.console.print(self._sentence(sentence, **facts), highlight=False, soft_wrap=True)

    def _sentence(self, sentence: str, **facts: str | int) -> str:
        return self.words.sentence("rehearsal/console", sentence, facts, self.language)

    def woke(self, slots: list[Slot], kind: SlotKind, counts: Mapping[str, int], now: datetime) -> None:
        wake = Wake(self.book.calendar.local(now), kind.value, tuple(slot.subject for slot in slots), counts)
        self.wakes.append(wake)
        if kind not in QUIET and "waiting_for_close" not in counts:
            self.console.print(self._line(wake), highlight=False, soft_wrap=True)

    def reached(self, now: datetime) -> None:
        if self.status is not None:
            at = f"{self.book.calendar.local(now):%d/%m/%Y %H:%M}"
            self.status.update(self._sentence("reached", at=at, events=len(self.events)))

    def happened(self, event: Mapping[str, Any]) -> None:
        at = self.book.calendar.local(datetime.fromisoformat(event["at"]))
        self.events.append({**event, "at": at})

    def _line(self, wake: Wake) -> str:
        view: dict[str, Json] = {
            "at": f"{wake.at:%d/%m %H:%M}",
            "kind": wake.kind,
            "subjects": ", ".join(subject_name(self.book, subject, self.language) for subject in wake.subjects),
            "counts": {name: count for name, count in wake.counts.items() if count and name != "slots"},
        }
        return self.words.text("rehearsal/woke", view, self.language)
