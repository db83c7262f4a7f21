"""The table in docs/practice.md names every method that we have, and tests that are there."""

import re
from pathlib import Path

from practice.telegram.methods import METHODS

ROOT = Path(__file__).parents[3]


def test_every_method_is_in_the_table() -> None:
    named = set(re.findall(r"`(\w+)`", (ROOT / "docs/practice.md").read_text(encoding="utf-8")))
    assert set(METHODS) - named == set()


def test_every_test_that_the_table_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/practice.md").read_text(encoding="utf-8")))
    files = (ROOT / "tests/practice").rglob("test_*.py")
    there = {name for file in files for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))}
    assert named - there == set()
