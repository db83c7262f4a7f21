"""The desk of conversations: what collaborators ask for and send, and what coordinators do about it."""

from datetime import date, datetime

from nhipcau.jobs.ask_people import ask
from nhipcau.jobs.attach import attach, keep_original
from nhipcau.jobs.choose_hour import choose_hour
from nhipcau.jobs.choose_language import choose_language
from nhipcau.jobs.handle_my_data import handle_my_data
from nhipcau.jobs.pause import come_back, pause
from nhipcau.jobs.return_checkin import look_up, rule_on
from nhipcau.jobs.show_campaigns import show_campaigns
from nhipcau.jobs.show_help import show_help
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.take_leave import take_leave, withdraw_leave
from nhipcau.messages.templates import Templates
from nhipcau.ports import Files, Inbound, Store
from nhipcau.ports.talk import Attachment, Received
from nhipcau.settings.rulebook import Rulebook


class TalkDesk:
    """What a person may do at any time."""

    book: Rulebook
    store: Store
    files: Files
    words: Templates

    def attach(self, inbound: Inbound, received: Received, now: datetime) -> Summary:
        return attach(self.store, self.book, inbound, received, now)

    def unfetched(self, limit: int = 20) -> list[Attachment]:
        """Photos and files whose originals are not kept yet."""
        with self.store.read() as tx:
            return tx.talk.unfetched(limit)

    def keep_original(self, attachment: Attachment, content: bytes) -> None:
        keep_original(self.store, self.files, attachment, content)

    def menu(self, language: str) -> list[tuple[str, str]]:
        """The commands that the menu button offers, each with what it is for."""
        lines = self.words.text("telegram/talk/_menu", {}, language).splitlines()
        return [(command, words) for command, _, words in (line.partition("|") for line in lines)]

    def show_help(self, inbound: Inbound, now: datetime) -> Summary:
        return show_help(self.store, self.book, inbound, now)

    def show_campaigns(self, inbound: Inbound, now: datetime) -> Summary:
        return show_campaigns(self.store, self.book, inbound, now)

    def pause(self, inbound: Inbound, now: datetime) -> Summary:
        return pause(self.store, self.book, inbound, now)

    def come_back(self, inbound: Inbound, now: datetime) -> Summary:
        return come_back(self.store, self.book, inbound, now)

    def take_leave(self, inbound: Inbound, wish: str, now: datetime) -> Summary:
        return take_leave(self.store, self.book, inbound, wish, now)

    def withdraw_leave(self, inbound: Inbound, first: date, now: datetime) -> Summary:
        return withdraw_leave(self.store, self.book, inbound, first, now)

    def choose_language(self, inbound: Inbound, language: str, now: datetime) -> Summary:
        return choose_language(self.store, self.book, inbound, language, now)

    def choose_hour(self, inbound: Inbound, wish: str, now: datetime) -> Summary:
        return choose_hour(self.store, self.book, inbound, wish, now)

    def handle_my_data(self, inbound: Inbound, wish: str, now: datetime) -> Summary:
        return handle_my_data(self.store, self.book, self.files, inbound, wish, now)

    def ask(self, inbound: Inbound, kind: str, words: str, now: datetime) -> Summary:
        return ask(self.store, self.book, inbound, kind, words, now)

    def look_up(self, inbound: Inbound, code: str, now: datetime) -> Summary:
        return look_up(self.store, self.book, inbound, code, now)

    def rule_on(self, inbound: Inbound, ruling: str, checkin_id: int, version: int, now: datetime) -> Summary:
        return rule_on(self.store, self.book, inbound, ruling, checkin_id, version, now)
