"""Telegram's HTML to plain text and entities, counted in UTF-16 units, with the real server's complaints.

The grammar and the words are those of TDLib's parser: few tags, four named character references, byte offsets in UTF-8.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from practice.core.calls import Refusal
from practice.telegram.words import bad_request

Entity = dict[str, Any]

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
REFERENCE = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(lt|gt|amp|quot));?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TAG_NAME = re.compile(r"<([^\s>]*)(?=[\s>])")
REST_OF_TAG = re.compile(r"((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
END_TAG = re.compile(r"</([^\s>]*)\s*>")
ATTRIBUTE = re.compile(r"\s*([^\s=>/\"']+)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.-]+)))?")
MENTION_URL = re.compile(r"tg://user\?id=(\d+)")


def utf16_length(text: str) -> int:
    """Return the length in the units Telegram counts in: a character beyond the basic plane is two."""
    return len(text) + sum(character > "\uffff" for character in text)


def covered(text: str, entity: Entity) -> str:
    """Return the words that an entity covers."""
    start, length = entity["offset"], entity["length"]
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    position: int


@dataclass(slots=True)
class _Parse:
    """The state of one pass over a text."""

    source: str
    text: list[str] = field(default_factory=list)
    length: int = 0
    entities: list[Entity] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def add(self, text: str) -> None:
        text = REFERENCE.sub(_referred, text)
        self.text.append(text)
        self.length += utf16_length(text)

    def complain(self, words: str, at: int) -> Refusal:
        offset = len(self.source[:at].encode())
        return _cannot_parse(f"{words} at byte offset {offset}")


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the plain text and its entities; raise Refusal (400) in the server's words for HTML it refuses."""
    parse = _Parse(source)
    at = 0
    while (tag_at := source.find("<", at)) >= 0:
        parse.add(source[at:tag_at])
        at = _close_tag(parse, tag_at) if source.startswith("</", tag_at) else _open_tag(parse, tag_at)
    parse.add(source[at:])
    if parse.open:
        raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{parse.open[-1].tag}"')
    return "".join(parse.text), sorted(parse.entities, key=lambda entity: (entity["offset"], -entity["length"]))


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut blanks at both ends, as the server does before it stores a text; entities shrink and move along."""
    stripped = text.strip()
    if stripped == text:
        return text, entities
    cut = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(stripped)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        stop = min(end, entity["offset"] + entity["length"] - cut)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return stripped, kept


def _open_tag(parse: _Parse, at: int) -> int:
    name = TAG_NAME.match(parse.source, at)
    if not name:
        raise parse.complain("Unclosed start tag", at)
    tag = name[1].lower()
    if tag not in TYPES:
        raise parse.complain(f'Unsupported start tag "{tag}"', at)
    rest = REST_OF_TAG.match(parse.source, name.end())
    if not rest:
        raise parse.complain("Unclosed start tag", at)
    attributes = _attributes(rest[1])
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise parse.complain('Tag "span" must have class "tg-spoiler"', at)
    parse.open.append(_Open(tag, attributes, parse.length, len(parse.text)))
    return rest.end()


def _close_tag(parse: _Parse, at: int) -> int:
    if not parse.open:
        raise parse.complain("Unexpected end tag", at)
    match = END_TAG.match(parse.source, at)
    if not match:
        raise parse.complain("Unclosed end tag", at)
    opened = parse.open.pop()
    found = match[1].lower()
    if found and found != opened.tag:
        offset = len(parse.source[:at].encode())
        raise _cannot_parse(
            f'Unmatched end tag at byte offset {offset}, expected "</{opened.tag}>", found "</{found}>"'
        )
    if parse.length > opened.offset:
        _add_entity(parse, opened)
    return match.end()


def _add_entity(parse: _Parse, opened: _Open) -> None:
    entity: Entity = {"type": TYPES[opened.tag], "offset": opened.offset, "length": parse.length - opened.offset}
    if opened.tag == "a":
        url = opened.attributes.get("href") or "".join(parse.text[opened.position :])
        if not _link(entity, url):
            return
    elif opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
    elif opened.tag == "tg-time":
        entity["unix_time"] = int(opened.attributes.get("unix", "0"))
        entity["date_time_format"] = opened.attributes.get("format", "")
    elif opened.tag == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    elif opened.tag == "code" and opened.attributes.get("class", "").startswith("language-"):
        entity["language"] = opened.attributes["class"].removeprefix("language-")
    elif opened.tag == "pre" and _became_block(parse, entity):
        return
    parse.entities.append(entity)


def _link(entity: Entity, url: str) -> bool:
    mention = MENTION_URL.fullmatch(url)
    if mention:
        entity.update(type="text_mention", user={"id": int(mention[1]), "is_bot": False, "first_name": ""})
        return True
    if "." not in url and "://" not in url:
        return False  # the real server keeps the words and forgets a link that leads nowhere
    entity["url"] = url if "://" in url else f"http://{url}"
    return True


def _became_block(parse: _Parse, pre: Entity) -> bool:
    """Turn `<pre><code class="language-x">` into the one entity `pre` with a language."""
    code = parse.entities[-1] if parse.entities else {}
    same = code.get("type") == "code" and (code["offset"], code["length"]) == (pre["offset"], pre["length"])
    if same:
        code["type"] = "pre"
    return same


def _attributes(source: str) -> dict[str, str]:
    found = {}
    for name, double, single, token in ATTRIBUTE.findall(source):
        found[name.lower()] = REFERENCE.sub(_referred, double or single) or token.lower()
    return found


def _referred(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


def _cannot_parse(words: str) -> Refusal:
    return bad_request(f"can't parse entities: {words}")
