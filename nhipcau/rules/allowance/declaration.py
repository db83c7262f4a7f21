"""What the answers of an eligibility round declare, sent or still being given."""

from collections.abc import Mapping

from nhipcau.rules.allowance.facts import Declaration
from nhipcau.rules.fields import Answer


def declared(answers: Mapping[str, Answer]) -> Declaration:
    """The answers that an allowance looks at; the form may ask for others, and need not ask for all of these."""
    return Declaration(
        active=_truth(answers.get("active")),
        away_days=_number(answers.get("away_days")),
        paid_elsewhere=_truth(answers.get("paid_elsewhere")),
        as_known=_truth(answers.get("as_known")),
        excused=_truth(answers.get("excused")),
        place_right=_truth(answers.get("place_right")),
        account_right=_truth(answers.get("account_right")),
    )


def _truth(answer: Answer) -> bool | None:
    return answer if isinstance(answer, bool) else None


def _number(answer: Answer) -> int | None:
    return answer if isinstance(answer, int) and not isinstance(answer, bool) else None
