"""The words of the project, and the practice Telegram to try them on."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from nhipcau.messages.templates import Templates
from nhipcau.settings.installation import PROJECT
from tests.fakes.practice import few_certificates, served, telegram

TEMPLATES = PROJECT / "templates"
LANGUAGES = ("vi", "en")

__all__ = ["few_certificates", "served", "telegram"]


def samples() -> dict[str, list[dict[str, Any]]]:
    """The sample views of every chat template."""
    content = YAML(typ="safe").load(TEMPLATES / "_samples" / "telegram.yaml")
    return {name: views for name, views in content.items() if not name.startswith("_")}


def chat_templates(language: str) -> set[str]:
    """Every chat message there is in a language; those that begin with _ are parts of others."""
    root, end = TEMPLATES / "telegram", f".{language}.j2"
    found = (str(path.relative_to(root)).removesuffix(end) for path in root.rglob(f"*{end}"))
    return {name for name in found if "/" in name and "/_" not in name}


def each_sample() -> list[Any]:
    return [
        pytest.param(name, view, language, id=f"{name} {number} {language}")
        for name, views in samples().items()
        for number, view in enumerate(views, start=1)
        for language in LANGUAGES
    ]


@pytest.fixture(scope="session")
def words() -> Templates:
    return Templates(Path(TEMPLATES))
