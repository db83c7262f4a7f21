"""Columns of a hundred percent, split into shares that differ in pattern as well as in colour."""

from collections.abc import Iterator, Mapping, Sequence

from nhipcau.documents.charts.axis import captions

HEIGHT, TOP, LEFT, CAPTION_LINE, DESCENDERS = 141, 30, 30, 11, 7
LETTER = 5.4
"""Points that a letter of the legend takes, cautiously."""


def layout(parts: Mapping[str, Sequence[int]], labels: Sequence[str], width: int) -> dict[str, object]:
    slot = (width - LEFT) / max(len(labels), 1)
    under = captions(labels, slot)
    base = HEIGHT - DESCENDERS - CAPTION_LINE * max(map(len, under), default=1)
    thick = round(min(46.0, slot * 0.6), 1)
    columns = []
    for number, lines in enumerate(under):
        middle = round(LEFT + slot * (number + 0.5), 1)
        shares = list(_shares([counts[number] for counts in parts.values()], base))
        columns.append({"middle": middle, "x": round(middle - thick / 2, 1), "caption": lines, "shares": shares})
    ticks = [(round(base - (base - TOP) * percent / 100, 1), percent) for percent in (0, 50, 100)]
    size = {"width": width, "height": HEIGHT, "left": LEFT, "base": base, "thick": thick}
    return {**size, "columns": columns, "ticks": ticks, "legend": list(_legend(parts, width))}


def _shares(counts: Sequence[int], base: float) -> Iterator[dict[str, object]]:
    """From the foot up; a share of nothing is not drawn."""
    total, foot = sum(counts), base
    for kind, count in enumerate(counts):
        height = (base - TOP) * count / total if total else 0.0
        if height:
            yield {"kind": kind, "y": round(foot - height, 1), "height": round(height, 1)}
        foot -= height


def _legend(parts: Mapping[str, Sequence[int]], width: int) -> Iterator[tuple[float, int, str]]:
    """Each entry's place, flush right as one line."""
    lengths = [22 + LETTER * len(name) for name in parts]
    x = width - sum(lengths)
    for kind, (name, length) in enumerate(zip(parts, lengths, strict=True)):
        yield round(x, 1), kind, name
        x += length


def text(parts: Mapping[str, Sequence[int]], labels: Sequence[str]) -> str:
    said = []
    for number, label in enumerate(labels):
        counts = ", ".join(f"{name} {counts[number]}" for name, counts in parts.items())
        said.append(f"{label}: {counts}")
    return "; ".join(said)
