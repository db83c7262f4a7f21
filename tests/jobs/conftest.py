"""A house with its people, in May and at the cut-off of May."""

from tests.fakes.fixtures import book, founded, house, june, may, new_house, new_house_with

__all__ = ["book", "founded", "house", "june", "may", "new_house", "new_house_with"]
