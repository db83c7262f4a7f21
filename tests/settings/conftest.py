"""A copy of config/ to be spoiled, and the sentences that people read about it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nhipcau.settings.faults import BadConfig, Fault
from nhipcau.settings.load import load_rulebook

PROJECT = Path(__file__).parents[2]


class Config:
    """A good copy of config/, with verbs to spoil it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(PROJECT / "config", folder, ignore=shutil.ignore_patterns("schemas"))

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace one passage that stands in the file exactly once."""
        text = self.text(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def write(self, file: str, text: str) -> None:
        (self.folder / file).write_text(text, encoding="utf-8")

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def line_of(self, file: str, passage: str) -> int:
        """The line on which a passage begins that stands in the file exactly once."""
        text = self.text(file)
        assert text.count(passage) == 1, f"{passage!r} stands {text.count(passage)} times in {file}"
        return text[: text.index(passage)].count("\n") + 1

    def faults(self) -> list[Fault]:
        try:
            load_rulebook(self.folder)
        except BadConfig as bad:
            return bad.faults
        return []


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path / "config")


@pytest.fixture(scope="session")
def sentence() -> Callable[[Fault, str], str]:
    """Render a fault in a language as the command line does."""
    environment = Environment(loader=FileSystemLoader(PROJECT / "templates"), undefined=StrictUndefined)
    modules = {language: environment.get_template(f"faults/faults.{language}.j2").module for language in ("vi", "en")}
    return lambda fault, language: str(getattr(modules[language], fault.code)(**fault.facts)).strip()
