"""A house with its people, whose slots the flows run."""

from tests.fakes.fixtures import book, founded, house, new_house, new_house_with

__all__ = ["book", "founded", "house", "new_house", "new_house_with"]
