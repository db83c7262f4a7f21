"""What is shown outside the chat: shared sheets, documents, files; and the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from nhipcau.ports.store import Row
from nhipcau.rules.allowance.lists import PaymentList
from nhipcau.rules.kernel import Month, Words
from nhipcau.rules.reports import NetworkMonth, PersonMonth, UnitMonth


class Clock(Protocol):
    """The only source of `now`; read once, at the door."""

    def now(self) -> datetime:
        """An aware moment."""

    async def wait(self, seconds: float) -> None:
        """Let that much of this clock's time pass."""


@dataclass(frozen=True)
class TabRows:
    """What a tab should hold: rows by key, cells by column."""

    tab: str
    rows: Mapping[str, Row]


@dataclass(frozen=True)
class TabOutcome:
    """What syncing one tab did. `trouble` is the code of the sentence why the tab was left alone, or ""."""

    tab: str
    added: int = 0
    changed: int = 0
    restored: int = 0
    trouble: str = ""
    where: str = ""


class Sheets(Protocol):
    def sync(self, tabs: Sequence[TabRows], bases: Mapping[str, Mapping[str, Row]]) -> list[TabOutcome]:
        """Bring the bot's columns of the tabs in line. Raises TryLater when the service is away."""

    def requests(self) -> Mapping[str, int]:
        """How many reads and writes were made since the start."""


@dataclass(frozen=True)
class ListDocument:
    """A payment list with everything its page states."""

    month: Month
    payer: str
    payer_names: Words
    payments: PaymentList
    unit_names: Mapping[str, Words]
    level_names: Mapping[str, Words]
    version: int
    policy_version: str
    bases: tuple[str, ...]
    place: str
    prepared_on: date


class Renderer(Protocol):
    """Turns figures into files; equal inputs give equal bytes."""

    @property
    def version(self) -> str:
        """Changes whenever a layout or a word of the templates does: then equal figures give other files."""

    def person_report(self, figures: PersonMonth, language: str) -> bytes: ...
    def unit_report(self, figures: UnitMonth, language: str) -> bytes: ...
    def network_report(self, figures: NetworkMonth, language: str) -> bytes: ...
    def payment_list_pdf(self, document: ListDocument) -> bytes: ...
    def payment_list_xlsx(self, document: ListDocument) -> bytes: ...


class Files(Protocol):
    def write(self, path: str, content: bytes) -> None:
        """Put a file under the root, whole or not at all."""

    def locate(self, path: str) -> Path: ...
