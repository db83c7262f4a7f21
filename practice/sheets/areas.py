"""How rectangles lie to each other."""

from practice.sheets.a1 import Area


def overlap(one: Area, other: Area) -> bool:
    """Say whether the two have a cell in common."""
    return one.top < other.bottom and other.top < one.bottom and one.left < other.right and other.left < one.right


def within(inner: Area, outer: Area) -> bool:
    """Say whether every cell of the first lies in the second."""
    return (
        outer.top <= inner.top
        and inner.bottom <= outer.bottom
        and outer.left <= inner.left
        and inner.right <= outer.right
    )
