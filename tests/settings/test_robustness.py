"""Whatever people type into a file, it is either taken or told: never a crash, never a sentence with a hole."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.settings.faults import Fault
from tests.settings.conftest import PROJECT, Config

FILES = sorted(path.relative_to(PROJECT / "config").as_posix() for path in (PROJECT / "config").rglob("*.yaml"))
TYPED = ["", "~", "-1", "1.5", "true", "[]", "{}", "- a", "a: b: c", "&x [*x]", "'", "\t", "2026-02-30", "0x10", "\x07"]
TYPED += ["9" * 5000, "9999-12-31", "0/0", "không", "{{ x }}", "!!int x", "? y", "<<: {a: 1}", "#", "|", "*y"]


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return Config(tmp_path_factory.mktemp("spoiled") / "config")


@settings(max_examples=60)
@given(file=st.sampled_from(FILES), typed=st.sampled_from(TYPED), line=st.integers(0, 400), cut=st.integers(0, 60))
def test_anything_typed_over_the_rest_of_a_line(
    spoiled: Config, sentence: Callable[[Fault, str], str], file: str, typed: str, line: int, cut: int
) -> None:
    good = spoiled.text(file)
    lines = good.splitlines()
    lines[line % len(lines)] = lines[line % len(lines)][:cut] + typed
    spoiled.write(file, "\n".join(lines))
    try:
        for fault in spoiled.faults():
            assert (
                1 <= fault.line <= len(Path(spoiled.folder / fault.file).read_text(encoding="utf-8").splitlines()) + 1
            )
            assert sentence(fault, "vi") and sentence(fault, "en")
    finally:
        spoiled.write(file, good)
