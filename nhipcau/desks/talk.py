"""The desk of conversations: what collaborators ask for and send, beside the answers to a check-in."""

from datetime import datetime

from nhipcau.jobs.attach import attach, keep_original
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Files, Inbound, Store
from nhipcau.ports.talk import Attachment, Received
from nhipcau.settings.rulebook import Rulebook


class TalkDesk:
    """What a person may do at any time."""

    book: Rulebook
    store: Store
    files: Files

    def attach(self, inbound: Inbound, received: Received, now: datetime) -> Summary:
        return attach(self.store, self.book, inbound, received, now)

    def unfetched(self, limit: int = 20) -> list[Attachment]:
        """Photos and files whose originals are not kept yet."""
        with self.store.read() as tx:
            return tx.talk.unfetched(limit)

    def keep_original(self, attachment: Attachment, content: bytes) -> None:
        keep_original(self.store, self.files, attachment, content)
