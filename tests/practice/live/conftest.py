"""The house that the live network drives, in a test of its own."""

from tests.fakes.fixtures import book, founded, house, new_house, new_house_with

__all__ = ["book", "founded", "house", "new_house", "new_house_with"]
