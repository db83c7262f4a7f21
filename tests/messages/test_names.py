"""What the code names exists in the templates: messages, refusals, buttons."""

import ast
import re
from collections.abc import Iterator

import pytest

from nhipcau.jobs.take_leave import WISHES
from nhipcau.messages.templates import Templates
from nhipcau.rules.allowance.close import CloseAct
from nhipcau.settings.installation import PROJECT
from tests.messages.conftest import LANGUAGES, TEMPLATES, chat_templates

MADE_UP = {
    "slot_": {"slot_run", "slot_skip"},
    "month_": {f"month_{act.value}" for act in CloseAct},
    "allowance_": {f"allowance_{word}" for word in ("received", "questioned", "stands", "adjusted", "words")},
    "consent_": {"consent_yes", "consent_no"},
    "language_": {"language_vi", "language_en"},
    "leave_": {f"leave_{wish}" for wish in WISHES},
    "data_": {"data_delete", "data_keep", "data_withdraw"},
    "letter_": {"letter_yes", "letter_again", "letter_no"},
    "ruling_": {"ruling_approve", "ruling_return", "ruling_excuse"},
}
"""Names of buttons that are put together in the code, by how they begin."""
COMPOSED = {"allowance/done_", "allowance/", "refused/", "talk/", "talk/wants_"}


TREES = [
    ast.parse(path.read_text(encoding="utf-8"))
    for room in ("rules", "jobs", "desks")
    for path in (PROJECT / "nhipcau" / room).rglob("*.py")
]


def calls(*functions: str) -> Iterator[ast.Call]:
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
                yield node


def button_names() -> set[str]:
    """The names of all buttons that the rules and jobs make."""
    names: set[str] = set()
    for call in calls("Button", "button"):
        for value in (keyword.value for keyword in call.keywords if keyword.arg == "name"):
            for part in ast.walk(value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value:
                    names |= MADE_UP.get(part.value, {part.value})
    return names


def refusals() -> set[str]:
    constants = (call.args[0] for call in calls("Refused") if call.args)
    return {node.value for node in constants if isinstance(node, ast.Constant)}


def message_names() -> set[str]:
    """Every constant that looks like the name of a message."""
    found = {
        node.value
        for tree in TREES
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    kinds = "|".join(path.name for path in (TEMPLATES / "telegram").iterdir() if path.is_dir())
    named = {name for name in found if re.fullmatch(rf"({kinds})/[a-z_]*", name)} - COMPOSED
    return {name for name in named if not (TEMPLATES / f"{name}.vi.j2").exists()}


def labels(language: str) -> set[str]:
    text = (TEMPLATES / "telegram" / f"buttons.{language}.j2").read_text(encoding="utf-8")
    return set(re.findall(r"{% set (\w+) =", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_has_words_and_all_words_a_button(words: Templates, language: str) -> None:
    assert button_names() == labels(language)
    assert all(words.label(name, language).strip() for name in button_names())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_sentence_and_every_sentence_a_refusal(language: str) -> None:
    sentences = {name.removeprefix("refused/") for name in chat_templates(language) if name.startswith("refused/")}
    assert refusals() == sentences


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_no_in_a_shared_sheet_has_its_sentence(words: Templates, language: str) -> None:
    constants = (call.args[0] for call in calls("NotTaken") if call.args)
    codes = {node.value for node in constants if isinstance(node, ast.Constant)}
    facts = {"value": "?", "roles": "?", "title": "?", "first": "2026-05-04", "most": 9, "code": "?"}
    facts |= {"titles": "?", "since": "?", "words": "?", "least": 6, "right": "?"}
    text = (TEMPLATES / f"sheets/replies.{language}.j2").read_text(encoding="utf-8")
    named = dict(re.findall(r"{% macro (\w+)\((.*?)\)", text))
    assert codes <= named.keys()
    for code in codes:
        given = {name: facts[name] for name in named[code].split(", ") if name}
        assert words.sentence("sheets/replies", code, given, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_that_is_named_exists(language: str) -> None:
    assert len(message_names()) > 20
    assert message_names() - chat_templates(language) == set()
