"""YAML files into plain data that remembers its lines. Nothing is guessed: 08:00 and 2026-05-01 stay text."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from nhipcau.settings.faults import Fault, Path, Place

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
# What the parser complains of, as its C and its Python version say it, and the slip that is behind it.
_SLIPS = (
    ("quoted scalar", "yaml_quote"),
    ("mapping values are not allowed", "yaml_colon"),
    ("parsing a flow", "yaml_bracket"),
    ("expected key", "yaml_indent"),
    ("expected '-' indicator", "yaml_indent"),
    ("expected <block end>", "yaml_indent"),
    ("expected <document start>", "yaml_indent"),
    ("entries are not allowed", "yaml_indent"),
    ("mapping keys are not allowed", "yaml_indent"),
    ("unexpected ':'", "yaml_colon"),
    ("could not find expected ':'", "yaml_indent"),
    ("start any token", "yaml_sign"),
    ("alias", "yaml_sign"),
    ("anchor", "yaml_sign"),
    ("tag", "yaml_sign"),
)
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


class Mapped(dict[str, Any]):
    """A mapping of a YAML file that knows where it stands, however it is cut or copied later."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


@dataclass(frozen=True)
class Source:
    """One file as it was read. `faults` are those of the YAML itself; without a `root` nothing could be read."""

    place: Place
    root: Node | None = None
    data: Any = None
    faults: tuple[Fault, ...] = ()

    def fresh(self) -> Any:
        """The data once more, to be cut without harm to the rest."""
        return None if self.root is None else _Builder(self.place).build(self.root)


def read(path: FilePath, name: str) -> Source:
    """Read one file; `name` is what faults call it."""
    place = Place(name)
    try:
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
        root = _compose(text)
    except FileNotFoundError:
        return Source(place, faults=(place.fault("missing_file", name=name),))
    except UnicodeDecodeError:
        return Source(place, faults=(place.fault("not_utf8"),))
    except YAMLError as error:
        return Source(place, faults=(_syntax_fault(name, error, text.splitlines()),))
    if root is None:
        return Source(place, faults=(place.fault("empty_file"),))
    builder = _Builder(place)
    try:
        data = builder.build(root)
    except _Endless as endless:
        return Source(place, faults=(Fault(name, endless.line, "", "yaml_sign", {}),))
    return Source(builder.place, root, data, tuple(builder.faults))


@lru_cache(maxsize=64)
def _compose(text: str) -> Node | None:
    """Parsing is most of the time of a load, and of a folder that is checked again all files but one are the same."""
    root: Node | None = YAML(typ="safe").compose(text)
    return root


def _syntax_fault(name: str, error: YAMLError, lines: list[str]) -> Fault:
    """The parser speaks English to programmers: keep its line, and name the slips that people make."""
    problem, context = getattr(error, "problem", None) or "", getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    code = next((code for words, code in _SLIPS if words in f"{context}: {problem}"), "yaml_syntax")
    if code in ("yaml_quote", "yaml_bracket"):
        # What is never closed is noticed much later; tell where it was opened.
        mark = getattr(error, "context_mark", None) or mark
    line = mark.line + 1 if mark else 1
    if mark and "\t" in "".join(lines[line - 1 : line])[: mark.column + 1]:
        code = "yaml_tab"
    return Fault(name, line, "", code, {})


class _Endless(Exception):
    """An alias (*name) stands inside the very thing that it stands for."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Builder:
    """Walks the nodes of one file: makes the data, notes the line of every path, finds keys given twice."""

    def __init__(self, place: Place) -> None:
        self.faults: list[Fault] = []
        self._open: set[int] = set()
        self.lines: dict[Path, int] = {(): 1}
        self.place = Place(place.file, (), self.lines)

    def build(self, node: Node, path: Path = ()) -> Any:
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if id(node) in self._open:
            raise _Endless(node.start_mark.line + 1)
        self._open.add(id(node))
        made = self._mapping(node, path) if isinstance(node, MappingNode) else self._list(node, path)
        self._open.discard(id(node))
        return made

    def _list(self, node: Node, path: Path) -> list[Any]:
        return [self._item(item, (*path, number)) for number, item in enumerate(node.value)]

    def _item(self, node: Node, path: Path) -> Any:
        self.lines[path] = node.start_mark.line + 1
        return self.build(node, path)

    def _mapping(self, node: MappingNode, path: Path) -> Mapped:
        made = Mapped(self.place.at(*path))
        for key_node, value in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else "{...}"
            line, here = key_node.start_mark.line + 1, (*path, key)
            if key in made:
                again = Place(self.place.file, here, {here: line})
                self.faults.append(again.fault("duplicate_key", key=key, first_line=self.lines[here]))
                continue
            self.lines[here] = line
            made[key] = self.build(value, here)
        return made


def _scalar(node: ScalarNode) -> str | int | float | bool | None:
    text: str = node.value
    if node.style in ('"', "'", "|", ">"):
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
