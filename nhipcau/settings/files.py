"""The config folder as it was read: every file's faults, and what can be used of each."""

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any, TypeVar

from nhipcau.settings.faults import Fault, Place, Wrong
from nhipcau.settings.layout import KINDS, Kind
from nhipcau.settings.model import Model
from nhipcau.settings.reading import Source, read
from nhipcau.settings.shapes import examine
from nhipcau.settings.values import key_of, near

M = TypeVar("M", bound=Model)


class Unusable(LookupError):
    """A file could not be used at all; what depends on it cannot be checked, and need not be: its faults are told."""


class Files:
    """All files of a config folder. `instead` reads another file in the place of one, to see what it would do."""

    def __init__(self, folder: FilePath, instead: Mapping[str, FilePath] | None = None) -> None:
        self.folder = folder
        self._instead = instead or {}
        self.faults: list[Fault] = list(self._strangers())
        self._data: dict[str, Any] = {}
        self._models: dict[str, Model] = {}
        for kind in KINDS:
            for name in self._names(kind):
                self._read(kind, name)

    def _names(self, kind: Kind) -> list[str]:
        if not kind.many:
            return [kind.pattern]
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(kind.pattern))

    def _strangers(self) -> Iterator[Fault]:
        """Files that look like config and would be passed over in silence."""
        known = {name for kind in KINDS for name in self._names(kind)}
        for path in sorted(self.folder.rglob("*.y*ml")):
            name = path.relative_to(self.folder).as_posix()
            if name not in known:
                right = name.replace(".yml", ".yaml") if name.endswith(".yml") else near(name, known)
                yield Place(name).fault("unknown_file", name=name, near=right or f"campaigns/{path.name}")

    def _read(self, kind: Kind, name: str) -> None:
        source = read(self._instead.get(name, self.folder / name), name)
        self._data[name] = source.data
        self.faults += source.faults
        if source.root is None:
            return
        made, faults = examine(source, kind.model)
        self.faults += faults
        if made is not None:
            self._models[name] = made
        if kind.many:
            self.faults += _name_faults(source)

    def one(self, model: type[M]) -> M:
        """The file of this model. Raises Unusable."""
        for made in self._models.values():
            if isinstance(made, model):
                return made
        raise Unusable(model.__name__)

    def each(self, model: type[M]) -> dict[str, M]:
        """The files of this model by key: the file's name without its ending."""
        return {FilePath(name).stem: made for name, made in self._models.items() if isinstance(made, model)}

    def keys(self, folder: str) -> list[str]:
        """The keys of all files in a folder, usable or not."""
        return [FilePath(name).stem for name in self._data if name.startswith(f"{folder}/")]

    def named(self, file: str, section: str, key: str) -> list[str] | None:
        """The names that a list of a file gives to its items, sound or not.

        None when they cannot be known: there is no such list, or one of its items has no name that could be read.
        """
        data = self._data[file]
        items: Any = data.get(section) if isinstance(data, dict) else None
        if not isinstance(items, list):
            return None
        names = [item.get(key) if isinstance(item, dict) else None for item in items]
        return [str(name) for name in names] if all(isinstance(name, (str, int)) for name in names) else None

    def sound(self, file: str) -> bool:
        """Whether a file has no fault so far."""
        return not any(fault.file == file for fault in self.faults)


def _name_faults(source: Source) -> Iterator[Fault]:
    stem = FilePath(source.place.file).stem
    try:
        key_of(40)(stem)
    except Wrong as wrong:
        yield source.place.fault("bad_file_name", value=stem, meant=wrong.facts["meant"])
