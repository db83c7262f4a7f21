"""Charts as SVG, for PDF pages and HTML pages alike, each with a text equivalent."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nhipcau.rules.vietnamese import grouped

HEIGHT, TOP, LEFT, CAPTION_LINE, DESCENDERS = 121, 16, 30, 11, 7


@dataclass(frozen=True)
class Chart:
    """A drawing and what it says, for those who do not see it."""

    svg: str
    text: str


@dataclass(frozen=True)
class _Axis:
    """From nought at `base` up to the first round number that is not below `most`."""

    base: int
    most: int

    @property
    def step(self) -> int:
        """1, 2 or 5 times a power of ten, so that four steps or fewer reach the top."""
        power = 1
        while True:
            for digit in (1, 2, 5):
                if 4 * digit * power >= self.most:
                    return digit * power
            power *= 10

    @property
    def top(self) -> int:
        return max(-(-self.most // self.step), 1) * self.step

    @property
    def ticks(self) -> list[tuple[float, str]]:
        return [(self.y(value), grouped(value)) for value in range(0, self.top + 1, self.step)]

    def y(self, value: int) -> float:
        return round(self.base - (self.base - TOP) * value / self.top, 1)


@dataclass(frozen=True)
class _Bar:
    middle: float
    width: float
    y: float
    height: float
    label: str
    caption: list[str]

    @property
    def x(self) -> float:
        return round(self.middle - self.width / 2, 1)


class Charts:
    def __init__(self, templates: Path) -> None:
        environment = Environment(
            loader=FileSystemLoader(templates), undefined=StrictUndefined, autoescape=True, trim_blocks=True
        )
        self._bars = environment.get_template("reports/charts/bars.svg.j2")

    def bars(
        self,
        values: Sequence[int | None],
        labels: Sequence[str],
        *,
        title: str,
        name: str = "bars",
        suffix: str = "",
        most: int | None = None,
        width: int = 300,
    ) -> Chart:
        """One bar a value; None is a gap ("–"). `most` fixes the top of the axis, `name` keeps ids of a page apart."""
        shown = ["–" if value is None else f"{grouped(value)}{suffix}" for value in values]
        text = "; ".join(f"{label}: {value}" for label, value in zip(labels, shown, strict=True))
        captions = [textwrap.wrap(label, 16, max_lines=2, placeholder="…") for label in labels]
        base = HEIGHT - DESCENDERS - CAPTION_LINE * max(map(len, captions), default=1)
        axis = _Axis(base, most or max([value or 0 for value in values], default=0))
        bars = _bars(values, shown, captions, width, axis)
        size = {"width": width, "height": HEIGHT, "left": LEFT, "base": base}
        svg = self._bars.render(name=name, title=title, text=text, ticks=axis.ticks, bars=bars, **size)
        return Chart(svg, f"{title}. {text}.")


def _bars(
    values: Sequence[int | None], shown: list[str], captions: list[list[str]], width: int, axis: _Axis
) -> list[_Bar]:
    slot = (width - LEFT) / max(len(values), 1)
    thick = round(min(34.0, slot * 0.6), 1)
    bars = []
    for number, value in enumerate(values):
        middle, y = round(LEFT + slot * (number + 0.5), 1), axis.y(value or 0)
        bars.append(_Bar(middle, thick, y, round(axis.base - y, 1), shown[number], captions[number]))
    return bars
