"""The questions of a form, and how a typed answer to each is understood, with or without diacritics."""

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from urllib.parse import urlsplit

from nhipcau.rules.kernel import Words
from nhipcau.rules.vietnamese import fold, read_day

Answer = str | int | bool | tuple[str, ...] | None
"""None is a skipped field; an absent key is one not yet reached."""


class FieldKind(Enum):
    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"
    DATE = "date"
    LINKS = "links"
    PAGE = "page"
    TEXT = "text"
    PHOTOS = "photos"
    FILES = "files"


COLLECTING = {FieldKind.SEVERAL, FieldKind.PHOTOS, FieldKind.FILES}
"""Answered bit by bit, until the person says that it is done."""


@dataclass(frozen=True)
class Option:
    key: str
    label: Words


@dataclass(frozen=True)
class Condition:
    """Ask this field only when an earlier one was answered so."""

    field: str
    equals: Answer


@dataclass(frozen=True)
class Field:
    key: str
    kind: FieldKind
    ask: Words
    label: Words
    required: bool = True
    options: tuple[Option, ...] = ()
    least: int = 0
    most: int = 1000
    quick: tuple[int, ...] = ()
    skip_label: Words = field(default_factory=dict)
    example: Words = field(default_factory=dict)
    only_if: Condition | None = None


_YES = {"co", "vang", "da", "ok", "dong y", "yes", "y", "dung"}
_NO = {"khong", "ko", "k", "khong co", "chua", "no", "n", "sai"}
_POLITE = {"da", "a", "nhe"}
"""Dạ, ạ, nhé: said out of courtesy, they change no answer."""

_NUMBER = re.compile(r"\d+|\d{1,3}([., ])\d{3}(\1\d{3})*", re.ASCII)
"""Dots, commas and spaces only between groups of three: "1.500" is 1500, and "1.5" is never 15."""

_LINK = re.compile(r"https?://\S+?(?=\s|$|[,;]+https?://)", re.IGNORECASE)
_AROUND = "<>\"'“”‘’.,;:!?…"


def meant(text: str) -> str:
    """What was said, without diacritics, courtesy and closing marks: "Dạ không ạ." is "khong"."""
    words = fold(text).strip(" .,!?…").split()
    return " ".join([word for word in words if word not in _POLITE] or words)


def read_choice(current: Field, value: str) -> tuple[Answer, str]:
    if current.kind is FieldKind.YES_NO and value in ("yes", "no"):
        return value == "yes", ""
    if current.kind is FieldKind.CHOICE and any(option.key == value for option in current.options):
        return value, ""
    return _read_number(current, value) if current.kind is FieldKind.NUMBER else (None, current.kind.value)


def read(current: Field, text: str) -> tuple[Answer, str]:
    """Understand a typed answer: (answer, "") or (None, the name of the hint that helps)."""
    readers = {
        FieldKind.YES_NO: _read_yes_no,
        FieldKind.CHOICE: _read_option,
        FieldKind.SEVERAL: _read_options,
        FieldKind.NUMBER: _read_number,
        FieldKind.DATE: _read_date,
        FieldKind.LINKS: _read_links,
        FieldKind.PAGE: _read_page,
        FieldKind.TEXT: _read_text,
        FieldKind.PHOTOS: _read_nothing,
        FieldKind.FILES: _read_nothing,
    }
    return readers[current.kind](current, text)


def _read_yes_no(_: Field, text: str) -> tuple[Answer, str]:
    said = meant(text)
    return (said in _YES, "") if said in _YES | _NO else (None, "yes_no")


def _read_option(current: Field, text: str) -> tuple[Answer, str]:
    spoken = fold(text)
    for option in current.options:
        if spoken == option.key or spoken in map(fold, option.label.values()):
            return option.key, ""
    return None, "choice"


def _read_options(current: Field, text: str) -> tuple[Answer, str]:
    """Several at once, between commas, semicolons or on lines of their own."""
    read = [_read_option(current, part)[0] for part in re.split(r"[,;\n]", text) if part.strip()]
    if not read or None in read:
        return None, "several"
    return tuple(option.key for option in current.options if option.key in read), ""


def _read_date(_: Field, text: str) -> tuple[Answer, str]:
    """A day, kept as 2026-05-16."""
    day = read_day(text)
    return (day.isoformat(), "") if day else (None, "date")


def _read_page(current: Field, text: str) -> tuple[Answer, str]:
    """A page's link and its followers, in one message."""
    links, hint = _read_links(replace(current, most=1), text)
    rest = " ".join(_LINK.sub(" ", text).split())
    if hint or not isinstance(links, tuple) or not _NUMBER.fullmatch(rest):
        return None, "page"
    return (links[0], re.sub(r"\D", "", rest)), ""


def _read_nothing(current: Field, _: str) -> tuple[Answer, str]:
    """Words are no photo and no file."""
    return None, current.kind.value


def _read_number(current: Field, text: str) -> tuple[Answer, str]:
    if not _NUMBER.fullmatch(text):
        return None, "number"
    number = int(re.sub(r"\D", "", text))
    return (number, "") if current.least <= number <= current.most else (None, "number_range")


def links_in(text: str) -> tuple[str, ...]:
    """The links of a text, each once, in their order."""
    return tuple(dict.fromkeys(filter(_is_link, map(_trimmed, _LINK.findall(text)))))


def _read_links(current: Field, text: str) -> tuple[Answer, str]:
    links = links_in(text)
    if not links:
        return None, "links"
    return (links, "") if len(links) <= current.most else (None, "links_many")


def _trimmed(link: str) -> str:
    """Without the marks of the sentence around it; a bracket that was opened inside belongs to the link."""
    return link.rstrip(_AROUND if "(" in link else _AROUND + ")")


def _is_link(word: str) -> bool:
    try:
        host = urlsplit(word).hostname or ""
    except ValueError:  # "http://[abc"
        return False
    return "." in host.strip(".")


def _read_text(current: Field, text: str) -> tuple[Answer, str]:
    if len(text) > current.most:
        return None, "text_long"
    return (text, "") if text.strip() else (None, "text")
