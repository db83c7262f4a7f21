"""Bars that lie one below the other, for long names and for values that may be below nought."""

from collections.abc import Sequence

from nhipcau.documents.charts.axis import Axis, cut, shown

ROW, TOP, BOTTOM, GAP, VALUE = 13, 16, 14, 6, 34
"""Points: a row, room above and below, between label and bar, and for the number behind a bar."""
LETTER = 4.6
"""Points that a letter of a label takes."""
LONGEST = 42
"""Letters of a label."""


def layout(
    values: Sequence[int | None], labels: Sequence[str], suffix: str, width: int, against: int
) -> dict[str, object]:
    names = [cut(label, LONGEST) for label in labels]
    left = round(GAP + LETTER * max(map(len, names), default=0), 1)
    numbers = [value or 0 for value in values]
    most, least = max([against, *numbers], default=0), min([0, *numbers])
    scale = Axis(0, 1, most, least)
    room = width - left - VALUE * (2 if least < 0 else 1)
    unit = room / (scale.top - scale.bottom)
    base = round(left + (VALUE if least < 0 else 0) - scale.bottom * unit, 1)
    axis = Axis(base, base + scale.top * unit, most, least)
    written = shown(values, suffix)
    bars = [_bar(axis, number, names[number], value, written[number]) for number, value in enumerate(values)]
    height = TOP + ROW * len(values) + BOTTOM
    size = {"width": width, "height": height, "left": left, "base": base, "top": TOP, "foot": height - BOTTOM}
    return {**size, "ticks": axis.ticks, "bars": bars, "line_x": axis.at(against)}


def _bar(axis: Axis, number: int, name: str, value: int | None, shown: str) -> dict[str, object]:
    end = axis.at(value or 0)
    below = value is not None and value < 0
    return {
        "name": name,
        "y": TOP + ROW * number,
        "x": round(min(axis.base, end), 1),
        "width": round(abs(end - axis.base), 1),
        "value": shown,
        "value_x": round(end + (-3 if below else 3), 1),
        "anchor": "end" if below else "start",
    }
