"""The page of a campaign's kit: HTML beside its files, which works from a disk as well as from a server."""

from pathlib import PurePosixPath

from nhipcau.documents.sentences import Sentences
from nhipcau.ports.outputs import KitGallery
from nhipcau.rules.kernel import Words
from nhipcau.rules.vietnamese import day_for_people, grouped

PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp"}


def kit_gallery(gallery: KitGallery, network: Words, speech: Sentences) -> str:
    """Pictures are shown; what a browser may not show is a link to the file."""
    template = speech.environment.get_template(f"reports/kit.{speech.language}.html.j2")
    return template.render(
        language=speech.language,
        network=speech.name(network),
        title=speech.name(gallery.names),
        slogan=speech.name(gallery.slogan) if gallery.slogan else "",
        first_day=day_for_people(gallery.first_day),
        last_day=day_for_people(gallery.last_day) if gallery.last_day else "",
        cards=[
            {
                "title": speech.name(card.item.title),
                "text": speech.name(card.item.text) if card.item.text else "",
                "link": card.item.link,
                "path": card.path,
                "is_picture": PurePosixPath(card.path).suffix.lower() in PICTURES,
                "received": grouped(card.received),
                "shared": grouped(card.shared),
            }
            for card in gallery.cards
        ],
    )
