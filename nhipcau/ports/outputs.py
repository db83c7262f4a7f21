"""What is shown outside the chat: shared sheets, documents, files; and the clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from nhipcau.rules.allowance.lists import Change, PaymentList
from nhipcau.rules.allowance.year import YearRow
from nhipcau.rules.campaigns import KitItem
from nhipcau.rules.kernel import Month, Words
from nhipcau.rules.reports import CampaignResult, NetworkMonth, PersonMonth, Review, UnitMonth
from nhipcau.rules.sheets.cells import Grid
from nhipcau.rules.sheets.layout import TabTrouble
from nhipcau.rules.sheets.writes import TabPlan


class Clock(Protocol):
    """The only source of `now`; read once, at the door."""

    def now(self) -> datetime:
        """An aware moment."""

    async def wait(self, seconds: float) -> None:
        """Let that much of this clock's time pass."""


@dataclass(frozen=True)
class Editor:
    """Who changed a book last, as far as the service tells; "" where it does not."""

    name: str = ""
    account: str = ""


Decide = Callable[[Mapping[str, Grid], Callable[[], Editor]], Mapping[str, TabPlan]]
"""From what the tabs of one book show (an empty grid where a tab is new) to what is to be written. Asked again from
a new reading whenever a write may not have arrived."""


SHEET_LOG = "sheet_log"
"""The subject of journal entries that tell what came of what people typed into the shared sheets."""


class Sheets(Protocol):
    def sync(self, tabs: Sequence[str], decide: Decide, now: datetime) -> Mapping[str, TabTrouble]:
        """Read, let `decide` say what to write, write it; book by book, the first tabs first.

        Returns the tabs that were left alone. Raises TryLater when the service is away.
        """

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
    accounts: Mapping[str, str]
    """The masks of accounts by person's code."""
    version: int
    policy_version: str
    bases: tuple[str, ...]
    place: str
    prepared_on: date


@dataclass(frozen=True)
class ChangeDocument:
    """What a month that was closed again pays otherwise than before: đồng in all, before and after."""

    month: Month
    version: int
    because: str
    changes: tuple[Change, ...]
    before: int
    after: int
    unit_names: Mapping[str, Words]
    prepared_on: date


@dataclass(frozen=True)
class YearDocument:
    """What one payer handed out in a year, person by person; `paid` is the net sum of its lists, in đồng."""

    year: int
    payer: str
    payer_names: Words
    rows: tuple[YearRow, ...]
    paid: int


@dataclass(frozen=True)
class PaperHead:
    """What stands around an official paper: bodies, symbol, place, who signs, who receives, what it rests on."""

    superior: str
    issuer: str
    symbol: str
    place: str
    authority: tuple[str, ...]
    recipients: tuple[str, ...]
    bases: tuple[str, ...]


Reported = NetworkMonth | CampaignResult | Review
"""What an official paper reports on: a month, a campaign, or several months."""


@dataclass(frozen=True)
class IndexEntry:
    """One page of a month's index: whose it is, in which unit, and where the file lies beside the index."""

    name: str
    about: Words
    path: str


@dataclass(frozen=True)
class MonthIndex:
    """What the first page of a month's folder leads to."""

    figures: NetworkMonth
    people: tuple[IndexEntry, ...]
    units: tuple[IndexEntry, ...]
    papers: tuple[str, ...]
    lists: tuple[IndexEntry, ...]


@dataclass(frozen=True)
class KitCard:
    """One item of a kit: where its file lies beside the page ("" for none), how many people got and shared it."""

    item: KitItem
    path: str
    received: int
    shared: int


@dataclass(frozen=True)
class KitGallery:
    """What the page of a campaign's kit shows."""

    names: Words
    slogan: Words
    first_day: date
    last_day: date | None
    cards: tuple[KitCard, ...]


class Renderer(Protocol):
    """Turns figures into files; equal inputs give equal bytes."""

    @property
    def version(self) -> str:
        """Changes whenever a layout or a word of the templates does: then equal figures give other files."""

    @property
    def at_once(self) -> int:
        """How many threads may ask for files side by side, and gain by it."""

    def person_report(self, figures: PersonMonth, language: str) -> bytes: ...
    def unit_report(self, figures: UnitMonth, language: str) -> bytes: ...
    def network_report(self, figures: NetworkMonth, language: str) -> bytes: ...
    def month_index(self, index: MonthIndex, language: str) -> bytes: ...
    def kit_gallery(self, gallery: KitGallery, language: str) -> bytes: ...
    def payment_list_pdf(self, document: ListDocument) -> bytes: ...
    def payment_list_xlsx(self, document: ListDocument) -> bytes: ...
    def change_list_xlsx(self, document: ChangeDocument) -> bytes: ...
    def change_list_pdf(self, document: ChangeDocument) -> bytes: ...
    def year_list_xlsx(self, document: YearDocument) -> bytes: ...
    def year_list_pdf(self, document: YearDocument) -> bytes: ...
    def paper_pdf(self, reported: Reported, head: PaperHead) -> bytes: ...
    def paper_docx(self, reported: Reported, head: PaperHead) -> bytes: ...


class Files(Protocol):
    def write(self, path: str, content: bytes) -> None:
        """Put a file under the root, whole or not at all."""

    def locate(self, path: str) -> Path: ...
    def remove(self, path: str) -> None:
        """One that is not there is no matter."""
