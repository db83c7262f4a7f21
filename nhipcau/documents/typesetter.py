"""Typst behind one small class: a layout and plain data in, the bytes of a PDF out."""

import hashlib
import json
import threading
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

import typst

Data = Mapping[str, Any]
"""What a layout prints, as JSON holds it: text, whole numbers, lists."""


class _Compiler(threading.local):
    """One a thread, as it does one thing at a time; while it typesets, the others' Python goes on."""

    def __init__(self, templates: Path, fonts: Path | None) -> None:
        paths = [fonts] if fonts else []
        self.own = typst.Compiler(root=templates, font_paths=paths, ignore_system_fonts=True)


class Typesetter:
    """One compiler a thread, reused: its fonts and layouts are read once.

    The fonts inside the wheel are used, and those of the folder `fonts`; never whatever else a machine has.
    """

    def __init__(self, templates: Path, fonts: Path | None = None) -> None:
        self._templates = templates
        self._compiler = _Compiler(templates, fonts)

    def pdf(self, layout: str, data: Data, tagged: bool = True) -> bytes:
        """Typeset `data` by a layout: a file with a function `page-of`.

        `tagged` tells readers aloud what is a heading and what a cell; a long table becomes 14 times as large by it.

        Data travels as a string of JSON, so no text is ever read as markup. It stands in the main file and not in
        `sys.inputs`, because a change of those makes Typst forget all that it has laid out before.
        """
        text = unicodedata.normalize("NFC", json.dumps(data, ensure_ascii=False))
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        main = f'#import "/{layout}": page-of\n#page-of(json(bytes("{quoted}")))'
        made = self._compiler.own.compile(main.encode(), format="pdf", pdf_tags=tagged)
        if not isinstance(made, bytes):
            raise TypeError(f"{layout}: expected the bytes of one file")
        return made

    @cached_property
    def version(self) -> str:
        """A digest of every file that a page is laid out from."""
        digest = hashlib.sha256(metadata.version("typst").encode())
        for folder in ("reports", "documents", "reasons"):
            for path in sorted((self._templates / folder).rglob("*.*")):
                digest.update(path.relative_to(self._templates).as_posix().encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()[:16]

    def words(self, path: str) -> dict[str, Any]:
        """The headings that a workbook shares with a PDF, read from YAML by the reader that the PDF uses."""
        source = f'#metadata(yaml("/{path}")) <words>'.encode()
        reader = typst.Compiler(source, root=self._templates, ignore_system_fonts=True)
        words: dict[str, Any] = json.loads(reader.query("<words>", field="value", one=True))
        return words
