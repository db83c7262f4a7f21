"""The only wiring: `build` puts the rooms together, `App` has one method for each thing a door may ask for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from nhipcau.courier.loop import SendingLoop
from nhipcau.courier.pacer import Pacer
from nhipcau.desks.campaigns import CampaignDesk
from nhipcau.desks.group import GroupDesk
from nhipcau.desks.kits import KitDesk, StoredUploads
from nhipcau.desks.months import MonthsDesk
from nhipcau.desks.outbox import OutboxDesk
from nhipcau.desks.roster import BOT_NAME, RosterDesk
from nhipcau.desks.sheets import SheetsDesk
from nhipcau.desks.talk import TalkDesk
from nhipcau.documents.feed import FeedEntry, feed
from nhipcau.jobs import answer
from nhipcau.jobs.almanac import Dated, almanac
from nhipcau.jobs.bind_group import bind_group
from nhipcau.jobs.close_month import close_month
from nhipcau.jobs.close_round import close_round
from nhipcau.jobs.decide_due import decide_due_slots
from nhipcau.jobs.decide_slot import decide_slot
from nhipcau.jobs.decide_uncertain import decide_uncertain
from nhipcau.jobs.follow_group import follow_group
from nhipcau.jobs.foretell import foretell
from nhipcau.jobs.kick_off import kick_off
from nhipcau.jobs.look_after import Health, look_after, recipient_name
from nhipcau.jobs.month_pages import Progress, Rendered
from nhipcau.jobs.naming import subject_name
from nhipcau.jobs.note_chat import note_chat
from nhipcau.jobs.open_round import open_round
from nhipcau.jobs.plan_slots import plan_slots
from nhipcau.jobs.remind import remind
from nhipcau.jobs.render_kit import render_kit
from nhipcau.jobs.render_lists import render_missing_lists
from nhipcau.jobs.render_reports import render_reports
from nhipcau.jobs.render_year import render_year
from nhipcau.jobs.set_aside import set_aside
from nhipcau.jobs.set_update_aside import set_update_aside
from nhipcau.jobs.show_month import show_month
from nhipcau.jobs.show_owed import show_owed
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.sync_sheets import sync_sheets
from nhipcau.jobs.take_updates import take_updates
from nhipcau.jobs.write_letter import decide_letter, letter_slot, send_letter
from nhipcau.jobs.write_reports import Wanted, write_reports
from nhipcau.machine import DiskFiles, PracticeClock, SystemClock
from nhipcau.messages.templates import Templates
from nhipcau.ports import Clock, Courier, Files, Foretold, Inbound, Pending, Store, Update
from nhipcau.rules.cadence import Slot, SlotKind
from nhipcau.rules.forms import Chose
from nhipcau.rules.kernel import Month, spoken
from nhipcau.settings.installation import Installation
from nhipcau.settings.load import load_rulebook
from nhipcau.settings.rulebook import Rulebook
from nhipcau.storage.store import SqlStore, open_store

if TYPE_CHECKING:
    from nhipcau.courier.telegram import TelegramCourier
    from nhipcau.documents.renderer import DocumentRenderer


def build(installation: Installation, clock: Clock | None = None) -> "App":
    """Put the house together. Raises settings' BadConfig with everything that is wrong in the config folder."""
    book = load_rulebook(installation.config)
    installation.home.mkdir(parents=True, exist_ok=True)
    store = open_store(installation.database, zone=book.calendar.zone, durable=installation.durable)
    store.migrate()
    return App(installation, book, store, clock or _clock(installation))


def _clock(installation: Installation) -> Clock:
    if not installation.clock_url:
        return SystemClock()
    return PracticeClock(installation.clock_url, installation.clock_file)


