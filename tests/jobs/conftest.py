"""A house with its people, in May and at the cut-off of May."""

from tests.fakes.fixtures import book, drafted, founded, house, june, may, may_drafted, new_house, new_house_with
from tests.jobs.sheet_desk import desk, monday

__all__ = [
    "book",
    "desk",
    "drafted",
    "founded",
    "house",
    "june",
    "may",
    "may_drafted",
    "monday",
    "new_house",
    "new_house_with",
]
