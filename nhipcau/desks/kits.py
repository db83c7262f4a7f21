"""The desk of kits: what campaigns hand out, who got it, where they shared it."""

from datetime import datetime

from nhipcau.jobs.hand_out_kit import hand_out_kit
from nhipcau.jobs.note_share import ask_share
from nhipcau.jobs.show_kits import show_kits
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Files, Inbound, Store
from nhipcau.settings.rulebook import Rulebook


class KitDesk:
    """What a person may do with the kits of the campaigns that run for them."""

    book: Rulebook
    store: Store
    files: Files
    config: Files

    def show_kits(self, inbound: Inbound, now: datetime) -> Summary:
        return show_kits(self.store, self.book, inbound, now)

    def hand_out_kit(self, inbound: Inbound, campaign: str, item: str, now: datetime) -> Summary:
        return hand_out_kit(self.store, self.book, self.config, self.files, inbound, campaign, item, now)

    def ask_share(self, inbound: Inbound, campaign: str, item: str, now: datetime) -> Summary:
        return ask_share(self.store, self.book, inbound, campaign, item, now)


class StoredUploads:
    """Implements ports.kits.Uploads in the notes of the installation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def named(self, path: str) -> str:
        with self._store.read() as tx:
            return tx.notes.get(f"upload:{path}") or ""

    def uploaded(self, path: str, name: str) -> None:
        with self._store.begin() as tx:
            tx.notes.set(f"upload:{path}", name)
