"""The rehearsal counts messages by kind, and each kind has a name that people understand."""

from nhipcau.messages.templates import Templates
from tests.messages.conftest import TEMPLATES

PARTS_AND_REFUSALS = ("_", "refused/")
"""What is included in others, and what answers a tap without being a message of its own kind."""


def kinds() -> set[str]:
    folder = TEMPLATES / "telegram"
    names = {str(path.relative_to(folder)).removesuffix(".vi.j2") for path in folder.rglob("*/*.vi.j2")}
    return {name for name in names if "/_" not in name and not name.startswith(PARTS_AND_REFUSALS)}


def test_every_kind_of_message_has_a_name_in_both_languages() -> None:
    words = Templates(TEMPLATES)
    for language in ("vi", "en"):
        named = {kind: words.sentence("rehearsal/kinds", "kind", {"template": kind}, language) for kind in kinds()}
        assert {kind for kind, name in named.items() if name == kind} == set()
