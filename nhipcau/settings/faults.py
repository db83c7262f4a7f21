"""What is wrong with the config, as plain data; templates/faults/ makes the sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nhipcau.rules.kernel import Primitive

Step = str | int
Path = tuple[Step, ...]


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the file, its line, the path inside it ("programmes[1].due.at"), and what the sentence needs."""

    file: str
    line: int
    where: str
    code: str
    facts: Mapping[str, Primitive]


class BadConfig(Exception):
    """The config cannot be used. `faults` is everything that is wrong, of all files at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: (fault.file, fault.line, fault.where, fault.code))
        first = self.faults[0]
        super().__init__(f"{len(self.faults)} faults, the first in {first.file}, line {first.line}: {first.code}")


class Wrong(ValueError):
    """A value is not what its key wants: raised by the readers of values, becomes a Fault with its place."""

    def __init__(self, code: str, **facts: Primitive) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Place:
    """A spot in a file: its path, and the line of every path of that file."""

    file: str
    path: Path = ()
    lines: Mapping[Path, int] = field(default_factory=dict, repr=False, compare=False)

    def at(self, *steps: Step) -> "Place":
        return Place(self.file, self.path + steps, self.lines)

    @property
    def stands(self) -> bool:
        """Whether somebody wrote it, rightly or wrongly."""
        return self.path in self.lines

    @property
    def line(self) -> int:
        """The line of the path, or of the nearest thing around it that is there."""
        for length in range(len(self.path), -1, -1):
            if self.path[:length] in self.lines:
                return self.lines[self.path[:length]]
        return 1

    @property
    def where(self) -> str:
        text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return text.removeprefix(".")

    def fault(self, code: str, **facts: Primitive) -> Fault:
        return Fault(self.file, self.line, self.where, code, facts)
