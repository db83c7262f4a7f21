"""Charts as SVG, for PDF pages and HTML pages alike, each with a text equivalent."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nhipcau.rules.vietnamese import grouped

HEIGHT, TOP, LEFT, CAPTION_LINE = 118, 16, 30, 11


@dataclass(frozen=True)
class Chart:
    """A drawing and what it says, for those who do not see it."""

    svg: str
    text: str


@dataclass(frozen=True)
class _Bar:
    x: float
    y: float
    middle: float
    width: float
    height: float
    label: str
    caption: list[str]


@dataclass(frozen=True)
class _Tick:
    y: float
    label: str


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
        top = most or max([value or 0 for value in values], default=0)
        captions = [textwrap.wrap(label, 16, max_lines=2, placeholder="…") for label in labels]
        base = HEIGHT - 4 - CAPTION_LINE * max(map(len, captions), default=1)
        ticks = _ticks(top, base)
        svg = self._bars.render(
            name=name,
            title=title,
            text=text,
            width=width,
            height=HEIGHT,
            left=LEFT,
            right=width,
            base=base,
            ticks=ticks,
            bars=_bars(values, shown, captions, width, base, _axis_top(top)),
        )
        return Chart(svg, f"{title}. {text}.")


def _bars(
    values: Sequence[int | None], shown: list[str], captions: list[list[str]], width: int, base: int, top: int
) -> list[_Bar]:
    slot = (width - LEFT) / max(len(values), 1)
    thick = min(34.0, slot * 0.6)
    bars = []
    for number, value in enumerate(values):
        middle = LEFT + slot * (number + 0.5)
        height = round((base - TOP) * (value or 0) / top, 1)
        x, y = round(middle - thick / 2, 1), round(base - height, 1)
        bars.append(_Bar(x, y, round(middle, 1), round(thick, 1), height, shown[number], captions[number]))
    return bars


def _ticks(top: int, base: int) -> list[_Tick]:
    """The lines of the axis: none closer than a person wants to read."""
    axis = _axis_top(top)
    step = _step(top)
    return [_Tick(round(base - (base - TOP) * value / axis, 1), grouped(value)) for value in range(0, axis + 1, step)]


def _axis_top(top: int) -> int:
    step = _step(top)
    return max(-(-top // step), 1) * step


def _step(top: int) -> int:
    """1, 2 or 5 times a power of ten, so that four steps or fewer reach the top."""
    power = 1
    while True:
        for digit in (1, 2, 5):
            if 4 * digit * power >= top:
                return digit * power
        power *= 10
