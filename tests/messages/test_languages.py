"""Vietnamese and English say the same things: the same files, the same sentences, out of the same values."""

from pathlib import Path

import pytest
from jinja2 import meta, nodes

from nhipcau.messages.templates import environment
from tests.messages.conftest import TEMPLATES

PAPERS = {f"documents/papers/{name}" for name in ("month", "campaign", "review")}
VIETNAMESE_ONLY = {"cli/preview.html", "documents/sentences"} | PAPERS
"""A page for whoever writes the messages; lists and papers are filed in Vietnamese, whoever reads them."""


def names(language: str) -> set[str]:
    end = f".{language}.j2"
    return {str(path.relative_to(TEMPLATES)).removesuffix(end) for path in TEMPLATES.rglob(f"*{end}")}


def parsed(name: str, language: str) -> nodes.Template:
    return environment(TEMPLATES).parse((TEMPLATES / f"{name}.{language}.j2").read_text(encoding="utf-8"))


def macros(name: str, language: str) -> dict[str, list[str]]:
    """The sentences of a file, each with the values that it is given."""
    found = parsed(name, language).find_all(nodes.Macro)
    return {macro.name: [argument.name for argument in macro.args] for macro in found}


def constants(name: str, language: str) -> set[str]:
    """The words that a file sets for others."""
    targets = (assignment.target for assignment in parsed(name, language).find_all(nodes.Assign))
    return {target.name for target in targets if isinstance(target, nodes.Name)}


VIETNAMESE = set("ạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỵỷỹđ")
PAIRS = sorted(names("vi") & names("en"))


def test_every_file_is_there_in_both_languages() -> None:
    assert names("vi") - names("en") == VIETNAMESE_ONLY
    assert names("en") - names("vi") == set()


@pytest.mark.parametrize("name", PAIRS)
def test_both_have_the_same_sentences(name: str) -> None:
    assert macros(name, "vi") == macros(name, "en")


@pytest.mark.parametrize("name", [name for name in PAIRS if constants(name, "vi") and name.startswith("telegram/")])
def test_both_have_the_same_words(name: str) -> None:
    assert constants(name, "vi") == constants(name, "en")


@pytest.mark.parametrize("name", [name for name in PAIRS if not macros(name, "vi")])
def test_both_are_made_of_the_same_values(name: str) -> None:
    needed = {language: meta.find_undeclared_variables(parsed(name, language)) for language in ("vi", "en")}
    assert needed["vi"] == needed["en"]


@pytest.mark.parametrize("name", PAIRS)
def test_english_has_no_vietnamese_left_in_it(name: str) -> None:
    """A line that was copied and not translated."""
    texts = {language: lines(TEMPLATES / f"{name}.{language}.j2") for language in ("vi", "en")}
    copied = texts["vi"] & texts["en"]
    assert {line for line in copied if VIETNAMESE & set(line.lower())} == set()


def lines(path: Path) -> set[str]:
    return set(path.read_text(encoding="utf-8").splitlines())