class App(CampaignDesk, GroupDesk, KitDesk, MonthsDesk, RosterDesk, SheetsDesk, TalkDesk):
    """What the doors may ask for. Every method that acts takes its moment."""

    def __init__(self, installation: Installation, book: Rulebook, store: SqlStore, clock: Clock) -> None:
        self.installation = installation
        self.book = book
        self.store: Store = store
        self.clock = clock
        self.remote = store.remote
        self.words = Templates(installation.templates)
        self.files: Files = DiskFiles(installation.home / "files")
        self.config: Files = DiskFiles(installation.config)
        self._close = store.close

    def close(self) -> None:
        self._close()

    # ------------------------------------------------------------------------------- the clock's work

    def plan(self, now: datetime, until: datetime | None = None) -> Summary:
        """Reconcile the slots of all that begins before `until` (the configured horizon)."""
        return plan_slots(self.store, self.book, now, until or now + self.book.horizon)

    def foretell(self, now: datetime, until: datetime, code: str = "") -> list[Foretold]:
        """Who would get what, when and why; nothing is stored. Raises LookupError for a code that nobody has."""
        return foretell(self.store, self.book, now, until, code)

    def almanac(self, year: int, language: str) -> list[Dated]:
        """The year as it stands in config, by day."""
        return almanac(self.store, self.book, year, language)

    def feed(self, entries: Sequence[Dated], titles: Mapping[str, str], now: datetime) -> bytes:
        """A calendar feed of these entries, each under its title."""
        shown = [FeedEntry(entry.uid, titles[entry.uid], entry.first, entry.last, entry.at) for entry in entries]
        return feed(spoken(self.book.network.names, self.book.network.language), shown, now)

    def run_due(self, now: datetime) -> dict[SlotKind, Summary]:
        """Everything that is due, in order."""
        return {kind: summary for kind in SlotKind if (summary := self.run(kind, now)).counts}

    def run(self, kind: SlotKind, now: datetime) -> Summary:
        """Every due slot of one kind: decided, then run; the slot's claim makes it once."""
        summary = Summary()
        for slot in self.decide(kind, now):
            summary += self.run_slot(slot, now)
        return summary + self.catch_up(kind, now)

    def decide(self, kind: SlotKind, now: datetime) -> list[Slot]:
        """The slots of a kind that are to run now; what becomes of the other late ones is settled."""
        return decide_due_slots(self.store, self.book, kind, now)

    def catch_up(self, kind: SlotKind, now: datetime) -> Summary:
        """What earlier runs of a kind left undone: lists of closed months that could not be written."""
        if kind is not SlotKind.RENDER_REPORTS:
            return Summary()
        return render_missing_lists(self.store, self.book, self.renderer, self.files, now)

    def run_slot(self, slot: Slot, now: datetime) -> Summary:
        done = self._jobs[slot.kind](slot, now)
        return Summary({"slots": 1}) + done

    def run_by_hand(self, key: str, now: datetime) -> Summary:
        """One slot that somebody wants run now, early or late; its claim makes it once, whoever else runs it."""
        with self.store.read() as tx:
            known = tx.slots.get(key)
        return self.run_slot(known.slot, now) if known else Summary({"unknown": 1})

    @cached_property
    def _jobs(self) -> Mapping[SlotKind, Callable[[Slot, datetime], Summary]]:
        store, book = self.store, self.book
        return {
            SlotKind.KICK_OFF: partial(kick_off, store, book),
            SlotKind.LETTER: partial(send_letter, store, book),
            SlotKind.OPEN_ROUND: partial(open_round, store, book),
            SlotKind.REMIND: partial(remind, store, book),
            SlotKind.CLOSE_ROUND: partial(close_round, store, book),
            SlotKind.CLOSE_MONTH: partial(close_month, store, book),
            SlotKind.SYNC_SHEETS: lambda slot, now: sync_sheets(store, self.desk, self.sheets, slot, now),
            SlotKind.RENDER_REPORTS: lambda slot, now: render_reports(
                store, book, self.renderer, self.files, slot, now
            ),
        }

    def next_due(self) -> datetime | None:
        with self.store.read() as tx:
            return tx.slots.next_due()

    def next_due_after(self, now: datetime) -> datetime | None:
        """The next moment at which something is due, leaving out what is late or waits."""
        planned = self.upcoming(now, self.book.horizon.days)
        return next((slot.due_at for slot in planned if slot.due_at > now), None)

    def next_message(self) -> datetime | None:
        """When the outbox next has something due."""
        with self.store.read() as tx:
            return tx.outbox.next_due()

    def is_idle(self, now: datetime) -> bool:
        """Whether all that came was handled, and all that is due has been sent and added up."""
        with self.store.read() as tx:
            waiting = tx.outbox.next_due()
            due = waiting is not None and waiting <= now
            return not (
                due or tx.outbox.in_flight() or tx.inbox.unhandled(1) or (waiting is None and tx.slots.launched())
            )

    def sent_by_template(self) -> Mapping[str, int]:
        """How many messages of each kind were sent, the most frequent first."""
        with self.store.read() as tx:
            return tx.outbox.sent_by_template()

    def upcoming(self, now: datetime, days: int) -> list[Slot]:
        """The planned slots due within that many days."""
        with self.store.read() as tx:
            return tx.slots.planned(now + timedelta(days=days))

    # ------------------------------------------------------------------------------- what people do

    def take_updates(self, updates: Sequence[Update], now: datetime) -> Summary:
        return take_updates(self.store, updates, now)

    def unhandled(self, limit: int = 100) -> list[Update]:
        with self.store.read() as tx:
            return tx.inbox.unhandled(limit)

    def set_update_aside(self, update_id: int, reason: str, now: datetime) -> Summary:
        """An update that nobody waits for, or that could not be handled; its raw text is kept."""
        return set_update_aside(self.store, update_id, reason, now)

    def press(self, inbound: Inbound, checkin_id: int, chose: Chose, now: datetime) -> Summary:
        return answer.press(self.store, self.book, inbound, checkin_id, chose, now)

    def say(self, inbound: Inbound, text: str, now: datetime) -> Summary:
        return answer.say(self.store, self.book, inbound, text, now)

    def show_owed(self, inbound: Inbound, now: datetime) -> Summary:
        return show_owed(self.store, self.book, inbound, now)

    def show_month(self, inbound: Inbound, asked: str, now: datetime) -> Summary:
        """A person's month again: "5/2026", or "" for the last one whose page is kept."""
        return show_month(self.store, self.book, self.files, inbound, asked, now)

    def write_reports(
        self,
        month: Month,
        now: datetime,
        progress: Progress,
        person: str = "",
        unit: str = "",
        network: bool = False,
        campaign: str = "",
        months: int = 0,
    ) -> tuple[Path, Rendered]:
        """Render pages by hand. Returns the file to look at first. Raises Refused for what is not in the month."""
        asked = Wanted(person, self.book.unit_called(unit) or unit, network, campaign, months)
        written = write_reports(self.store, self.book, self.renderer, self.files, month, asked, now, progress)
        return self.files.locate(written.path), written.rendered

    def render_year(self, year: int, now: datetime) -> Summary:
        """What every payer handed out in a year, as files."""
        return render_year(self.store, self.book, self.renderer, self.files, year, now)

    def render_kit(self, campaign: str, language: str) -> Path:
        """The page of a campaign's kit, in a folder with its files. Raises Refused."""
        page = render_kit(self.store, self.book, self.renderer, self.config, self.files, campaign, language)
        return self.files.locate(page)

    def set_aside(self, inbound: Inbound, now: datetime) -> Summary:
        return set_aside(self.store, self.book, inbound, now)

    def note_chat(self, inbound: Inbound, can_write: bool, now: datetime) -> Summary:
        return note_chat(self.store, self.book, inbound, can_write, now)

    def follow_group(self, inbound: Inbound, old: int, new: int, now: datetime) -> Summary:
        """The channel gave a group another number."""
        return follow_group(self.store, inbound, old, new, now)

    def bind_group(self, inbound: Inbound, by_chat: int, now: datetime) -> Summary:
        return bind_group(self.store, self.book, inbound, by_chat, now)

    def decide_slot(self, inbound: Inbound, by_chat: int, run: bool, key: str, now: datetime) -> Summary:
        decided = decide_slot(self.store, self.book, inbound, by_chat, run, key, now)
        if not decided.counts.get("run"):
            return decided
        with self.store.read() as tx:
            known = tx.slots.get(key)
        return decided + self.run_slot(known.slot, now) if known else decided

    def decide_letter(self, inbound: Inbound, letter_id: int, wish: str, now: datetime) -> Summary:
        """What was confirmed goes at once; if that fails, the pulse finds its slot."""
        decided = decide_letter(self.store, self.book, inbound, letter_id, wish, now)
        if not decided.counts.get("run"):
            return decided
        return decided + self.run_slot(letter_slot(self.book, letter_id, now), now)

    def name_of(self, slot: Slot, language: str) -> str:
        """What people call a slot's subject."""
        return subject_name(self.book, slot.subject, language)

    def remember_bot(self, name: str) -> None:
        """The bot's own name in the channel, as it said when it started; invite links carry it."""
        with self.store.begin() as tx:
            tx.notes.set(BOT_NAME, name)

    def bot_name(self) -> str:
        with self.store.read() as tx:
            return tx.notes.get(BOT_NAME) or "..."

    def health(self, since: datetime) -> Health:
        """What whoever runs it should know; `since`: what was due before then and is still planned is overdue."""
        return look_after(self.store, since)

    def uncertain_messages(self) -> list[tuple[Pending, str]]:
        """Messages of which nobody knows whether they arrived, with the names of those they were for."""
        with self.store.read() as tx:
            return [(pending, recipient_name(tx, pending)) for pending in tx.outbox.uncertain()]

    def decide_uncertain(self, message_id: int, again: bool, by: str, now: datetime) -> Summary:
        """What a person found out about such a message; "unknown" when it is not one."""
        return decide_uncertain(self.store, message_id, again, by, now)

    # ------------------------------------------------------------------------------- the sending loop's desk

    @cached_property
    def outbox(self) -> OutboxDesk:
        return OutboxDesk(self.store, self.book, self.words, self.files)

    def idle(self, now: datetime) -> None:
        """What is done whenever there is nothing to send."""
        self.outbox.idle(now)

    def sending_loop(self, courier: Courier) -> SendingLoop:
        pacer = Pacer(self.book.pace.per_second, self.book.pace.per_chat_seconds)
        return SendingLoop(self.outbox, courier, pacer, self.clock, self.installation.sends_at_once)

    def courier(self) -> "TelegramCourier":
        from nhipcau.courier.telegram import TelegramCourier, make_bot

        installation = self.installation
        url = installation.telegram_url or None
        bot = make_bot(installation.telegram_token, url, installation.sends_at_once)
        return TelegramCourier(bot, StoredUploads(self.store))

    # ------------------------------------------------------------------------------- made when first needed
    # Their libraries, too, are imported then: no process carries what only another one uses.

    @cached_property
    def renderer(self) -> "DocumentRenderer":
        from nhipcau.documents.renderer import DocumentRenderer

        network, policy = self.book.network, self.book.policy
        return DocumentRenderer(
            self.installation.templates,
            network=network.names,
            zone=self.book.calendar.zone,
            zero_tens=policy.zero_tens,
            at_once=self.installation.renders_at_once,
        )
