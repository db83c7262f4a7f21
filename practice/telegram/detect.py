"""Entities that nobody marked: commands, mentions, hashtags, links and e-mail addresses that a text just contains.

Simplified: a link is one that begins with http:// or https://; the real server also knows bare domain names.
"""

import re

from practice.telegram.entities import Entity, utf16_length

PATTERNS = {
    "url": re.compile(r"https?://[^\s<>\"]*[^\s<>\".,:;!?)\]}'»”’]"),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "bot_command": re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,32}(?:@\w{5,32})?\b(?!/)"),
    "mention": re.compile(r"(?<![\w@./])@[A-Za-z]\w{3,31}\b"),
    "hashtag": re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,255}"),
}
OPAQUE = {"code", "pre", "text_link", "text_mention"}
"""Nothing is looked for within these."""


def detect(text: str, marked: list[Entity]) -> list[Entity]:
    """Return the marked entities together with those that the text contains, in order."""
    if not any(sign in text for sign in "/@#"):
        return marked
    taken = [_span(entity) for entity in marked if entity["type"] in OPAQUE]
    found = list(marked)
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            offset = utf16_length(text[: match.start()])
            entity = {"type": kind, "offset": offset, "length": utf16_length(match[0])}
            if not any(_overlap(_span(entity), span) for span in taken):
                taken.append(_span(entity))
                found.append(entity)
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))


def _span(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
