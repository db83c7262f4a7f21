"""The close of a month: every state, every act, the same hands or others, with and without open reviews."""

from itertools import product

import pytest

from nhipcau.rules.allowance.close import ACTION_OF, CloseAct, CloseState, Closing, advance
from nhipcau.rules.kernel import Refused
from tests.rules.samples import MAY, book

DRAFT, CHECKED, CLOSED = CloseState
CHECK, CLOSE = CloseAct
STANDS = {
    DRAFT: Closing(MAY, 1, DRAFT),
    CHECKED: Closing(MAY, 1, CHECKED, checked_by="CB02"),
    CLOSED: Closing(MAY, 1, CLOSED, checked_by="CB02", closed_by="CB03"),
}
SAME, OTHER = "CB02", "CB03"

# What becomes of each combination without open reviews; a refusal is its code.
TABLE = {
    (DRAFT, CHECK, SAME): Closing(MAY, 1, CHECKED, checked_by=SAME),
    (DRAFT, CHECK, OTHER): Closing(MAY, 1, CHECKED, checked_by=OTHER),
    (DRAFT, CLOSE, SAME): "not_the_next_step",
    (DRAFT, CLOSE, OTHER): "not_the_next_step",
    (CHECKED, CHECK, SAME): "not_the_next_step",  # pressed twice
    (CHECKED, CHECK, OTHER): "not_the_next_step",
    (CHECKED, CLOSE, SAME): "needs_a_second_person",
    (CHECKED, CLOSE, OTHER): Closing(MAY, 1, CLOSED, checked_by=SAME, closed_by=OTHER),
    (CLOSED, CHECK, SAME): "not_the_next_step",  # what is closed is frozen
    (CLOSED, CHECK, OTHER): "not_the_next_step",
    (CLOSED, CLOSE, SAME): "not_the_next_step",
    (CLOSED, CLOSE, OTHER): "not_the_next_step",
}


def outcome(state: CloseState, act: CloseAct, by: str, open_reviews: int) -> Closing | str:
    try:
        return advance(STANDS[state], act, by, open_reviews)
    except Refused as refused:
        return refused.code


def test_the_table_has_every_combination() -> None:
    assert set(TABLE) == set(product(CloseState, CloseAct, (SAME, OTHER)))


@pytest.mark.parametrize(("state", "act", "by"), TABLE, ids=lambda value: getattr(value, "value", value))
def test_without_open_reviews(state: CloseState, act: CloseAct, by: str) -> None:
    assert outcome(state, act, by, 0) == TABLE[state, act, by]


@pytest.mark.parametrize(("state", "act", "by"), TABLE, ids=lambda value: getattr(value, "value", value))
def test_nothing_moves_while_lines_wait_for_a_decision(state: CloseState, act: CloseAct, by: str) -> None:
    assert outcome(state, act, by, 2) == "reviews_open"


def test_a_refusal_says_how_many_lines_wait() -> None:
    with pytest.raises(Refused) as refused:
        advance(STANDS[DRAFT], CHECK, SAME, 3)
    assert refused.value.facts == {"count": 3}


def test_each_act_asks_the_roles_table_of_config() -> None:
    assert set(ACTION_OF) == set(CloseAct)
    assert set(ACTION_OF.values()) <= set(book().permissions)
