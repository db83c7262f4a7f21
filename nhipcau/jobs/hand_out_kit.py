"""One item of a campaign's kit goes to whoever asks for it: that they got it is noted, once."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.show_campaigns import running_for
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Files, Inbound, Store, Tx
from nhipcau.ports.kits import KitProof
from nhipcau.rules.campaigns import KitItem
from nhipcau.rules.intents import Button, Message
from nhipcau.rules.kernel import Json, Refused, spoken
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook

KIT_FILES = "kits/"
"""Where files of kits are kept, each under the digest of its content."""


def hand_out_kit(
    store: Store, book: Rulebook, config: Files, files: Files, inbound: Inbound, campaign: str, key: str, now: datetime
) -> Summary:
    """The file, the words and the link of an item. `config` is the folder in which the item's file lies."""

    def act(tx: Tx, person: Person) -> Summary:
        item = running_item(tx, book, person, campaign, key, now)
        document = _kept(config, files, item, person.language)
        fresh = tx.kits.note(KitProof(campaign, key, person.id, now))
        if fresh:
            detail = {"campaign": campaign, "item": key}
            tx.journal.write(Entry(now, person.code, "got_kit_item", f"person:{person.code}", detail=detail))
        tx.outbox.put(_messages(inbound, person, campaign, item, document, now))
        return Summary({"received" if fresh else "again": 1})

    return hear(store, inbound, now, act)


def running_item(tx: Tx, book: Rulebook, person: Person, campaign: str, key: str, now: datetime) -> KitItem:
    """An item of a campaign that runs for this person. Raises Refused."""
    running = {each.key: each for each in running_for(tx, book, person, now)}
    found = next((item for item in running[campaign].kit if item.key == key), None) if campaign in running else None
    if found is None:
        raise Refused("kit_over")
    return found


def _messages(
    inbound: Inbound, person: Person, campaign: str, item: KitItem, document: str, now: datetime
) -> Iterator[Message]:
    """Words and link, then the file: words under a file would be cut. The button stands under what comes last."""
    title, text = spoken(item.title, person.language), spoken(item.text, person.language) if item.text else ""
    share = ((Button(f"x:{campaign}:{item.key}", name="kit_shared"),),)
    if text or item.link:
        view: dict[str, Json] = {"title": title, "link": item.link, "text": text}
        yield reply(inbound, now, "campaigns/kit_item", view, person, () if document else share)
    if document:
        caption: dict[str, Json] = {"title": title}
        yield reply(inbound, now, "campaigns/kit_file", caption, person, share, part=2, document=document)


def _kept(config: Files, files: Files, item: KitItem, language: str) -> str:
    """Where the item's file is kept, as it is now: equal content once. Raises Refused."""
    if not item.file:
        return ""
    content = content_of(config, item, language)
    path = f"{KIT_FILES}{sha256(content).hexdigest()}/{Path(item.file).name}"
    if not files.locate(path).exists():
        files.write(path, content)
    return path


def content_of(config: Files, item: KitItem, language: str) -> bytes:
    """The bytes of an item's file. Raises Refused when it cannot be read."""
    try:
        return config.locate(item.file).read_bytes()
    except OSError as trouble:
        raise Refused("kit_file_gone", title=spoken(item.title, language)) from trouble
