"""`nhipcau preview`: every chat message with its samples, in every language, as one page to read through."""

from pathlib import Path

from ruamel.yaml import YAML

from nhipcau.messages.templates import Templates
from nhipcau.rules.kernel import Json

LANGUAGES = ("vi", "en")


def write_preview(templates: Path, out: Path) -> Path:
    """The page's path."""
    words = Templates(templates)
    samples = YAML(typ="safe").load(templates / "_samples" / "telegram.yaml")
    shown: list[Json] = [
        {"template": name, "texts": [[words.message(name, view, language) for language in LANGUAGES] for view in views]}
        for name, views in samples.items()
        if not name.startswith("_")
    ]
    out.mkdir(parents=True, exist_ok=True)
    page = out / "index.html"
    page.write_text(words.text("cli/preview.html", {"messages": shown}, "vi"), encoding="utf-8")
    return page
