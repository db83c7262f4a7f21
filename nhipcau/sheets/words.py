"""The titles, hints and words of the tabs, from templates/sheets/."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from nhipcau.rules.kernel import Words
from nhipcau.rules.sheets.cells import Titles
from nhipcau.rules.sheets.tabs import DECLARATIONS

LANGUAGES = ("vi", "en")


@cache
def load_titles(templates: Path, language: str) -> Mapping[str, Titles]:
    """What every declared tab reads, in all languages; `language` is the one to write. Read once a process.

    Raises KeyError where a title or a word is missing.
    """
    spoken = {each: YAML(typ="safe").load(templates / "sheets" / f"words.{each}.yaml") for each in LANGUAGES}
    return {name: _titles(spoken, name, language) for name in DECLARATIONS}


def load_guide(templates: Path, language: str) -> list[tuple[str, str]]:
    """The rows of the guide: what one may want, and how it is done."""
    rows = YAML(typ="safe").load(templates / "sheets" / f"guide.{language}.yaml")
    return [(row["what"], row["how"]) for row in rows]


def _titles(spoken: Mapping[str, Any], tab: str, language: str) -> Titles:
    parts = {each: content["tabs"][tab] for each, content in spoken.items()}
    hints = {each: content["hints"] | parts[each].get("hints", {}) for each, content in spoken.items()}
    return Titles(
        language,
        columns=_by_key({each: part["columns"] for each, part in parts.items()}),
        words=_by_key({each: part.get("words", {}) for each, part in parts.items()}),
        hints=_by_key(hints),
    )


def _by_key(words: Mapping[str, Mapping[str, str]]) -> dict[str, Words]:
    """Words by language and key, turned around."""
    return {key: {each: words[each][key] for each in words} for key in words[LANGUAGES[0]]}
