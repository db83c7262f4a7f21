"""The close of a month: every state, every act, the same hands or others; and opening it again."""

from itertools import product

import pytest

from nhipcau.rules.allowance.close import ACTION_OF, LEADS_TO, CloseAct, CloseState, Closing, Opening, advance, reopen
from nhipcau.rules.kernel import Refused
from tests.rules.samples import MAY, at, book

DRAFT, CHECKED, APPROVED, CLOSED, PAID = CloseState
CHECK, APPROVE, CLOSE, PAY = CloseAct
SAME, OTHER = "CB02", "CB03"
NOW = at("2026-06-06 09:00")


def stands(state: CloseState) -> Closing:
    """Checked by the same one, everything after that by the other."""
    closing = Closing(MAY, 1, DRAFT)
    for act in list(CloseAct)[: list(CloseState).index(state)]:
        closing = advance(closing, act, SAME if act is CHECK else OTHER, NOW)
    return closing


# What becomes of each combination: the new state, or the code of the refusal.
STEPS = {
    (DRAFT, CHECK, SAME): CHECKED,
    (DRAFT, CHECK, OTHER): CHECKED,
    (CHECKED, APPROVE, SAME): "needs_a_second_person",
    (CHECKED, APPROVE, OTHER): APPROVED,
    (APPROVED, CLOSE, SAME): CLOSED,  # who checked may turn the key on what another approved
    (APPROVED, CLOSE, OTHER): CLOSED,
    (CLOSED, PAY, SAME): PAID,
    (CLOSED, PAY, OTHER): PAID,
}


def outcome(state: CloseState, act: CloseAct, by: str) -> CloseState | str:
    try:
        return advance(stands(state), act, by, NOW).state
    except Refused as refused:
        return refused.code


@pytest.mark.parametrize(
    ("state", "act", "by"),
    product(CloseState, CloseAct, (SAME, OTHER)),
    ids=lambda value: getattr(value, "value", value),
)
def test_every_step_has_its_turn_and_its_hands(state: CloseState, act: CloseAct, by: str) -> None:
    assert outcome(state, act, by) == STEPS.get((state, act, by), "not_the_next_step")


def test_each_step_keeps_who_and_when_and_forgets_nobody() -> None:
    paid = stands(PAID)
    assert [(state, hand.by, hand.at) for state, hand in paid.hands.items()] == [
        (CHECKED, SAME, NOW),
        (APPROVED, OTHER, NOW),
        (CLOSED, OTHER, NOW),
        (PAID, OTHER, NOW),
    ]


def test_only_closed_and_paid_are_frozen() -> None:
    assert [state for state in CloseState if stands(state).frozen] == [CLOSED, PAID]


def test_each_act_asks_the_roles_table_of_config() -> None:
    assert set(ACTION_OF) == set(LEADS_TO) == set(CloseAct)
    assert set(ACTION_OF.values()) <= set(book().permissions)


class TestOpeningAgain:
    @pytest.mark.parametrize("state", [CLOSED, PAID])
    def test_makes_a_new_draft_beside_the_old_version(self, state: CloseState) -> None:
        opening = Opening(SAME, OTHER, "Sai ngày nghỉ phép")
        opened = reopen(stands(state), opening, 1, {MAY: state, MAY.next: DRAFT}, book().policy.choices_for(MAY))
        assert opened == Closing(MAY, 2, DRAFT, opening=opening)

    def test_is_refused_for_a_request_about_an_older_version(self) -> None:
        with pytest.raises(Refused, match="not_closed"):
            reopen(Closing(MAY, 2, CLOSED), Opening(SAME, OTHER, "x"), 1, {}, book().policy.choices_for(MAY))
