"""The numbers that the house holds itself to, measured on the code as it stands."""

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOMS = ("nhipcau", "bots", "flows", "practice")
SOURCES = sorted(path for room in ROOMS for path in Path(room).rglob("*.py"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From the first line after the docstring to the last."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    last = function.end_lineno or function.lineno
    return last - body[0].lineno + 1


def test_half_of_the_functions_are_under_eight_lines_and_none_is_over_sixty() -> None:
    sizes = [body_lines(function) for path in SOURCES for function in functions(path)]
    assert statistics.median(sizes) < 8
    assert max(sizes) <= 60


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_no_file_is_over_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


def test_every_module_says_in_a_sentence_what_it_is() -> None:
    written = {path: path.read_text() for path in SOURCES}
    silent = [str(path) for path, text in written.items() if text and not ast.get_docstring(ast.parse(text))]
    assert silent == []


def test_flow_bodies_and_handlers_are_fifteen_lines_or_fewer() -> None:
    doors = [*Path("flows").glob("*.py"), *Path("bots/telegram/subjects").glob("*.py")]
    long = {f.name: body_lines(f) for path in doors for f in functions(path) if body_lines(f) > 15}
    assert long == {}


def test_the_house_reads_the_clock_in_one_place() -> None:
    reading = re.compile(r"datetime\.now\(|time\.time\(|date\.today\(|utcnow\(")
    found = [str(path) for path in Path("nhipcau").rglob("*.py") if reading.search(path.read_text())]
    assert found == ["nhipcau/machine.py"]


def test_locks_carry_hashes_and_no_addresses() -> None:
    for lock in Path().glob("requirements*.lock"):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert "http://" not in text and "https://" not in text


def test_the_readme_names_only_commands_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", Path("Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", Path("README.md").read_text())) <= targets
