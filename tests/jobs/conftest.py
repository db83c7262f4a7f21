"""A house with its people; what a round's slots are called."""

from tests.fakes.fixtures import book, founded, house

__all__ = ["book", "founded", "house"]
