"""Rates as a grid of cells: darker is more, and every cell has its number."""

from collections.abc import Sequence

from nhipcau.documents.charts.axis import cut, shown
from nhipcau.documents.charts.rows import GAP, LETTER, LONGEST

ROW, TOP = 12.5, 16
SHADES = ("#eef2f6", "#c9d6e2", "#8fabc4", "#4c779d", "#17456b")
"""One for each fifth of a hundred, even steps of lightness; black and white readers see the same order."""
DARK = 3
"""From this shade on the number is white."""


def layout(
    rates: Sequence[Sequence[int | None]], labels: Sequence[str], columns: Sequence[str], width: int
) -> dict[str, object]:
    names = [cut(label, LONGEST) for label in labels]
    left = round(GAP + LETTER * max(map(len, names), default=0), 1)
    wide = (width - left) / max(len(columns), 1)
    heads = [(round(left + wide * (number + 0.5), 1), column) for number, column in enumerate(columns)]
    rows = [
        {"name": names[row], "y": TOP + ROW * row, "cells": [_cell(left, wide, *cell) for cell in enumerate(rate)]}
        for row, rate in enumerate(rates)
    ]
    size = {"width": width, "height": TOP + ROW * len(rates) + 2, "left": left, "cell": round(wide - 1.5, 1)}
    return {**size, "row": ROW, "heads": heads, "rows": rows}


def _cell(left: float, wide: float, column: int, rate: int | None) -> dict[str, object]:
    shade = -1 if rate is None else min(rate // 20, len(SHADES) - 1)
    return {
        "x": round(left + wide * column, 1),
        "middle": round(left + wide * (column + 0.5), 1),
        "fill": "none" if shade < 0 else SHADES[shade],
        "ink": "#ffffff" if shade >= DARK else "#1c2430",
        "text": shown([rate], "%")[0],
    }


def text(rates: Sequence[Sequence[int | None]], labels: Sequence[str], columns: Sequence[str]) -> str:
    rows = []
    for label, rate in zip(labels, rates, strict=True):
        cells = ", ".join(f"{column} {value}" for column, value in zip(columns, shown(rate, "%"), strict=True))
        rows.append(f"{label}: {cells}")
    return "; ".join(rows)
