"""What charts have in common: an axis with few round numbers, labels in two lines, values in words."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from nhipcau.rules.vietnamese import grouped


@dataclass(frozen=True)
class Axis:
    """From nought at `base` to the first round number not below `most`, which stands at `end` (both in points).

    `least` is nought or below: then the axis goes on beyond its base.
    """

    base: float
    end: float
    most: int
    least: int = 0

    @property
    def step(self) -> int:
        """1, 2 or 5 times a power of ten, so that four steps or fewer reach the top."""
        power, reach = 1, max(self.most, -self.least)
        while True:
            for digit in (1, 2, 5):
                if 4 * digit * power >= reach:
                    return digit * power
            power *= 10

    @property
    def top(self) -> int:
        return max(-(-self.most // self.step), 1) * self.step

    @property
    def bottom(self) -> int:
        return self.least // self.step * self.step

    @property
    def ticks(self) -> list[tuple[float, str]]:
        return [(self.at(value), grouped(value)) for value in range(self.bottom, self.top + 1, self.step)]

    def at(self, value: int) -> float:
        return round(self.base + (self.end - self.base) * value / self.top, 1)


def shown(values: Sequence[int | None], suffix: str) -> list[str]:
    return ["–" if value is None else f"{grouped(value)}{suffix}" for value in values]


def said(labels: Sequence[str], values: Sequence[int | None], suffix: str, against: str = "") -> str:
    """The chart in words: "04–10/05: 2; 11–17/05: –; chỉ tiêu: 1"."""
    pairs = [f"{label}: {value}" for label, value in zip(labels, shown(values, suffix), strict=True)]
    return "; ".join([*pairs, against] if against else pairs)


WIDEST, LETTER = 16, 5.0
"""A caption's letters in a line at most, and the points that a small letter takes."""


def captions(labels: Sequence[str], slot: float) -> list[list[str]]:
    """Each label in two lines or fewer, as wide as its slot allows."""
    letters = max(6, min(WIDEST, int(slot / LETTER)))
    return [textwrap.wrap(label, letters, max_lines=2, placeholder="…") for label in labels]


def cut(label: str, letters: int) -> str:
    """One line; a longer label ends in an ellipsis, its table has it in full."""
    return textwrap.shorten(label, letters, placeholder="…")
