"""Every word people read is a template under templates/, one file a language; a missing value is an error."""

import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.environment import TemplateModule

from nhipcau.rules.kernel import Json, Month
from nhipcau.rules.vietnamese import day_for_people, dong, grouped, month_for_people

MOST_CHARACTERS = 4096
"""Telegram's limit of a text message, as it is read: without tags, and with an escaped character as one."""

_TAG = re.compile(r"<[^>]+>")
_SPACES = re.compile(r"[ \t\n]+")
"""Not the no-break space between an amount and its unit."""


class TooLong(Exception):
    """A message came out longer than a chat takes."""


class Templates:
    """The words of the network, in its languages."""

    def __init__(self, folder: Path) -> None:
        self._environment = environment(folder)

    def message(self, template: str, view: Mapping[str, Json], language: str) -> str:
        """The HTML text of a chat message. Raises TooLong, or jinja2's TemplateNotFound and UndefinedError."""
        text = self.text(f"telegram/{template}", view, language)
        if len(unescape(_TAG.sub("", text))) > MOST_CHARACTERS:
            raise TooLong(template)
        return text

    def text(self, template: str, view: Mapping[str, Json], language: str) -> str:
        """Any other text: what the command line or a page says."""
        rendered = self._environment.get_template(f"{template}.{language}.j2").render(view)
        return re.sub(r"\n{3,}", "\n\n", rendered).strip()

    def label(self, name: str, language: str) -> str:
        """The words of a generic button. Raises LookupError for one that does not exist."""
        words = self._module("telegram/buttons", language)
        if not hasattr(words, name):
            raise LookupError(name)
        return str(getattr(words, name))

    def sentence(self, file: str, code: str, facts: Mapping[str, Json], language: str) -> str:
        """One sentence out of a file of macros, such as faults/faults."""
        macro = getattr(self._module(file, language), code, None)
        if macro is None:
            raise TemplateNotFound(f"{file}.{language}.j2: {code}")
        return _SPACES.sub(" ", str(macro(**facts))).strip()

    def _module(self, file: str, language: str) -> TemplateModule:
        return self._environment.get_template(f"{file}.{language}.j2").module


def environment(folder: Path) -> Environment:
    """Strict about undefined values; HTML is escaped in chat messages and pages."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=lambda name: name is not None and (name.startswith("telegram/") or ".html" in name),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(dong=dong, grouped=grouped, day=_day, month=_month)
    return made


def _day(text: str) -> str:
    return day_for_people(date.fromisoformat(text))


def _month(text: str) -> str:
    """Turn "2026-05" into what people write, "05/2026"."""
    return month_for_people(Month.parse(text))
