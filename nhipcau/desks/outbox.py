"""Where the sending loop gets its messages and reports what became of them; when idle it looks after the rest."""

from collections.abc import Collection
from datetime import datetime

from nhipcau.jobs import deliver
from nhipcau.jobs.erase_people import erase_people
from nhipcau.jobs.reconcile_launches import reconcile_launches
from nhipcau.jobs.report_overdue import report_overdue
from nhipcau.jobs.show_owing import keep_digests
from nhipcau.ports import Files, Outgoing, Store, Wording
from nhipcau.rules.roster import ChatState
from nhipcau.settings.rulebook import Rulebook


class OutboxDesk:
    """Implements ports.Desk over the outbox."""

    def __init__(self, store: Store, book: Rulebook, words: Wording, files: Files) -> None:
        self._store = store
        self._book = book
        self._words = words
        self._files = files

    def take(self, now: datetime, full: Collection[int] = ()) -> Outgoing | None:
        return deliver.take_message(self._store, self._book, self._words, self._files, now, full)

    def has_due(self, now: datetime) -> bool:
        with self._store.read() as tx:
            waiting = tx.outbox.next_due()
        return waiting is not None and waiting <= now

    def sent(self, outgoing: Outgoing, message_id: int | None, now: datetime) -> None:
        deliver.settle_sent(self._store, outgoing, message_id, now)

    def blocked(self, outgoing: Outgoing, reason: str, now: datetime) -> None:
        deliver.settle_unreachable(self._store, self._book, outgoing, ChatState.BLOCKED, reason, now)

    def gone(self, outgoing: Outgoing, reason: str, now: datetime) -> None:
        deliver.settle_unreachable(self._store, self._book, outgoing, ChatState.GONE, reason, now)

    def moved(self, outgoing: Outgoing, chat_id: int, now: datetime) -> None:
        deliver.settle_moved(self._store, outgoing, chat_id, now)

    def later(self, outgoing: Outgoing, reason: str, seconds: float, now: datetime) -> None:
        deliver.settle_later(self._store, outgoing, reason, seconds, now)

    def failed(self, outgoing: Outgoing, reason: str, now: datetime) -> None:
        deliver.settle_failed(self._store, outgoing.id, reason, now)

    def uncertain(self, outgoing: Outgoing, reason: str, now: datetime) -> None:
        deliver.settle_uncertain(self._store, outgoing, reason, now)

    def idle(self, now: datetime) -> None:
        deliver.give_up_expired(self._store, now)
        reconcile_launches(self._store, self._book, now)
        erase_people(self._store, self._files, now)
        report_overdue(self._store, self._book, now)
        keep_digests(self._store, self._book, now)
