"""A campaign's kit as a folder: its files, and a page that shows all of it."""

from pathlib import Path

from nhipcau.jobs.hand_out_kit import content_of
from nhipcau.jobs.in_force import in_force
from nhipcau.ports import Files, Renderer, Store
from nhipcau.ports.kits import KitCount
from nhipcau.ports.outputs import KitCard, KitGallery
from nhipcau.rules.campaigns import KitItem
from nhipcau.rules.kernel import Refused
from nhipcau.settings.rulebook import Rulebook


def render_kit(
    store: Store, book: Rulebook, renderer: Renderer, config: Files, files: Files, key: str, language: str
) -> str:
    """Returns the page's path. Raises Refused: there is no such campaign, or a file of it cannot be read."""
    with store.read() as tx:
        campaign = in_force(tx, book).campaigns.get(key)
        counts = tx.kits.counts()
    if campaign is None:
        raise Refused("no_such_campaign", key=key)
    folder, window = f"galleries/{key}", campaign.window(book.calendar)
    cards = []
    for item in campaign.kit:
        count = counts.get((key, item.key), KitCount())
        cards.append(KitCard(item, _copied(config, files, folder, item, language), count.received, count.shared))
    gallery = KitGallery(campaign.names, campaign.slogan, window.first, window.last, tuple(cards))
    files.write(f"{folder}/index.html", renderer.kit_gallery(gallery, language))
    return f"{folder}/index.html"


def _copied(config: Files, files: Files, folder: str, item: KitItem, language: str) -> str:
    """The name of the item's file beside the page; "" for an item without one."""
    if not item.file:
        return ""
    name = f"{item.key}{Path(item.file).suffix}"
    files.write(f"{folder}/{name}", content_of(config, item, language))
    return name
