"""A bonus that two people agreed on, for tests that only need it to be there."""

from datetime import datetime

from nhipcau.ports import Tx
from nhipcau.rules.allowance.facts import Bonus
from nhipcau.rules.kernel import Month


def given(tx: Tx, month: Month, person: str, bonus: Bonus, at: datetime) -> bool:
    """Whether it was new."""
    new = tx.months.propose(month, person, bonus, "CB-1")
    return tx.months.agree(bonus.case, person, month, "CB-2", at) and new
