"""The charts that reports draw: bars, stacked shares, bars in rows, a grid of rates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nhipcau.documents.charts import bars, grid, rows, stacks
from nhipcau.documents.charts.axis import said
from nhipcau.rules.vietnamese import grouped


@dataclass(frozen=True)
class Chart:
    """A drawing and what it says, for those who do not see it."""

    svg: str
    text: str


@dataclass(frozen=True)
class Line:
    """What the values are held against: a quota or a target, with its name."""

    value: int
    label: str


class Charts:
    """Every chart has a `title`, and a `name` that keeps its ids apart from those of others on the page."""

    def __init__(self, templates: Path) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(templates / "reports/charts"),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["grouped"] = grouped

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
        line: Line | None = None,
    ) -> Chart:
        """One bar a value; None is a gap ("–"). `most` fixes the top of the axis."""
        view = bars.layout(values, labels, suffix, most, width, line.value if line else 0)
        against = f"{line.label}: {grouped(line.value)}{suffix}" if line else ""
        return self._draw("bars", view, title, name, said(labels, values, suffix, against), line)

    def stacks(
        self,
        parts: Mapping[str, Sequence[int]],
        labels: Sequence[str],
        *,
        title: str,
        name: str = "stacks",
        width: int = 480,
    ) -> Chart:
        """One column a label, split into shares of a hundred: up to three `parts`, by their names in the legend."""
        view = stacks.layout(parts, labels, width)
        return self._draw("stacks", view, title, name, stacks.text(parts, labels))

    def rows(
        self,
        values: Sequence[int | None],
        labels: Sequence[str],
        *,
        title: str,
        name: str = "rows",
        suffix: str = "",
        width: int = 480,
        line: Line | None = None,
    ) -> Chart:
        """One bar a row, with room for long labels; what is below nought goes to the left."""
        view = rows.layout(values, labels, suffix, width, line.value if line else 0)
        against = f"{line.label}: {grouped(line.value)}{suffix}" if line else ""
        return self._draw("rows", view, title, name, said(labels, values, suffix, against), line)

    def grid(
        self,
        rates: Sequence[Sequence[int | None]],
        labels: Sequence[str],
        columns: Sequence[str],
        *,
        title: str,
        name: str = "grid",
        width: int = 480,
    ) -> Chart:
        """Percentages as cells, darker for more, each with its number; `labels` name the rows."""
        view = grid.layout(rates, labels, columns, width)
        return self._draw("grid", view, title, name, grid.text(rates, labels, columns))

    def _draw(
        self, template: str, view: Mapping[str, object], title: str, name: str, text: str, line: Line | None = None
    ) -> Chart:
        facts = {"title": title, "name": name, "text": text, "line": line}
        return Chart(self._templates.get_template(f"{template}.svg.j2").render(**facts, **view), f"{title}. {text}.")
