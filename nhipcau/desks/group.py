"""The admin group's desk: who has not answered, and what coordinators do about it together."""

from datetime import datetime

from nhipcau.jobs import nudge, recall, show_owing, write_letter
from nhipcau.jobs.bind_topic import bind_topic
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.take_question import take_question
from nhipcau.ports import Inbound, Store
from nhipcau.settings.rulebook import Rulebook


class GroupDesk:
    """What may be asked in the admin group; `by_chat` is the private chat of whoever asks."""

    book: Rulebook
    store: Store

    def show_owing(self, inbound: Inbound, by_chat: int, now: datetime) -> Summary:
        return show_owing.show_owing(self.store, self.book, inbound, by_chat, now)

    def refresh_owing(self, inbound: Inbound, by_chat: int, round_id: int, now: datetime) -> Summary:
        return show_owing.refresh_owing(self.store, self.book, inbound, by_chat, round_id, now)

    def name_owing(self, inbound: Inbound, by_chat: int, round_id: int, now: datetime) -> Summary:
        return show_owing.name_owing(self.store, self.book, inbound, by_chat, round_id, now)

    def choose_unit(self, inbound: Inbound, by_chat: int, round_id: int, now: datetime) -> Summary:
        return nudge.choose_unit(self.store, self.book, inbound, by_chat, round_id, now)

    def ask_nudge(self, inbound: Inbound, by_chat: int, round_id: int, unit: str, now: datetime) -> Summary:
        return nudge.ask_nudge(self.store, self.book, inbound, by_chat, round_id, unit, now)

    def decide_nudge(
        self, inbound: Inbound, by_chat: int, round_id: int, unit: str, question: int, yes: bool, now: datetime
    ) -> Summary:
        return nudge.decide_nudge(self.store, self.book, inbound, by_chat, round_id, unit, question, yes, now)

    def write_letter(self, inbound: Inbound, words: str, now: datetime) -> Summary:
        return write_letter.write_letter(self.store, self.book, inbound, words, now)

    def choose_target(self, inbound: Inbound, short: str, now: datetime) -> Summary:
        return write_letter.choose_target(self.store, self.book, inbound, short, now)

    def ask_recall(self, inbound: Inbound, by_chat: int, slot: str, now: datetime) -> Summary:
        return recall.ask_recall(self.store, self.book, inbound, by_chat, slot, now)

    def recall(self, inbound: Inbound, by_chat: int, slot: str, yes: bool, now: datetime) -> Summary:
        return recall.recall(self.store, self.book, inbound, by_chat, slot, yes, now)

    def take_question(
        self, inbound: Inbound, by_chat: int, code: str, question: int, over: bool, now: datetime
    ) -> Summary:
        return take_question(self.store, self.book, inbound, by_chat, code, question, over, now)

    def bind_topic(self, inbound: Inbound, by_chat: int, topic: int | None, words: str, now: datetime) -> Summary:
        return bind_topic(self.store, self.book, inbound, by_chat, topic, words, now)
