"""Bars that stand side by side, with or without a line that they are held against."""

from collections.abc import Sequence

from nhipcau.documents.charts.axis import Axis, captions, shown

HEIGHT, TOP, LEFT, CAPTION_LINE, DESCENDERS = 121, 16, 30, 11, 7


def layout(
    values: Sequence[int | None], labels: Sequence[str], suffix: str, most: int | None, width: int, against: int
) -> dict[str, object]:
    slot = (width - LEFT) / max(len(values), 1)
    under = captions(labels, slot)
    base = HEIGHT - DESCENDERS - CAPTION_LINE * max(map(len, under), default=1)
    axis = Axis(base, TOP, most or max([against, *(value or 0 for value in values)]))
    columns = zip(values, shown(values, suffix), under, strict=True)
    bars = [
        _bar(axis, LEFT + slot * (number + 0.5), slot, value, label, lines)
        for number, (value, label, lines) in enumerate(columns)
    ]
    size = {"width": width, "height": HEIGHT, "left": LEFT, "base": base}
    return {**size, "ticks": axis.ticks, "bars": bars, "line_y": axis.at(against)}


def _bar(axis: Axis, middle: float, slot: float, value: int | None, label: str, lines: list[str]) -> dict[str, object]:
    thick, y = round(min(34.0, slot * 0.6), 1), axis.at(value or 0)
    return {
        "middle": round(middle, 1),
        "x": round(middle - thick / 2, 1),
        "width": thick,
        "y": y,
        "height": round(axis.base - y, 1),
        "label": label,
        "caption": lines,
    }
