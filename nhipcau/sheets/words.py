"""The titles and words of the tabs, from templates/sheets/."""

from pathlib import Path

from ruamel.yaml import YAML

from nhipcau.sheets.merge import Titles
from nhipcau.sheets.tabs import DECLARATIONS


def load_titles(templates: Path, language: str) -> dict[str, Titles]:
    """The titles of every declared tab. Raises KeyError where one is missing."""
    content = YAML(typ="safe").load(templates / "sheets" / f"words.{language}.yaml")
    return {name: Titles(content["columns"][name], content["words"][name]) for name in DECLARATIONS}
